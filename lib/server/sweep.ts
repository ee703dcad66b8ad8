import { Client, type ClientConfig } from 'pg'
import { log } from '@/lib/log'

const DAY_MS = 24 * 60 * 60 * 1000
/** Days that the answer to an Idempotency-Key is kept: who repeats a call later than that does it anew. */
export const ANSWER_DAYS = 30

/**
 * Forgets the answers to calls of the API that nobody repeats any more, over a connection of its own: the client of the application is
 * made by the application. Answers how many.
 */
export async function forgetOldAnswers(connection: ClientConfig, at = new Date()): Promise<number> {
  const client = new Client(connection)
  client.on('error', () => {})
  try {
    await client.connect()
    const before = new Date(at.getTime() - ANSWER_DAYS * DAY_MS).toISOString()
    const { rowCount } = await client.query('delete from idempotent_answer where created_at < $1', [before])
    return rowCount ?? 0
  } finally {
    await client.end().catch(() => {})
  }
}

/** Sweeps now and every day; a failure is logged and mended by the next day's. Answers how to stop. */
export function sweepDaily(connection: ClientConfig): () => void {
  const sweep = () => void forgetOldAnswers(connection).catch((error) => log.failure(error))
  sweep()
  const timer = setInterval(sweep, DAY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
