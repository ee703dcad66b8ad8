import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import { db, type Prisma, pageOf, type Tx } from '@/lib/db'
import { formatRef, parseRef, type Ref } from '@/lib/fields'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { visibleTo } from '@/lib/productions/policy'
import type { ProductionFilter, ProductionRecord } from '@/lib/productions/schema'
import { missing } from '@/lib/refusal'
import { requestRef } from '@/lib/requests/queries'
import { dateFromDb, isDay } from '@/lib/time'

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

export type ProductionPage = { rows: ProductionRecord[]; total: number; next: string | null }

/**
 * The deliveries, newest received first, narrowed by office, request, certification and words. Screens page by `offset`, the API by `after`, the
 * `next` of the page before.
 */
export async function listProductions(
  actor: Actor,
  filter: ProductionFilter = {},
  { limit = 50, offset = 0, after = null }: { limit?: number; offset?: number; after?: string | null } = {},
): Promise<ProductionPage> {
  const where = whereOf(actor, filter)
  const words = filter.q && !parseRef('P', filter.q) ? await idsWithWords(actor, filter.q) : null
  const all: Prisma.ProductionWhereInput = words ? { AND: [where, { id: { in: words } }] } : where
  const [found, total] = await Promise.all([
    pageOf(
      db().production.findMany({
        where: after ? { AND: [all, behind(after)] } : all,
        orderBy: [{ receivedOn: 'desc' }, { number: 'desc' }],
        skip: offset,
        take: limit + 1,
        select: { id: true },
      }),
      (where) => db().production.findMany({ where, include }),
    ),
    db().production.count({ where: all }),
  ])
  const rows = found.slice(0, limit)
  const last = rows[rows.length - 1]
  return {
    rows: rows.map(asRecord),
    total,
    next: found.length > limit && last ? writeCursor([dateFromDb(last.receivedOn), last.number]) : null,
  }
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

/** Prisma cannot ask the search vector, so the words become ids first. An inquiry has few deliveries. */
async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM production
     WHERE inquiry_id = ${actor.inquiry.id}::uuid AND search @@ websearch_to_tsquery('english', ${words})
     ORDER BY received_on DESC LIMIT 10000`
  return rows.map(({ id }) => id)
}

/** Rows that come after this place in the order. Throws a Refusal when it is none. */
function behind(cursor: string): Prisma.ProductionWhereInput {
  const [day, number] = readCursor(cursor, 2)
  if (typeof day !== 'string' || !isDay(day) || typeof number !== 'number' || !Number.isInteger(number))
    throw notAPlace()
  if (number < 1 || number >= 2 ** 31) throw notAPlace()
  const receivedOn = new Date(day)
  return { OR: [{ receivedOn: { lt: receivedOn } }, { receivedOn, number: { lt: number } }] }
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
