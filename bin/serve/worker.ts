import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { config } from '@/lib/config'

const AGAIN_MS = 2_000
/** What a worker may take to lay its work down. A job that is broken off begins again, as after a crash. */
const GRACE_MS = 15_000
const WORKER = fileURLToPath(new URL('../worker.ts', import.meta.url))

/**
 * Runs the worker beside the server, in a process of its own: what it hashes and reads must not keep people waiting. It is started again when it
 * ends by itself. `aloneSince`: since when this is the only server on its database, a moment before it let anybody in, so that whatever was left before
 * belongs to nobody; undefined where others may work on it. None where the settings say so. Answers how to stop it.
 */
export function startWorker({ aloneSince }: { aloneSince: Date | undefined }): () => Promise<void> {
  let child: ChildProcess | undefined
  let stopping = false
  let again: NodeJS.Timeout | undefined
  const start = () => {
    child = spawn(process.execPath, ['--max-old-space-size=256', '--import', 'tsx', WORKER], {
      env: { ...process.env, ...(aloneSince && { LEDGER_ALONE_SINCE: aloneSince.toISOString() }) },
      // The channel ends with this process, however it dies, and the worker with it.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('exit', () => {
      if (!stopping) again = setTimeout(start, AGAIN_MS)
    })
  }
  if (config().WORKERS > 0) start()
  return async () => {
    stopping = true
    clearTimeout(again)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    if (!child.kill('SIGTERM')) return
    const late = setTimeout(() => child?.kill('SIGKILL'), GRACE_MS)
    await ended
    clearTimeout(late)
  }
}
