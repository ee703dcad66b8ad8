import { cache } from 'react'
import { db } from '@/lib/db'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { today } from '@/lib/time'

type Kept = { seq: bigint; value: Promise<unknown> }
const KEEP = 2_000
const kept = new Map<string, Kept>()

/**
 * The sequence number of the last thing that happened in an inquiry: any figure computed before it may be out of date, none after. Asked once
 * while a page is rendered, so that its figures agree with each other.
 */
const lastSeq = cache(async (inquiryId: string): Promise<bigint> => {
  const last = await db().auditEvent.findFirst({
    where: { inquiryId },
    orderBy: { seq: 'desc' },
    select: { seq: true },
  })
  return last?.seq ?? 0n
})

/**
 * Figures over many records (counts, the matrix) change only when something happens or a day ends. They are kept per inquiry, per set of
 * visible partitions, per day in the inquiry's zone, and used again only while the audit log has not moved: the log is the one clock that
 * every instance of the app reads from the database, so no instance can show an old figure. The sequence number is read before the figure
 * is computed, so a figure can only be newer than its mark. Holds figures, never an authorization.
 */
export async function untilSomethingHappens<T>(actor: Actor, name: string, compute: () => Promise<T>): Promise<T> {
  const key = [actor.inquiry.id, visiblePartitions(actor).join('+'), today(actor.inquiry.timeZone), name].join('|')
  const seq = await lastSeq(actor.inquiry.id)
  const found = kept.get(key)
  if (found && found.seq === seq) return found.value as Promise<T>
  const value = compute()
  kept.delete(key)
  kept.set(key, { seq, value })
  value.catch(() => kept.delete(key))
  if (kept.size > KEEP) kept.delete(kept.keys().next().value ?? '')
  return value
}
