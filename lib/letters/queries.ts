import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { hadAHandIn } from '@/lib/audit/queries'
import { notAPlace, readIdCursor, writeCursor } from '@/lib/cursor'
import { db, MOST_FOUND, pageOf, type Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { LetterStatus, Partition } from '@/lib/generated/prisma/enums'
import { visibleTo } from '@/lib/letters/policy'
import type { LetterFilter, LetterRecord } from '@/lib/letters/schema'
import { factsOf, hadAHand, type Mark, marksOf } from '@/lib/letters/standing'
import { countsUntilSomethingHappens } from '@/lib/memo'
import type { Part } from '@/lib/orders'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import { dateFromDb } from '@/lib/time'

const request = {
  id: true,
  partition: true,
  number: true,
  kind: true,
  title: true,
  wording: true,
  status: true,
  dueOn: true,
} as const
export const letterInclude = {
  addressee: { select: { number: true, name: true } },
  follows: { select: { partition: true, number: true, subject: true } },
  requests: { orderBy: { position: 'asc' }, select: { position: true, request: { select: request } } },
} satisfies Prisma.LetterInclude

/** A letter as the database holds it, with what it carries, in order. */
export type LetterRow = Prisma.LetterGetPayload<{ include: typeof letterInclude }>

/** 'L-4', or of a side's own series 'L-M4' */
export const letterRef = (letter: { partition: Partition; number: number }) =>
  formatRef('L', letter.partition, letter.number)
const requestRef = (of: { partition: Partition; number: number }) => formatRef('R', of.partition, of.number)

export type LetterPage = { rows: LetterRecord[]; total: number; next: string | null }

/**
 * Letters that exist for this actor, narrowed and ordered by the filter; the newest first unless it says otherwise. Screens page by
 * `offset`, the API by `after`, the `next` of the page before, so that letters which are added meanwhile neither repeat nor hide any.
 */
export async function listLetters(actor: Actor, filter: LetterFilter = {}, part: Part = {}): Promise<LetterPage> {
  const [{ rows, next }, total] = await Promise.all([
    partOf(actor, filter, part, (where) => db().letter.findMany({ where, include: letterInclude })),
    narrowed(actor, filter).then((where) => db().letter.count({ where })),
  ])
  return { rows: rows.map(asRecord), total, next }
}

/** How many of its requests a line of the list names. */
const NAMED = 8

/** A letter as a line of the list shows it. Days are YYYY-MM-DD; of its requests the first few, and how many more there are. */
export type LetterLine = Pick<
  LetterRecord,
  'ref' | 'subject' | 'instrument' | 'rung' | 'status' | 'issuedOn' | 'dueOn'
> & {
  addressee: string
  follows: string | null
  requests: string[]
  more: number
}

const line = {
  id: true,
  partition: true,
  number: true,
  instrument: true,
  subject: true,
  rung: true,
  status: true,
  issuedOn: true,
  dueOn: true,
  addressee: { select: { name: true } },
  follows: { select: { partition: true, number: true } },
  requests: {
    orderBy: { position: 'asc' },
    take: NAMED,
    select: { request: { select: { partition: true, number: true } } },
  },
  _count: { select: { requests: true } },
} satisfies Prisma.LetterSelect

/** The same letters as the screen lists them: without their text and what they ask for, which a page of fifty would read and throw away. */
export async function letterLines(actor: Actor, filter: LetterFilter, part: Part): Promise<LetterLine[]> {
  const { rows } = await partOf(actor, filter, part, (where) => db().letter.findMany({ where, select: line }))
  return rows.map(asLine)
}

function asLine({
  addressee,
  follows,
  requests,
  _count,
  ...row
}: Prisma.LetterGetPayload<{ select: typeof line }>): LetterLine {
  return {
    ref: letterRef(row),
    subject: row.subject,
    instrument: row.instrument,
    rung: row.rung,
    status: row.status,
    issuedOn: dateFromDb(row.issuedOn),
    dueOn: dateFromDb(row.dueOn),
    addressee: addressee.name,
    follows: follows && letterRef(follows),
    requests: requests.map(({ request: of }) => requestRef(of)),
    more: _count.requests - requests.length,
  }
}

/** One part of the list, read as `read` wants it, and where the next part begins. */
async function partOf<Row extends { id: string }>(
  actor: Actor,
  filter: LetterFilter,
  { limit = 50, offset = 0, after = null }: Part,
  read: (where: { id: { in: string[] } }) => PromiseLike<Row[]>,
): Promise<{ rows: Row[]; next: string | null }> {
  const where = await narrowed(actor, filter)
  const place = after ? await placeOf(actor, after) : null
  const which = db().letter.findMany({
    where,
    orderBy: orderOf(filter),
    take: limit + 1,
    ...(place && { cursor: { id: place } }),
    skip: place ? 1 : offset,
    select: { id: true },
  })
  const found = await pageOf(which, read)
  const rows = found.slice(0, limit)
  const last = rows[rows.length - 1]
  return { rows, next: found.length > limit && last ? writeCursor([last.id]) : null }
}

/** The letter that a cursor names, if it exists for this actor; it need not fit the filter any more. */
async function placeOf(actor: Actor, after: string): Promise<string> {
  const id = readIdCursor(after)
  if ((await db().letter.count({ where: { AND: [visibleTo(actor), { id }] } })) === 0) throw notAPlace()
  return id
}

/** How many letters exist for this actor in each status, under the rest of the filter. */
export async function countLetters(actor: Actor, filter: LetterFilter = {}): Promise<Record<LetterStatus, number>> {
  return countsUntilSomethingHappens(actor, 'letters by status', filter, async () => {
    const where = await narrowed(actor, { ...filter, status: null })
    const groups = await db().letter.groupBy({ by: ['status'], where, _count: true })
    const counts = { draft: 0, in_clearance: 0, issued: 0, closed: 0, withdrawn: 0 }
    for (const group of groups) counts[group.status] = group._count
    return counts
  })
}

async function narrowed(actor: Actor, filter: LetterFilter): Promise<Prisma.LetterWhereInput> {
  const and: Prisma.LetterWhereInput[] = [visibleTo(actor)]
  if (filter.status) and.push({ status: filter.status })
  if (filter.instrument) and.push({ instrument: filter.instrument })
  if (filter.partition) and.push({ partition: filter.partition })
  if (filter.office) and.push({ addressee: { number: filter.office.number } })
  if (filter.q) and.push({ id: { in: await found(actor, filter.q) } })
  return { AND: and }
}

/** Prisma cannot reach the search vector, so words are looked up in SQL, and among visible letters only. */
async function found(actor: Actor, q: string): Promise<string[]> {
  const partitions = visiblePartitions(actor)
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM letter
     WHERE inquiry_id = ${actor.inquiry.id}::uuid AND partition::text = ANY(${partitions})
       AND search @@ websearch_to_tsquery('english', ${q})
     ORDER BY created_at DESC LIMIT ${MOST_FOUND}::int`
  return rows.map(({ id }) => id)
}

function orderOf({ sort, down }: LetterFilter): Prisma.LetterOrderByWithRelationInput[] {
  const way = down ? 'desc' : 'asc'
  const newest = [{ createdAt: 'desc' }, { id: 'desc' }] satisfies Prisma.LetterOrderByWithRelationInput[]
  if (sort === 'subject') return [{ subject: way }, ...newest]
  if (sort === 'status') return [{ status: way }, ...newest]
  if (sort === 'issued') return [{ issuedOn: { sort: way, nulls: 'last' } }, ...newest]
  if (sort === 'due') return [{ dueOn: { sort: way, nulls: 'last' } }, ...newest]
  return newest
}

/** One letter by its number. Throws missing(), the same for unknown and hidden. */
export async function loadLetter(tx: Tx, actor: Actor, ref: Ref): Promise<LetterRow> {
  const where = { AND: [visibleTo(actor), { partition: ref.series, number: ref.number }] }
  const row = await tx.letter.findFirst({ where, include: letterInclude })
  if (!row) throw missing()
  return row
}

/** A letter for its page: as it stands, and what the policy needs to know of it for this actor. */
export const getLetter = cache(async (actor: Actor, ref: Ref) => {
  const row = await loadLetter(db(), actor, ref)
  const marks = await marksOf(db(), row.id)
  return { letter: asRecord(row), facts: await factsOf(db(), actor, row, marks), marks }
})

/** The letters that a request stands on and that exist for this actor, newest first; without drafts that were given up. */
export async function lettersOfRequest(
  actor: Actor,
  requestId: string,
): Promise<(LetterRecord & { position: number })[]> {
  const rows = await db().letter.findMany({
    where: {
      AND: [visibleTo(actor), { requests: { some: { requestId } }, NOT: { status: 'withdrawn', issuedOn: null } }],
    },
    include: letterInclude,
    orderBy: [{ issuedOn: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
  })
  return rows.map((row) => ({
    ...asRecord(row),
    position: row.requests.find((one) => one.request.id === requestId)?.position ?? 0,
  }))
}

/** The letters that follow this one and exist for this actor, oldest first. */
export async function lettersFollowing(actor: Actor, letterId: string): Promise<LetterRecord[]> {
  const where = { AND: [visibleTo(actor), { followsId: letterId }] }
  return (await db().letter.findMany({ where, include: letterInclude, orderBy: { createdAt: 'asc' } })).map(asRecord)
}

/** The letters that another can follow, newest first: those that were issued. */
export async function lettersToFollow(actor: Actor): Promise<{ ref: string; subject: string }[]> {
  const rows = await db().letter.findMany({
    where: { AND: [visibleTo(actor), { status: { in: ['issued', 'closed'] } }] },
    select: { partition: true, number: true, subject: true },
    orderBy: [{ issuedOn: 'desc' }, { createdAt: 'desc' }],
  })
  return rows.map((row) => ({ ref: letterRef(row), subject: row.subject }))
}

/** The letter in clearance on which this draft stands, when there is one that exists for this actor: the draft holds still till then. */
export async function lockedByLetter(tx: Tx, actor: Actor, requestId: string): Promise<string | null> {
  const carries = { status: 'in_clearance', requests: { some: { requestId, request: { status: 'draft' } } } } as const
  const row = await tx.letter.findFirst({ where: { AND: [visibleTo(actor), carries] } })
  return row && letterRef(row)
}

/** The letters that wait for this reviewer: in clearance, not cleared, and not their own work; oldest first. */
export async function lettersToClear(actor: Actor): Promise<LetterRecord[]> {
  if (actor.role !== 'reviewer') return []
  const rows = await db().letter.findMany({
    where: { AND: [visibleTo(actor), { status: 'in_clearance', clearedById: null }] },
    include: letterInclude,
    orderBy: { createdAt: 'asc' },
  })
  const own = await Promise.all(rows.map((row) => hadAHand(db(), actor.userId, row)))
  return rows.filter((_, i) => !own[i]).map(asRecord)
}

/** Drafts that came back to this person, who drafted or submitted them; with who returned them, when and why. */
export async function draftsReturnedTo(actor: Actor): Promise<{ letter: LetterRecord; returned: Mark }[]> {
  const rows = await db().letter.findMany({
    where: { AND: [visibleTo(actor), { status: 'draft' }] },
    include: letterInclude,
    orderBy: { createdAt: 'asc' },
  })
  const all = await Promise.all(
    rows.map(async (row) => {
      const last = (await marksOf(db(), row.id))[0]
      if (last?.event !== 'letter.return') return []
      const theirs = await hadAHandIn(db(), actor.userId, [row.id], ['letter.drafted', 'letter.submit'])
      return theirs ? [{ letter: asRecord(row), returned: last }] : []
    }),
  )
  return all.flat()
}

/** Every field that can change, for the audit log and for rebuilding the record as it stood. */
export function letterSnapshot(row: LetterRow): Snapshot {
  return {
    partition: row.partition,
    number: row.number,
    instrument: row.instrument,
    subject: row.subject,
    body: row.body,
    addresseeId: row.addresseeId,
    followsId: row.followsId,
    rung: row.rung,
    dueOn: dateFromDb(row.dueOn),
    signedBy: row.signedBy,
    status: row.status,
    issuedOn: dateFromDb(row.issuedOn),
    clearedById: row.clearedById,
    clearedAt: row.clearedAt?.toISOString() ?? null,
    requestIds: row.requests.map((one) => one.request.id),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

function asRecord(row: LetterRow): LetterRecord {
  return {
    ref: letterRef(row),
    id: row.id,
    partition: row.partition,
    instrument: row.instrument,
    subject: row.subject,
    body: row.body,
    addressee: { ref: formatRef('O', 'shared', row.addressee.number), name: row.addressee.name },
    follows: row.follows && { ref: letterRef(row.follows), subject: row.follows.subject },
    rung: row.rung,
    dueOn: dateFromDb(row.dueOn),
    signedBy: row.signedBy,
    status: row.status,
    issuedOn: dateFromDb(row.issuedOn),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    requests: row.requests.map(({ position, request: of }) => ({
      ref: requestRef(of),
      id: of.id,
      position,
      kind: of.kind,
      title: of.title,
      wording: of.wording,
      status: of.status,
      dueOn: dateFromDb(of.dueOn),
    })),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
