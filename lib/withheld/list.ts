import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import { db, pageFirst } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { dateFromDb, dateToDb, isDay } from '@/lib/time'
import { canMove, visibleTo } from '@/lib/withheld/policy'
import { asRecord, factsOf, type WithheldRow, withLinks } from '@/lib/withheld/queries'
import { bases, MOST_CHALLENGED, type sorts, type WithheldFilter, type WithheldRecord } from '@/lib/withheld/schema'
import { challengeMove, type WithheldStatus, withheldStatuses } from '@/lib/withheld/status'
import type { Ruling } from '@/lib/workflow'

/*
 * What is withheld as a list. A file of its own beside queries.ts, because the search vector, the orders and the cursor are its alone.
 */

type Where = Prisma.WithheldItemWhereInput

export type WithheldList = {
  items: WithheldRecord[]
  total: number
  /** How many the other filters leave in each status */
  counts: Record<WithheldStatus, number>
  /** Where the API goes on; null at the end */
  next: string | null
}

/**
 * The entries, narrowed and ordered; by number when no order is asked for. Screens page by `offset`, the API by `after`, the `next` of the
 * part before: the sort key of its last row, so that entries which come meanwhile neither repeat nor hide any.
 */
export async function listWithheld(
  actor: Actor,
  filter: WithheldFilter = {},
  { limit = 50, offset = 0, after = null }: { limit?: number; offset?: number; after?: string | null } = {},
): Promise<WithheldList> {
  const rest = await whereOf(actor, filter)
  const where: Where = filter.status ? { ...rest, status: filter.status } : rest
  const order = orderOf(filter)
  const [found, groups] = await Promise.all([
    db().withheldItem.findMany({
      ...pageFirst,
      where: after ? { AND: [where, beyond(order, after)] } : where,
      include: withLinks,
      orderBy: [
        { [order.column]: order.sparse ? { sort: order.way, nulls: 'last' } : order.way },
        { number: order.way },
      ],
      skip: offset,
      take: limit + 1,
    }),
    db().withheldItem.groupBy({ by: ['status'], where: rest, _count: true }),
  ])
  const rows = found.slice(0, limit)
  const last = rows[rows.length - 1]
  const counts = Object.fromEntries(
    Object.keys(withheldStatuses).map((status) => [status, 0]),
  ) as WithheldList['counts']
  for (const group of groups) counts[group.status] = group._count
  return {
    items: rows.map(asRecord),
    total: filter.status ? counts[filter.status] : Object.values(counts).reduce((sum, n) => sum + n, 0),
    counts,
    next: found.length > limit && last ? writeCursor([order.write(last), last.number]) : null,
  }
}

/** An entry that somebody means to challenge, and whether they may. */
export type Candidate = { entry: WithheldRecord; ruling: Ruling }

/**
 * Entries to be challenged together, by number, each with its ruling: those of these numbers, or all asserted ones that fit a filter. Of
 * more than may be challenged at once the first come, and `total` says how many there are.
 */
export async function candidates(
  actor: Actor,
  of: { numbers: number[] } | { filter: WithheldFilter },
): Promise<{ found: Candidate[]; total: number }> {
  const where: Where =
    'numbers' in of
      ? { ...visibleTo(actor), number: { in: of.numbers } }
      : { ...(await whereOf(actor, of.filter)), status: 'asserted' }
  const [rows, total] = await Promise.all([
    db().withheldItem.findMany({ where, include: withLinks, orderBy: { number: 'asc' }, take: MOST_CHALLENGED }),
    db().withheldItem.count({ where }),
  ])
  const facts = await factsOf(db(), actor, rows)
  const found = rows.map((row) => ({ entry: asRecord(row), ruling: canMove(actor, facts(row), challengeMove) }))
  return { found, total }
}

async function whereOf(actor: Actor, filter: WithheldFilter): Promise<Where> {
  const where: Where = { ...visibleTo(actor) }
  if (filter.basis) where.basis = filter.basis
  if (filter.extent) where.extent = filter.extent
  if (filter.office) where.assertedOffice = { number: filter.office.number }
  if (filter.production) where.production = { number: filter.production.number }
  if (filter.request) {
    where.requests = { some: { request: { partition: filter.request.series, number: filter.request.number } } }
  }
  const own = filter.q ? parseRef('W', filter.q) : null
  if (own) where.number = own.number
  else if (filter.q) where.id = { in: await idsWithWords(actor, filter.q) }
  return where
}

/** More would be most of a large log: whoever typed such words narrows them. Keeps the ids within one statement's parameters. */
const MOST_FOUND = 10_000

/** Prisma cannot ask the search vector, so the words become ids first. A control number is found as it is written, in any case of letters. */
async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM withheld_item
     WHERE inquiry_id = ${actor.inquiry.id}::uuid
       AND (search @@ websearch_to_tsquery('english', ${words}) OR upper(control_number) = upper(${words}))
     ORDER BY number LIMIT ${MOST_FOUND}::int`
  return rows.map((row) => row.id)
}

type Way = 'asc' | 'desc'
type Place = string | number | boolean | null

/**
 * A column to order by: what of a row stands in the cursor, and what comes behind such a value (undefined: no value of this column). One that
 * is `sparse` may be empty; what is empty comes last either way.
 */
type Column = {
  column: 'number' | 'status' | 'basis' | 'assertedOn' | 'datedOn' | 'pages'
  sparse?: true
  write(row: WithheldRow): string | number | null
  behind(value: Place, way: Way): { at: Where; past: Where } | undefined
}

const past = <T>(value: T, way: Way) => (way === 'asc' ? { gt: value } : { lt: value })
const nothing: Where = { id: { in: [] } }

/** A column that holds one of a closed list is in the list's own order, as in the database. */
function listed(values: string[], column: 'status' | 'basis', value: Place, way: Way) {
  const at = values.indexOf(String(value))
  if (at < 0) return undefined
  return {
    at: { [column]: value },
    past: { [column]: { in: way === 'asc' ? values.slice(at + 1) : values.slice(0, at) } },
  }
}

/** Could this be the number of an entry? The column is an integer of 32 bits. */
const isNumber = (value: Place | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31

const orders: Record<keyof typeof sorts, Column> = {
  number: {
    column: 'number',
    write: (row) => row.number,
    behind: (value, way) =>
      isNumber(value) ? { at: { number: value }, past: { number: past(value, way) } } : undefined,
  },
  status: {
    column: 'status',
    write: (row) => row.status,
    behind: (value, way) => listed(Object.keys(withheldStatuses), 'status', value, way),
  },
  basis: {
    column: 'basis',
    write: (row) => row.basis,
    behind: (value, way) => listed(Object.keys(bases), 'basis', value, way),
  },
  asserted: {
    column: 'assertedOn',
    write: (row) => dateFromDb(row.assertedOn),
    behind: (value, way) => {
      if (typeof value !== 'string' || !isDay(value)) return undefined
      return { at: { assertedOn: dateToDb(value) }, past: { assertedOn: past(dateToDb(value), way) } }
    },
  },
  dated: {
    column: 'datedOn',
    sparse: true,
    write: (row) => dateFromDb(row.datedOn),
    behind: (value, way) => {
      if (value === null) return { at: { datedOn: null }, past: nothing }
      if (typeof value !== 'string' || !isDay(value)) return undefined
      const day = dateToDb(value)
      return { at: { datedOn: day }, past: { OR: [{ datedOn: past(day, way) }, { datedOn: null }] } }
    },
  },
  pages: {
    column: 'pages',
    sparse: true,
    write: (row) => row.pages,
    behind: (value, way) => {
      if (value === null) return { at: { pages: null }, past: nothing }
      if (!isNumber(value)) return undefined
      return { at: { pages: value }, past: { OR: [{ pages: past(value, way) }, { pages: null }] } }
    },
  },
}

type Order = Column & { way: Way }

const orderOf = ({ sort, down }: WithheldFilter): Order => ({
  ...orders[sort ?? 'number'],
  way: down ? 'desc' : 'asc',
})

/** What comes behind the place that a cursor marks. Throws a Refusal when it marks none in this order. */
function beyond({ behind, way }: Order, cursor: string): Where {
  const [value = null, number] = readCursor(cursor, 2)
  const place = behind(value, way)
  if (!place || !isNumber(number)) throw notAPlace()
  return { OR: [place.past, { ...place.at, number: past(number, way) }] }
}

/** The offices that withhold something, by name, for the filter of the list. */
export async function withholders(actor: Actor): Promise<{ ref: string; name: string }[]> {
  const rows = await db().office.findMany({
    where: { inquiryId: actor.inquiry.id, withheld: { some: {} } },
    orderBy: { name: 'asc' },
    select: { number: true, name: true },
  })
  return rows.map((office) => ({ ref: officeRef(office), name: office.name }))
}
