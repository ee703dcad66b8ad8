import { randomUUID } from 'node:crypto'
import { codesOf, databaseTrouble } from '@/lib/database-trouble'
import { currentRequest } from '@/lib/in-request'

// The framework bundles its own copy of this file; what all copies share hangs on the process.
const process_ = globalThis as { ledgerTold?: WeakMap<object, string> }
process_.ledgerTold ??= new WeakMap()
const told = process_.ledgerTold

/** The frames alone: the message stands before them, may have lines of its own, and may hold what people typed. */
function framesOf({ stack = '', message }: Error): string[] {
  const after = message ? stack.lastIndexOf(message) + message.length : 0
  const lines = stack.slice(Math.max(after, 0)).split('\n')
  return lines.filter((line) => /^\s+at \S.*(:\d+:\d+\)?|\(native\)|<anonymous>\)?)$/.test(line)).map((l) => l.trim())
}

/** Prisma and pg put values of the failing statement into some messages; people's text must not reach the log. */
function lineOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: 'something that is no Error was thrown' }
  const code = codesOf(error).join(' ')
  const digest = 'digest' in error && /^[\w@;-]{1,80}$/.test(String(error.digest)) ? String(error.digest) : undefined
  return { error: error.name, ...(code && { code }), ...(digest && { digest }), frames: framesOf(error).slice(0, 12) }
}

/** The server's log: one JSON object a line, on standard error. Never what people typed. */
export const log = {
  /**
   * Logs an unexpected failure and returns the id that the screen shows, to be quoted: that of the request, when there is one, of which it
   * then also notes how the database failed it. An error
   * that comes by again, thrown on by somebody, is not told twice. `more` is what the program knows of the place, never what came in.
   */
  failure(error: unknown, more: Record<string, string> = {}): string {
    const request = currentRequest()
    const known = error instanceof Error ? told.get(error) : undefined
    if (known) return known
    const id = request?.id ?? randomUUID()
    if (request) request.trouble ??= databaseTrouble(error)
    if (error instanceof Error) told.set(error, id)
    process.stderr.write(
      `${JSON.stringify({ at: new Date().toISOString(), level: 'error', id, ...more, ...lineOf(error) })}\n`,
    )
    return id
  },
}

/**
 * From now on the program goes on when nobody reads any more what it says (a `tee` that ended, a terminal that was closed). As an error that nobody
 * caught, each line that did not go out would be one more line, for ever, at the cost of a whole processor.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

/**
 * From now on what anything says by `console.error` or `console.warn`, such as the framework of an error that nobody caught, becomes a
 * line of the log, without the words. Answers how to undo it.
 */
export function quietConsole(): () => void {
  const { error, warn } = console
  const quietly = (...said: unknown[]) => {
    const thrown = said.find((one) => one instanceof Error)
    log.failure(thrown ?? Object.assign(new Error(), { name: 'ConsoleMessage' }))
  }
  Object.assign(console, { error: quietly, warn: quietly })
  return () => void Object.assign(console, { error, warn })
}
