import { type Act, belongsTo, foldActs } from '@/lib/audit/acts'
import type { Body } from '@/lib/audit/append'
import { deed, type EventName } from '@/lib/audit/events'
import { db } from '@/lib/db'
import { firstOf } from '@/lib/first-of'
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

/**
 * What the spill guard stopped in an inquiry, newest first: of everybody, or of one person. Who may look is for the calling room to judge.
 */
export async function newestSpills(inquiryId: string, partitions: Partition[], userId?: string): Promise<Body[]> {
  const rows = await db().auditEvent.findMany({
    where: {
      inquiryId,
      partition: { in: partitions },
      event: 'refusal.spill' satisfies EventName,
      ...(userId !== undefined && { actorId: userId }),
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
  limit = 60,
): Promise<{ entries: HistoryEntry[]; total: number }> {
  const where = { ...visibleTo(actor), concerns: { some: { recordId } } }
  const { rows, total } = await firstOf(
    limit,
    () => db().auditEvent.findMany({ where, orderBy: { seq: 'desc' }, take: limit, select: told }),
    () => db().auditEvent.count({ where }),
  )
  return { entries: rows.map(parse), total }
}

/** How many events of a record are looked at for one that changed it: notes and openings stand between. */
const LOOKED_AT = 20

/**
 * What was done to a record last, and by whom, for somebody who came second: 'Majority staffer recorded a postponement of R-28: “The witness is
 * ill.”' Null when nothing that changed it is open to this actor.
 */
export async function lastChangeOf(actor: Actor, recordId: string): Promise<string | null> {
  const rows = await db().auditEvent.findMany({
    where: { ...visibleTo(actor), subjectId: recordId },
    orderBy: { seq: 'desc' },
    take: LOOKED_AT,
    select: told,
  })
  const last = rows.map(parse).find(({ changes }) => Object.keys(changes).length > 0)
  if (!last) return null
  return `${last.actor.name} ${deed(last)}${last.note ? `: “${last.note}”` : '.'}`
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

/** More events than any one act brings about: a letter carries at most 100 requests, and three come of each. */
const LONGEST_ACT = 320

/** One page of the history, reached from the page beside it: `limit` events and, so that no act is cut, what belongs to the last of them. */
export async function historyPage(actor: Actor, filter: HistoryFilter, limit = 50): Promise<HistoryPage> {
  const ahead = filter.after ? 'newer' : 'older'
  const entries = await outwards(actor, filter, limit)
  const reached = entries[entries.length - 1]
  if (!reached) return { entries, older: null, newer: null }
  const act = entries.filter((entry) => belongsTo(reached, [entry]))
  // What came of an act lies below it, so upwards nothing but the act itself says where it ends.
  const next = await outwards(actor, beyond(filter, reached, ahead), ahead === 'older' ? 1 : LONGEST_ACT)
  const goesOver = ahead === 'older' && next.some((entry) => belongsTo(entry, act))
  const rest = goesOver ? await outwards(actor, beyond(filter, reached, ahead), LONGEST_ACT) : next
  const cut = endOf(act, rest)
  const whole = [...entries, ...rest.slice(0, cut)]
  const [first, last] = [whole[0], whole[whole.length - 1]]
  if (!first || !last) return { entries, older: null, newer: null }
  const behind = await outwards(actor, beyond(filter, first, ahead === 'older' ? 'newer' : 'older'), 1)
  const goesOn = rest.length > cut ? last.id : null
  const goesBack = behind.length > 0 ? first.id : null
  return ahead === 'older'
    ? { entries: whole, older: goesOn, newer: goesBack }
    : { entries: whole.reverse(), older: goesBack, newer: goesOn }
}

/** How many of these events, which come next, belong to an act of which a part is known, or to what is thereby known of it. */
function endOf(act: HistoryEntry[], rest: HistoryEntry[]): number {
  for (let end = 0; ; ) {
    const known = [...act, ...rest.slice(0, end)]
    const further = rest.findLastIndex((entry) => belongsTo(entry, known)) + 1
    if (further <= end) return end
    end = further
  }
}

/** Events in the order in which they lie from where the filter begins: the nearest first, whichever way it goes. */
async function outwards(actor: Actor, filter: HistoryFilter, limit: number): Promise<HistoryEntry[]> {
  const { entries } = await history(actor, filter, limit)
  return filter.after ? entries.reverse() : entries
}

const beyond = (filter: HistoryFilter, { seq }: HistoryEntry, way: 'older' | 'newer'): HistoryFilter => ({
  ...filter,
  before: way === 'older' ? BigInt(seq) : null,
  after: way === 'newer' ? BigInt(seq) : null,
})

/** The newest acts that fit, newest first, each whole as far as it fits. */
export async function newestActs(actor: Actor, filter: HistoryFilter, limit: number): Promise<Act<HistoryEntry>[]> {
  for (let most = limit * 8; ; most *= 8) {
    const { entries, next } = await history(actor, filter, most)
    const acts = foldActs(entries)
    // The last of them may go on where what was read ends.
    if (next === null || acts.length > limit) return acts.slice(0, limit)
  }
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
