import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { db, MOST_FOUND, type Prisma, pageOf, type Tx } from '@/lib/db'
import { formatRef, parseRef, type Ref } from '@/lib/fields'
import { officeRef } from '@/lib/offices/queries'
import { byDay, ordered, type Part } from '@/lib/orders'
import type { Actor } from '@/lib/people/actor'
import { visibleTo } from '@/lib/productions/policy'
import type { ProductionFilter, ProductionRecord } from '@/lib/productions/schema'
import { missing } from '@/lib/refusal'
import { requestRef } from '@/lib/requests/queries'
import { dateFromDb } from '@/lib/time'

const include = {
  fromOffice: { select: { id: true, number: true, name: true } },
  requests: {
    select: { request: { select: { id: true, number: true, partition: true, title: true, status: true } } },
    orderBy: { request: { number: 'asc' } },
  },
  _count: { select: { evidence: true } },
} satisfies Prisma.ProductionInclude

/** A delivery as the database holds it, with its office and its requests. */
export type ProductionRow = Prisma.ProductionGetPayload<{ include: typeof include }>

/** 'P-3' */
export const productionRef = (of: { number: number }) => formatRef('P', 'shared', of.number)

/** One delivery by its number. Throws missing(), the same for unknown and hidden. */
export async function loadProduction(tx: Tx, actor: Actor, ref: Ref): Promise<ProductionRow> {
  const row = await tx.production.findFirst({ where: { ...visibleTo(actor), number: ref.number }, include })
  if (!row) throw missing()
  return row
}

/** A delivery just written, in the same transaction. */
export const productionById = (tx: Tx, id: string): Promise<ProductionRow> =>
  tx.production.findUniqueOrThrow({ where: { id }, include })

export const getProduction = cache(
  async (actor: Actor, ref: Ref): Promise<ProductionRecord> => asRecord(await loadProduction(db(), actor, ref)),
)

/** The newest received first. */
const newest = ordered(byDay<'receivedOn', ProductionRow>('receivedOn'), 'desc')

export type ProductionPage = { rows: ProductionRecord[]; total: number; next: string | null }

/**
 * The deliveries, newest received first, narrowed by office, request, certification and words. Screens page by `offset`, the API by `after`, the
 * `next` of the page before.
 */
export async function listProductions(
  actor: Actor,
  filter: ProductionFilter = {},
  part: Part = {},
): Promise<ProductionPage> {
  const where = whereOf(actor, filter)
  const words = filter.q && !parseRef('P', filter.q) ? await idsWithWords(actor, filter.q) : null
  const all: Prisma.ProductionWhereInput = words ? { AND: [where, { id: { in: words } }] } : where
  const [found, total] = await Promise.all([
    pageOf(db().production.findMany(newest.which(all, part)), (where) => db().production.findMany({ where, include })),
    db().production.count({ where: all }),
  ])
  const { rows, next } = newest.cut(found, part)
  return { rows: rows.map(asRecord), total, next }
}

function whereOf(actor: Actor, filter: ProductionFilter): Prisma.ProductionWhereInput {
  const own = filter.q ? parseRef('P', filter.q) : null
  return {
    ...visibleTo(actor),
    ...(own && { number: own.number }),
    ...(filter.office && { fromOffice: { number: filter.office.number } }),
    ...(filter.certification && { certification: filter.certification }),
    ...(filter.request && {
      requests: { some: { request: { partition: filter.request.series, number: filter.request.number } } },
    }),
  }
}

/** Prisma cannot ask the search vector, so the words become ids first. */
async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM production
     WHERE inquiry_id = ${actor.inquiry.id}::uuid AND search @@ websearch_to_tsquery('english', ${words})
     ORDER BY received_on DESC LIMIT ${MOST_FOUND}::int`
  return rows.map(({ id }) => id)
}

/** The deliveries that answer one request, or that came from one office, newest first, for that record's page. */
export async function productionsOf(
  actor: Actor,
  about: { requestId: string } | { officeId: string },
): Promise<ProductionRecord[]> {
  const rows = await db().production.findMany({
    where: {
      ...visibleTo(actor),
      ...('requestId' in about ? { requests: { some: about } } : { fromOfficeId: about.officeId }),
    },
    include,
    orderBy: [{ receivedOn: 'desc' }, { number: 'desc' }],
  })
  return rows.map(asRecord)
}

/** Every field that can change. Offices and requests stand by number for people, requests by id too. */
export function productionSnapshot(row: ProductionRow): Snapshot {
  return {
    number: row.number,
    from: officeRef(row.fromOffice),
    receivedOn: dateFromDb(row.receivedOn),
    medium: row.medium,
    volume: row.volume,
    batesFrom: row.batesFrom,
    batesTo: row.batesTo,
    coverLetter: row.coverLetter,
    certification: row.certification,
    certifiedBy: row.certifiedBy,
    note: row.note,
    requestIds: row.requests.map(({ request }) => request.id),
    requests: row.requests.map(({ request }) => requestRef(request)),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

function asRecord(row: ProductionRow): ProductionRecord {
  return {
    ref: productionRef(row),
    id: row.id,
    from: { ref: officeRef(row.fromOffice), name: row.fromOffice.name },
    receivedOn: dateFromDb(row.receivedOn),
    medium: row.medium,
    volume: row.volume,
    batesFrom: row.batesFrom,
    batesTo: row.batesTo,
    coverLetter: row.coverLetter,
    certification: row.certification,
    certifiedBy: row.certifiedBy,
    note: row.note,
    requests: row.requests.map(({ request }) => ({
      ref: requestRef(request),
      title: request.title,
      status: request.status,
    })),
    items: row._count.evidence,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
