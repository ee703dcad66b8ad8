// `npm run bench`: sets up and builds like `npm start`, then measures. A flag names another bench than that of pages and writes.
import { handOver } from '../bin/setup/hand-over.mjs'
import { fail } from '../bin/setup/say.mjs'
import { build, prepare } from '../bin/setup.mjs'

const benches = {
  '--kill': 'bench/kill.ts',
  '--looking': 'bench/looking.ts',
  '--uploads': 'bench/uploads.ts',
  '--volumes': 'bench/volumes.ts',
}

try {
  await prepare()
  await build()
} catch (error) {
  fail(error)
}
const args = process.argv.slice(2)
const flag = args.find((arg) => arg in benches)
handOver(
  flag ? benches[flag] : 'bench/run.ts',
  args.filter((arg) => arg !== flag),
)
