import { cache } from 'react'
import { db, Prisma } from '@/lib/db'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { today } from '@/lib/time'

type Kept = { seq: bigint; value: Promise<unknown> }
const KEEP = 2_000
const kept = new Map<string, Kept>()

/**
 * The sequence number of the last thing that happened in an inquiry and exists in one of these partitions: any figure over them that was
 * computed before may be out of date, none after. What happens in the other side's does not count, or a page that takes longer would tell
 * of it; nor does what changes no record: exports, and what was refused. Asked once while a page is rendered, so that its figures agree
 * with each other.
 */
const lastSeq = cache(async (inquiryId: string, partitions: string): Promise<bigint> => {
  // Each partition by name: for one that comes as a row of something the planner expects many events, and walks through the whole log.
  const newest = partitions.split('+').map(
    (partition) => Prisma.sql`(
      SELECT seq FROM audit_event
       WHERE inquiry_id = ${inquiryId}::uuid AND partition = ${partition}::"Partition"
         AND event NOT LIKE 'export.%' AND event NOT LIKE 'refusal.%' ORDER BY seq DESC LIMIT 1)`,
  )
  const rows = await db().$queryRaw<{ last: bigint | null }[]>`SELECT greatest(${Prisma.join(newest)}) AS last`
  return rows[0]?.last ?? 0n
})

/**
 * Figures over many records (counts, the matrix) change only when something happens or a day ends. They are kept per inquiry, per set of
 * visible partitions, per day in the inquiry's zone, and used again only while what they may see of the audit log has not moved: the log is the one clock that
 * every instance of the app reads from the database, so no instance can show an old figure. The sequence number is read before the figure
 * is computed, so a figure can only be newer than its mark. Holds figures and the choices of filters, never an authorization.
 */
export async function untilSomethingHappens<T>(actor: Actor, name: string, compute: () => Promise<T>): Promise<T> {
  const partitions = visiblePartitions(actor).join('+')
  const key = [actor.inquiry.id, partitions, today(actor.inquiry.timeZone), name].join('|')
  const seq = await lastSeq(actor.inquiry.id, partitions)
  const found = kept.get(key)
  if (found && found.seq === seq) return found.value as Promise<T>
  const value = compute()
  kept.delete(key)
  kept.set(key, { seq, value })
  value.catch(() => kept.delete(key))
  if (kept.size > KEEP) kept.delete(kept.keys().next().value ?? '')
  return value
}

type Listed = { status?: unknown; sort?: unknown; down?: unknown }

/**
 * The same for how many of a list stand in each status: kept where the filter leaves all of them. Which status is looked at, and in which order, changes
 * none of these counts; anything else does, and they are counted anew.
 */
export function countsUntilSomethingHappens<T>(
  actor: Actor,
  name: string,
  { status: _, sort: __, down: ___, ...rest }: Listed,
  compute: () => Promise<T>,
): Promise<T> {
  const narrowed = Object.values(rest).some((value) => value !== undefined && value !== null && value !== false)
  return narrowed ? compute() : untilSomethingHappens(actor, name, compute)
}
