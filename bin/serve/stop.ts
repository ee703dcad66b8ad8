import type { Server } from 'node:http'

/** How long requests that are running get to finish. */
const GRACE_MS = 10_000

/** Stops taking requests, lets those that run finish, and then closes what is left. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(late)
}

/** Calls `stop` once, at the first signal, or when the launcher that started this process is gone. */
export function onStopRequest(stop: (reason: string) => void): void {
  let asked = false
  const once = (reason: string) => {
    if (asked) return
    asked = true
    stop(reason)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => once(signal))
  process.on('disconnect', () => once('the launcher is gone'))
  // It may have gone while this process was still loading: the channel does not tell of it twice.
  if (process.connected === false) once('the launcher is gone')
}
