import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { HEAP } from './heap.mjs'
import { fail } from './say.mjs'

/** Runs a TypeScript program of ours in this process's place: signals go on to it, and its exit code becomes ours. */
export function handOver(script, args = []) {
  // The channel between the two closes when this process dies, however it dies; the other then stops in order.
  const child = spawn(process.execPath, [...HEAP, '--import', 'tsx', script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', fail)
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
