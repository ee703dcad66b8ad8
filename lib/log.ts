import { randomUUID } from 'node:crypto'

/** Prisma and pg put values of the failing statement into some messages; people's text must not reach the log. */
function lineOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: 'something that is no Error was thrown' }
  const code = 'code' in error ? String(error.code) : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, ...(code ? { code } : {}), at: frames.slice(0, 12).map((line) => line.trim()) }
}

/** The server's log: one JSON object a line, on standard error. Never what people typed. */
export const log = {
  /** Logs an unexpected failure and returns the id that the screen shows, to be quoted. */
  failure(error: unknown, more: Record<string, string> = {}): string {
    const id = randomUUID().slice(0, 8)
    console.error(JSON.stringify({ at: new Date().toISOString(), level: 'error', id, ...more, ...lineOf(error) }))
    return id
  },
}
