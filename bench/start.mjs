// `npm run bench`: sets up and builds like `npm start`, then measures; with `--kill` counts what is lost when it is killed.
import { handOver } from '../bin/setup/hand-over.mjs'
import { fail } from '../bin/setup/say.mjs'
import { build, prepare } from '../bin/setup.mjs'

try {
  await prepare()
  await build()
} catch (error) {
  fail(error)
}
const args = process.argv.slice(2)
handOver(
  args.includes('--kill') ? 'bench/kill.ts' : 'bench/run.ts',
  args.filter((arg) => arg !== '--kill'),
)
