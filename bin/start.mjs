// `npm start`: everything from a fresh clone to a running ledger. No package may be used here: none is installed yet.
import { join, resolve } from 'node:path'
import { lockHolder } from './lock.mjs'
import { handOver } from './setup/hand-over.mjs'
import { fail } from './setup/say.mjs'
import { build, prepare, root } from './setup.mjs'

process.chdir(root)
const running = lockHolder(join(resolve(process.env.DATA_DIR || 'data'), 'server.lock'))
if (running) {
  const where = running.address ? `at ${running.address}` : 'and is just starting'
  console.log(`Oversight Ledger already runs ${where} (process ${running.pid}). Nothing was started.`)
  process.exit(0)
}

await prepare().then(build).catch(fail)
handOver('bin/serve.ts')
