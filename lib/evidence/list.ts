import { db, MOST_FOUND, pageOf } from '@/lib/db'
import { visibleTo } from '@/lib/evidence/policy'
import { asRecords, type EvidenceRow, withLinks } from '@/lib/evidence/queries'
import type { EvidenceFilter, EvidenceRecord } from '@/lib/evidence/schema'
import { type EvidenceStatus, evidenceStatuses } from '@/lib/evidence/status'
import { parseRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { countsUntilSomethingHappens } from '@/lib/memo'
import { officeRef } from '@/lib/offices/queries'
import { byDay, byList, byNumber, byText, ordered, type Part, tallied } from '@/lib/orders'
import type { Actor } from '@/lib/people/actor'
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
export async function listEvidence(actor: Actor, filter: EvidenceFilter = {}, part: Part = {}): Promise<EvidenceList> {
  const rest = await whereOf(actor, filter)
  const where: Where = filter.status ? { ...rest, status: filter.status } : rest
  const order = orderOf(filter)
  const [found, groups] = await Promise.all([
    pageOf(db().evidenceItem.findMany(order.which(where, part)), (where) =>
      db().evidenceItem.findMany({ where, include: withLinks }),
    ),
    countsUntilSomethingHappens(actor, 'evidence by status', filter, async () =>
      db().evidenceItem.groupBy({ by: ['status'], where: rest, _count: true }),
    ),
  ])
  const { rows, next } = order.cut(found, part)
  return {
    items: await asRecords(actor, rows),
    ...tallied(evidenceStatuses, groups, filter.status),
    next,
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

/** Prisma cannot ask the search vector, so the words become ids first. */
async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM evidence_item
     WHERE inquiry_id = ${actor.inquiry.id}::uuid AND search @@ websearch_to_tsquery('english', ${words})
     ORDER BY received_on DESC LIMIT ${MOST_FOUND}::int`
  return rows.map((row) => row.id)
}

const columns = {
  number: byNumber<'number', EvidenceRow>('number'),
  title: byText<'title', EvidenceRow>('title'),
  received: byDay<'receivedOn', EvidenceRow>('receivedOn'),
  status: byList<'status', EvidenceRow>('status', evidenceStatuses),
  access: byList<'accessMode', EvidenceRow>('accessMode', accessModes),
}

const orderOf = ({ sort, down }: EvidenceFilter) =>
  sort ? ordered(columns[sort], down ? 'desc' : 'asc') : ordered(columns.received, 'desc')

/** The offices from which something has come, by name, for the filter of the register. */
export async function producers(actor: Actor): Promise<{ ref: string; name: string }[]> {
  const rows = await db().office.findMany({
    where: { inquiryId: actor.inquiry.id, evidence: { some: {} } },
    orderBy: { name: 'asc' },
    select: { number: true, name: true },
  })
  return rows.map((office) => ({ ref: officeRef(office), name: office.name }))
}
