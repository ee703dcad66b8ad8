import type { Body } from '@/lib/audit/append'
import type { EventName } from '@/lib/audit/events'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { Partition } from '@/lib/generated/prisma/enums'
import { type Actor, visiblePartitions } from '@/lib/people/actor'

/** One line of the history, as it was written, and the id by which it is known outside. */
export type HistoryEntry = Body & { id: string }

export type HistoryFilter = {
  /** A closed list's name; others are ignored by the schema before this */
  event?: EventName | null | undefined
  /** One of these; for a kind of record, all of its events */
  events?: EventName[] | null | undefined
  /** Only what changed a record: no exports */
  changed?: boolean
  /** A kind of record */
  type?: string | null | undefined
  /** Only what concerns this record */
  recordId?: string | null | undefined
  /** Who did it */
  userId?: string | null | undefined
  from?: Date | null | undefined
  until?: Date | null | undefined
  /** Only what is older than this sequence number */
  before?: bigint | null | undefined
  /** Only what is newer than this sequence number: then those next to it come, still newest first, and `next` is null */
  after?: bigint | null | undefined
}

const refused = { event: { startsWith: 'refusal.' } } as const

/** Events that exist for this actor: of this inquiry, shared or of their own side. What was refused stands in nobody's history. */
function visibleTo(actor: Actor): Prisma.AuditEventWhereInput {
  return { inquiryId: actor.inquiry.id, partition: { in: visiblePartitions(actor) }, NOT: refused }
}

/** How many of the newest refusals their list shows. */
export const NEWEST_REFUSALS = 200

/**
 * What was refused in an inquiry, newest first; without one (null), what was refused outside of all, and who could not sign in. Who may look
 * is for the calling room to judge.
 */
export async function newestRefusals(inquiryId: string | null, partitions: Partition[]): Promise<Body[]> {
  const rows = await db().auditEvent.findMany({
    where: {
      inquiryId,
      partition: { in: partitions },
      OR: [refused, ...(inquiryId ? [] : [{ event: 'session.refused' }])],
    },
    orderBy: { seq: 'desc' },
    take: NEWEST_REFUSALS,
    select: { body: true },
  })
  return rows.map(({ body }) => JSON.parse(body) as Body)
}

const told = { id: true, body: true } as const
const parse = ({ id, body }: { id: string; body: string }): HistoryEntry => ({ ...(JSON.parse(body) as Body), id })

/** Where the event of this id stands in the log; null alike for one that is hidden and one that never was. */
export async function seqOf(actor: Actor, id: string): Promise<bigint | null> {
  const row = await db().auditEvent.findFirst({ where: { ...visibleTo(actor), id }, select: { seq: true } })
  return row?.seq ?? null
}

/** The newest events that concern a record (itself, or as something that another event is about), newest first. */
export async function historyOf(
  actor: Actor,
  recordId: string,
  limit = 10,
): Promise<{ entries: HistoryEntry[]; total: number }> {
  const where = { ...visibleTo(actor), concerns: { some: { recordId } } }
  const [rows, total] = await Promise.all([
    db().auditEvent.findMany({ where, orderBy: { seq: 'desc' }, take: limit, select: told }),
    db().auditEvent.count({ where }),
  ])
  return { entries: rows.map(parse), total }
}

/** The inquiry's history, newest first, `limit` at a time; what is older than the event `next` continues it. */
export async function history(
  actor: Actor,
  filter: HistoryFilter = {},
  limit = 50,
): Promise<{ entries: HistoryEntry[]; next: string | null }> {
  const rows = await db().auditEvent.findMany({
    where: whereOf(actor, filter),
    orderBy: { seq: filter.after ? 'asc' : 'desc' },
    take: limit + 1,
    select: told,
  })
  const entries = rows.slice(0, limit).map(parse)
  if (filter.after) return { entries: entries.reverse(), next: null }
  return { entries, next: rows.length > limit ? (entries[entries.length - 1]?.id ?? null) : null }
}

function whereOf(actor: Actor, filter: HistoryFilter): Prisma.AuditEventWhereInput {
  const and: Prisma.AuditEventWhereInput[] = [visibleTo(actor)]
  if (filter.event) and.push({ event: filter.event })
  if (filter.events) and.push({ event: { in: filter.events } })
  if (filter.changed) and.push({ NOT: { event: { startsWith: 'export.' } } })
  if (filter.type) and.push({ subjectType: filter.type })
  if (filter.recordId) and.push({ concerns: { some: { recordId: filter.recordId } } })
  if (filter.userId) and.push({ actorId: filter.userId })
  if (filter.from) and.push({ at: { gte: filter.from } })
  if (filter.until) and.push({ at: { lt: filter.until } })
  if (filter.before) and.push({ seq: { lt: filter.before } })
  if (filter.after) and.push({ seq: { gt: filter.after } })
  return { AND: and }
}

export type HistoryPage = {
  entries: HistoryEntry[]
  /** Events from which the neighbouring pages go on; null where there is none */
  older: string | null
  newer: string | null
}

/** One page of the history, reached from the page beside it. */
export async function historyPage(actor: Actor, filter: HistoryFilter, limit = 50): Promise<HistoryPage> {
  const { entries } = await history(actor, filter, limit)
  const [first, last] = [entries[0], entries[entries.length - 1]]
  if (!first || !last) return { entries, older: null, newer: null }
  const beyond = { ...filter, before: null, after: null }
  const [older, newer] = await Promise.all([
    history(actor, { ...beyond, before: BigInt(last.seq) }, 1),
    history(actor, { ...beyond, after: BigInt(first.seq) }, 1),
  ])
  return { entries, older: older.entries.length ? last.id : null, newer: newer.entries.length ? first.id : null }
}

/**
 * Has this person had a hand in a record by any of these events? Four eyes look at what was done, by user, so a change of role does not
 * make anybody the judge of their own work.
 */
export async function hadAHandIn(
  tx: { auditEvent: { count(args: Prisma.AuditEventCountArgs): Promise<number> } },
  userId: string,
  recordIds: string[],
  by: EventName[],
): Promise<boolean> {
  if (recordIds.length === 0) return false
  return (
    (await tx.auditEvent.count({ where: { actorId: userId, subjectId: { in: recordIds }, event: { in: by } } })) > 0
  )
}
