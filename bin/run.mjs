// `npm run migrate`, `user`, `token` ...: a command of ours, also on a clone where nothing is installed yet.
import { handOver } from './setup/hand-over.mjs'
import { fail } from './setup/say.mjs'
import { prepare } from './setup.mjs'

const [name, ...args] = process.argv.slice(2)
await prepare().catch(fail)
handOver(`bin/${name}.ts`, args)
