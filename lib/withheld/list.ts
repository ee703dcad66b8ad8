import { db, MOST_FOUND, pageOf } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { countsUntilSomethingHappens } from '@/lib/memo'
import { officeRef } from '@/lib/offices/queries'
import { byDay, byDayOrNone, byList, byNumber, byNumberOrNone, ordered, type Part, tallied } from '@/lib/orders'
import type { Actor } from '@/lib/people/actor'
import { canMove, visibleTo } from '@/lib/withheld/policy'
import { asRecord, factsOf, type WithheldRow, withLinks } from '@/lib/withheld/queries'
import { bases, MOST_CHALLENGED, type WithheldFilter, type WithheldRecord } from '@/lib/withheld/schema'
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
export async function listWithheld(actor: Actor, filter: WithheldFilter = {}, part: Part = {}): Promise<WithheldList> {
  const rest = await whereOf(actor, filter)
  const where: Where = filter.status ? { ...rest, status: filter.status } : rest
  const order = orderOf(filter)
  const [found, groups] = await Promise.all([
    pageOf(db().withheldItem.findMany(order.which(where, part)), (where) =>
      db().withheldItem.findMany({ where, include: withLinks }),
    ),
    countsUntilSomethingHappens(actor, 'withheld by status', filter, async () =>
      db().withheldItem.groupBy({ by: ['status'], where: rest, _count: true }),
    ),
  ])
  const { rows, next } = order.cut(found, part)
  return {
    items: rows.map(asRecord),
    ...tallied(withheldStatuses, groups, filter.status),
    next,
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

/** Prisma cannot ask the search vector, so the words become ids first. A control number is found as it is written, in any case of letters. */
async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM withheld_item
     WHERE inquiry_id = ${actor.inquiry.id}::uuid
       AND (search @@ websearch_to_tsquery('english', ${words}) OR upper(control_number) = upper(${words}))
     ORDER BY number LIMIT ${MOST_FOUND}::int`
  return rows.map((row) => row.id)
}

const columns = {
  number: byNumber<'number', WithheldRow>('number'),
  status: byList<'status', WithheldRow>('status', withheldStatuses),
  basis: byList<'basis', WithheldRow>('basis', bases),
  asserted: byDay<'assertedOn', WithheldRow>('assertedOn'),
  dated: byDayOrNone<'datedOn', WithheldRow>('datedOn'),
  pages: byNumberOrNone<'pages', WithheldRow>('pages'),
}

const orderOf = ({ sort, down }: WithheldFilter) => ordered(columns[sort ?? 'number'], down ? 'desc' : 'asc')

/** The offices that withhold something, by name, for the filter of the list. */
export async function withholders(actor: Actor): Promise<{ ref: string; name: string }[]> {
  const rows = await db().office.findMany({
    where: { inquiryId: actor.inquiry.id, withheld: { some: {} } },
    orderBy: { name: 'asc' },
    select: { number: true, name: true },
  })
  return rows.map((office) => ({ ref: officeRef(office), name: office.name }))
}
