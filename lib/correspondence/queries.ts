import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { visibleSql, visibleTo } from '@/lib/correspondence/policy'
import type { CorrespondenceFilter, CorrespondenceRecord } from '@/lib/correspondence/schema'
import { db, Prisma, type Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Partition } from '@/lib/generated/prisma/enums'
import { letterRef } from '@/lib/letters/queries'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import { requestRef } from '@/lib/requests/queries'
import { dateFromDb } from '@/lib/time'

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

/** Correspondence on a page of `limit`, and how many there are in all. */
export type CorrespondencePage = { rows: CorrespondenceRecord[]; total: number }

/** What exists for this actor, the newest first, narrowed by medium, office, request, letter and words. */
export async function listCorrespondence(
  actor: Actor,
  filter: CorrespondenceFilter = {},
  { limit = 50, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<CorrespondencePage> {
  const scope = where(actor, filter)
  const [ids, counted] = await Promise.all([
    db().$queryRaw<{ id: string }[]>`
      SELECT c.id FROM correspondence c WHERE ${scope} ORDER BY c.happened_on DESC, c.id DESC LIMIT ${limit} OFFSET ${offset}`,
    db().$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM correspondence c WHERE ${scope}`,
  ])
  const found = await db().correspondence.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, include })
  const byId = new Map(found.map((row) => [row.id, row]))
  return {
    rows: ids.flatMap(({ id }) => byId.get(id) ?? []).map(asRecord),
    total: counted[0]?.n ?? 0,
  }
}

function where(actor: Actor, filter: CorrespondenceFilter): Prisma.Sql {
  const parts = [visibleSql(actor)]
  const inquiry = Prisma.sql`${actor.inquiry.id}::uuid`
  if (filter.medium) parts.push(Prisma.sql`c.medium = ${filter.medium}::"Medium"`)
  if (filter.q) parts.push(Prisma.sql`c.search @@ websearch_to_tsquery('english', ${filter.q})`)
  if (filter.office) {
    parts.push(
      filter.office.series === 'shared'
        ? Prisma.sql`c.office_id = (SELECT id FROM office WHERE inquiry_id = ${inquiry} AND number = ${filter.office.number})`
        : Prisma.sql`false`,
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

/** The newest correspondence about one request, letter or office that this actor sees, for that record's page. */
export async function correspondenceOf(
  actor: Actor,
  about: { requestId: string } | { letterId: string } | { officeId: string },
  limit = 10,
): Promise<CorrespondencePage> {
  const where: Prisma.CorrespondenceWhereInput = {
    ...visibleTo(actor),
    ...('requestId' in about ? { requests: { some: { requestId: about.requestId } } } : about),
  }
  const [rows, total] = await Promise.all([
    db().correspondence.findMany({ where, include, orderBy: [{ happenedOn: 'desc' }, { id: 'desc' }], take: limit }),
    db().correspondence.count({ where }),
  ])
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
