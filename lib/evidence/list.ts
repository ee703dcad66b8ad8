import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import { db, pageFirst } from '@/lib/db'
import { visibleTo } from '@/lib/evidence/policy'
import { asRecords, type EvidenceRow, withLinks } from '@/lib/evidence/queries'
import type { EvidenceFilter, EvidenceRecord } from '@/lib/evidence/schema'
import { type EvidenceStatus, evidenceStatuses } from '@/lib/evidence/status'
import { parseRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { dateFromDb, dateToDb, isDay } from '@/lib/time'
import { accessModes } from '@/lib/words'

/*
 * The register as a list. A file of its own beside queries.ts, because the search vector, the orders and the cursor are its alone.
 */

type Where = Prisma.EvidenceItemWhereInput

export type EvidenceList = {
  items: EvidenceRecord[]
  total: number
  /** How many the other filters leave in each status */
  counts: Record<EvidenceStatus, number>
  /** Where the API goes on; null at the end */
  next: string | null
}

/**
 * The register, narrowed and ordered; newest received first when no order is asked for. Screens page by `offset`, the API by `after`, the
 * `next` of the part before: the sort key of its last row, so that items which come meanwhile neither repeat nor hide any.
 */
export async function listEvidence(
  actor: Actor,
  filter: EvidenceFilter = {},
  { limit = 50, offset = 0, after = null }: { limit?: number; offset?: number; after?: string | null } = {},
): Promise<EvidenceList> {
  const rest = await whereOf(actor, filter)
  const where: Where = filter.status ? { ...rest, status: filter.status } : rest
  const order = orderOf(filter)
  const [found, groups] = await Promise.all([
    db().evidenceItem.findMany({
      ...pageFirst,
      where: after ? { AND: [where, beyond(order, after)] } : where,
      include: withLinks,
      orderBy: [{ [order.column]: order.way }, { number: order.way }],
      skip: offset,
      take: limit + 1,
    }),
    db().evidenceItem.groupBy({ by: ['status'], where: rest, _count: true }),
  ])
  const rows = found.slice(0, limit)
  const last = rows[rows.length - 1]
  const counts = Object.fromEntries(
    Object.keys(evidenceStatuses).map((status) => [status, 0]),
  ) as EvidenceList['counts']
  for (const group of groups) counts[group.status] = group._count
  return {
    items: await asRecords(actor, rows),
    total: filter.status ? counts[filter.status] : Object.values(counts).reduce((sum, n) => sum + n, 0),
    counts,
    next: found.length > limit && last ? writeCursor([columns[order.column].write(last), last.number]) : null,
  }
}

async function whereOf(actor: Actor, filter: EvidenceFilter): Promise<Where> {
  const where: Where = { ...visibleTo(actor) }
  if (filter.kind) where.kind = filter.kind
  if (filter.access) where.accessMode = filter.access
  if (filter.handling) where.handling = filter.handling
  if (filter.office) where.fromOffice = { number: filter.office.number }
  if (filter.production) where.production = { number: filter.production.number }
  if (filter.request || filter.question) {
    const { request, question } = filter
    where.requests = {
      some: {
        request: {
          ...(request && { partition: request.series, number: request.number }),
          ...(question && { questions: { some: { question: { number: question.number } } } }),
        },
      },
    }
  }
  const own = filter.q ? parseRef('E', filter.q) : null
  if (own) where.number = own.number
  else if (filter.q) where.id = { in: await idsWithWords(actor, filter.q) }
  return where
}

/** More would be most of a large register: whoever typed such words narrows them. Keeps the ids within one statement's parameters. */
const MOST_FOUND = 10_000

/** Prisma cannot ask the search vector, so the words become ids first. */
async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM evidence_item
     WHERE inquiry_id = ${actor.inquiry.id}::uuid AND search @@ websearch_to_tsquery('english', ${words})
     ORDER BY received_on DESC LIMIT ${MOST_FOUND}::int`
  return rows.map((row) => row.id)
}

type Way = 'asc' | 'desc'
type Place = string | number | boolean | null

/** A column to order by: what of a row stands in the cursor, and what comes behind such a value. Undefined: no value of this column. */
type Column = {
  write(row: EvidenceRow): string | number
  behind(value: Place, way: Way): { at: Where; past: Where } | undefined
}

const past = <T>(value: T, way: Way) => (way === 'asc' ? { gt: value } : { lt: value })

/** A column that holds one of a closed list is in the list's own order, as in the database. */
function listed<T extends string>(values: T[], column: 'status' | 'accessMode', value: Place, way: Way) {
  const at = values.indexOf(value as T)
  if (at < 0) return undefined
  return {
    at: { [column]: value },
    past: { [column]: { in: way === 'asc' ? values.slice(at + 1) : values.slice(0, at) } },
  }
}

/** Could this be the number of an item? The column is an integer of 32 bits. */
const isNumber = (value: Place | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31

const columns = {
  number: {
    write: (row) => row.number,
    behind: (value, way) =>
      isNumber(value) ? { at: { number: value }, past: { number: past(value, way) } } : undefined,
  },
  title: {
    write: (row) => row.title,
    behind: (value, way) =>
      typeof value === 'string' && !value.includes('\0')
        ? { at: { title: value }, past: { title: past(value, way) } }
        : undefined,
  },
  receivedOn: {
    write: (row) => dateFromDb(row.receivedOn),
    behind: (value, way) => {
      if (typeof value !== 'string' || !isDay(value)) return undefined
      return { at: { receivedOn: dateToDb(value) }, past: { receivedOn: past(dateToDb(value), way) } }
    },
  },
  status: {
    write: (row) => row.status,
    behind: (value, way) => listed(Object.keys(evidenceStatuses), 'status', value, way),
  },
  accessMode: {
    write: (row) => row.accessMode,
    behind: (value, way) => listed(Object.keys(accessModes), 'accessMode', value, way),
  },
} satisfies Record<string, Column>

type Order = { column: keyof typeof columns; way: Way }

function orderOf({ sort, down }: EvidenceFilter): Order {
  if (!sort) return { column: 'receivedOn', way: 'desc' }
  const column = sort === 'received' ? 'receivedOn' : sort === 'access' ? 'accessMode' : sort
  return { column, way: down ? 'desc' : 'asc' }
}

/** What comes behind the place that a cursor marks. Throws a Refusal when it marks none in this order. */
function beyond({ column, way }: Order, cursor: string): Where {
  const [value = null, number] = readCursor(cursor, 2)
  const behind = columns[column].behind(value, way)
  if (!behind || !isNumber(number)) throw notAPlace()
  return { OR: [behind.past, { ...behind.at, number: past(number, way) }] }
}

/** The offices from which something has come, by name, for the filter of the register. */
export async function producers(actor: Actor): Promise<{ ref: string; name: string }[]> {
  const rows = await db().office.findMany({
    where: { inquiryId: actor.inquiry.id, evidence: { some: {} } },
    orderBy: { name: 'asc' },
    select: { number: true, name: true },
  })
  return rows.map((office) => ({ ref: officeRef(office), name: office.name }))
}
