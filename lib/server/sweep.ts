import { db } from '@/lib/db'
import { log } from '@/lib/log'

const DAY_MS = 24 * 60 * 60 * 1000
/** Days that the answer to an Idempotency-Key is kept: who repeats a call later than that does it anew. */
export const ANSWER_DAYS = 30

/** Forgets the answers to calls of the API that nobody repeats any more. Answers how many. */
export async function forgetOldAnswers(at = new Date()): Promise<number> {
  const before = new Date(at.getTime() - ANSWER_DAYS * DAY_MS)
  const { count } = await db().idempotentAnswer.deleteMany({ where: { createdAt: { lt: before } } })
  return count
}

/** Sweeps now and every day; a failure is logged and mended by the next day's. Answers how to stop. */
export function sweepDaily(): () => void {
  const sweep = () => void forgetOldAnswers().catch(log.failure)
  sweep()
  const timer = setInterval(sweep, DAY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
