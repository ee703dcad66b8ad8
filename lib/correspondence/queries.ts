import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { visibleSql, visibleTo } from '@/lib/correspondence/policy'
import type { CorrespondenceFilter, CorrespondenceRecord } from '@/lib/correspondence/schema'
import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import { db, Prisma, type Tx } from '@/lib/db'
import { formatRef, parseRef, type Ref } from '@/lib/fields'
import { firstOf } from '@/lib/first-of'
import type { Partition } from '@/lib/generated/prisma/enums'
import { letterRef } from '@/lib/letters/queries'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import { requestRef } from '@/lib/requests/queries'
import { dateFromDb, isDay } from '@/lib/time'

const include = {
  office: { select: { id: true, number: true, name: true } },
  letter: { select: { id: true, number: true, partition: true, subject: true } },
  requests: {
    select: { request: { select: { id: true, number: true, partition: true, title: true } } },
    orderBy: [{ request: { partition: 'asc' } }, { request: { number: 'asc' } }],
  },
} satisfies Prisma.CorrespondenceInclude

/** Correspondence as the database holds it, with what it names. */
export type CorrespondenceRow = Prisma.CorrespondenceGetPayload<{ include: typeof include }>

type Numbered = { partition: Partition; number: number }

/** 'CO-4', or 'CO-M4' in the majority's own series */
export const correspondenceRef = (of: Numbered) => formatRef('CO', of.partition, of.number)

/** One page, how many there are in all, and where the next page begins. */
export type CorrespondencePage = { rows: CorrespondenceRecord[]; total: number; next: string | null }

/**
 * What exists for this actor, the newest first, narrowed by medium, office, request, letter and words. Screens page by `offset`, the API by
 * `after`, the `next` of the page before: the day and id of its last row, so rows that are added meanwhile neither repeat nor hide any.
 */
export async function listCorrespondence(
  actor: Actor,
  filter: CorrespondenceFilter = {},
  { limit = 50, offset = 0, after = null }: { limit?: number; offset?: number; after?: string | null } = {},
): Promise<CorrespondencePage> {
  const scope = where(actor, filter)
  const [found, counted] = await Promise.all([
    db().$queryRaw<{ id: string; day: string }[]>`
      SELECT c.id, to_char(c.happened_on, 'YYYY-MM-DD') AS day FROM correspondence c
       WHERE ${scope} ${after ? Prisma.sql`AND ${behind(after)}` : Prisma.empty}
       ORDER BY c.happened_on DESC, c.id DESC LIMIT ${limit + 1} OFFSET ${offset}`,
    db().$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM correspondence c WHERE ${scope}`,
  ])
  const page = found.slice(0, limit)
  const rows = await db().correspondence.findMany({ where: { id: { in: page.map(({ id }) => id) } }, include })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const last = page[page.length - 1]
  return {
    rows: page.flatMap(({ id }) => byId.get(id) ?? []).map(asRecord),
    total: counted[0]?.n ?? 0,
    next: found.length > limit && last ? writeCursor([last.day, last.id]) : null,
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Rows that come after this place in the order. */
function behind(cursor: string): Prisma.Sql {
  const [day, id] = readCursor(cursor, 2)
  if (typeof day !== 'string' || !isDay(day) || typeof id !== 'string' || !UUID.test(id)) throw notAPlace()
  return Prisma.sql`(c.happened_on, c.id) < (${day}::date, ${id}::uuid)`
}

function where(actor: Actor, filter: CorrespondenceFilter): Prisma.Sql {
  const parts = [visibleSql(actor)]
  const inquiry = Prisma.sql`${actor.inquiry.id}::uuid`
  if (filter.medium) parts.push(Prisma.sql`c.medium = ${filter.medium}::"Medium"`)
  if (filter.q) parts.push(words(filter.q))
  if (filter.office) {
    parts.push(
      Prisma.sql`c.office_id = (SELECT id FROM office WHERE inquiry_id = ${inquiry} AND number = ${filter.office.number})`,
    )
  }
  if (filter.request) {
    const { series, number } = filter.request
    parts.push(
      Prisma.sql`c.id IN (SELECT cr.correspondence_id FROM correspondence_request cr JOIN request r ON r.id = cr.request_id
                           WHERE r.inquiry_id = ${inquiry} AND r.partition = ${series}::"Partition" AND r.number = ${number})`,
    )
  }
  if (filter.letter) {
    const { series, number } = filter.letter
    parts.push(
      Prisma.sql`c.letter_id = (SELECT id FROM letter WHERE inquiry_id = ${inquiry} AND partition = ${series}::"Partition" AND number = ${number})`,
    )
  }
  return Prisma.join(parts, ' AND ')
}

/** A number finds that one; else every word must occur, in any form of it. */
function words(q: string): Prisma.Sql {
  const own = parseRef('CO', q)
  if (own) return Prisma.sql`(c.partition = ${own.series}::"Partition" AND c.number = ${own.number})`
  return Prisma.sql`c.search @@ websearch_to_tsquery('english', ${q})`
}

/** The newest correspondence about one request, letter or office that this actor sees, for that record's page. */
export async function correspondenceOf(
  actor: Actor,
  about: { requestId: string } | { letterId: string } | { officeId: string },
  limit = 10,
): Promise<Omit<CorrespondencePage, 'next'>> {
  const where: Prisma.CorrespondenceWhereInput = {
    ...visibleTo(actor),
    ...('requestId' in about ? { requests: { some: { requestId: about.requestId } } } : about),
  }
  const { rows, total } = await firstOf(
    limit,
    () =>
      db().correspondence.findMany({ where, include, orderBy: [{ happenedOn: 'desc' }, { id: 'desc' }], take: limit }),
    () => db().correspondence.count({ where }),
  )
  return { rows: rows.map(asRecord), total }
}

/** One by its number. Throws missing(), the same for unknown and hidden. */
export async function loadCorrespondence(tx: Tx, actor: Actor, ref: Ref): Promise<CorrespondenceRow> {
  const row = await tx.correspondence.findFirst({
    where: { AND: [visibleTo(actor), { partition: ref.series, number: ref.number }] },
    include,
  })
  if (!row) throw missing()
  return row
}

/** Correspondence just written, in the same transaction. */
export const correspondenceById = (tx: Tx, id: string): Promise<CorrespondenceRow> =>
  tx.correspondence.findUniqueOrThrow({ where: { id }, include })

export const getCorrespondence = cache(
  async (actor: Actor, ref: Ref): Promise<CorrespondenceRecord> => asRecord(await loadCorrespondence(db(), actor, ref)),
)

/** Every field that can change. Requests stand by id, sorted: a draft's number changes when it is issued. */
export function correspondenceSnapshot(row: CorrespondenceRow): Snapshot {
  return {
    number: row.number,
    partition: row.partition,
    medium: row.medium,
    direction: row.direction,
    happenedOn: dateFromDb(row.happenedOn),
    office: officeRef(row.office),
    withWhom: row.withWhom,
    about: row.about,
    requests: row.requests.map(({ request }) => request.id).sort(),
    letter: row.letter && letterRef(row.letter),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

function asRecord(row: CorrespondenceRow): CorrespondenceRecord {
  return {
    ref: correspondenceRef(row),
    id: row.id,
    partition: row.partition,
    medium: row.medium,
    direction: row.direction,
    happenedOn: dateFromDb(row.happenedOn),
    office: { ref: officeRef(row.office), name: row.office.name },
    withWhom: row.withWhom,
    about: row.about,
    requests: row.requests.map(({ request }) => ({
      ref: requestRef(request),
      title: request.title,
    })),
    letter: row.letter && {
      ref: letterRef(row.letter),
      subject: row.letter.subject,
    },
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
