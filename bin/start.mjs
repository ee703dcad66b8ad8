// `npm start`: everything from a fresh clone to a running ledger. No package may be used here: none is installed yet.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { lockHolder } from './lock.mjs'
import { fail } from './setup/say.mjs'
import { build, prepare, root } from './setup.mjs'

process.chdir(root)
const running = lockHolder(join(resolve(process.env.DATA_DIR || 'data'), 'server.lock'))
if (running) {
  const where = running.address ? `at ${running.address}` : 'and is just starting'
  console.log(`Oversight Ledger already runs ${where} (process ${running.pid}). Nothing was started.`)
  process.exit(0)
}

try {
  await prepare()
  await build()
} catch (error) {
  fail(error)
}

// The channel between the two closes when this process dies, however it dies; the server then stops in order.
const server = spawn(process.execPath, ['--import', 'tsx', 'bin/serve.ts'], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.once('error', fail)
server.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
