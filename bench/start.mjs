// `npm run bench`: sets up and builds like `npm start`, then measures.
import { handOver } from '../bin/setup/hand-over.mjs'
import { fail } from '../bin/setup/say.mjs'
import { build, prepare } from '../bin/setup.mjs'

try {
  await prepare()
  await build()
} catch (error) {
  fail(error)
}
handOver('bench/run.ts', process.argv.slice(2))
