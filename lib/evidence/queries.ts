import { cache } from 'react'
import type { Body } from '@/lib/audit/append'
import type { Snapshot } from '@/lib/audit/canonical'
import { hadAHandIn } from '@/lib/audit/queries'
import { db, type Tx } from '@/lib/db'
import { type EvidenceFacts, makingEvents, visibleTo } from '@/lib/evidence/policy'
import type { EvidenceFilter, EvidenceRecord } from '@/lib/evidence/schema'
import { type EvidenceStatus, evidenceStatuses } from '@/lib/evidence/status'
import { formatRef, parseRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { AccessMode } from '@/lib/generated/prisma/enums'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import { dateFromDb } from '@/lib/time'

const withLinks = {
  fromOffice: { select: { number: true, name: true } },
  requests: {
    select: {
      request: {
        select: { id: true, number: true, partition: true, title: true, formWanted: true, status: true },
      },
    },
    orderBy: { request: { number: 'asc' } },
  },
  reviews: { orderBy: { createdAt: 'asc' } },
} satisfies Prisma.EvidenceItemInclude

/** An item with its office, its requests and its reviews. */
export type EvidenceRow = Prisma.EvidenceItemGetPayload<{ include: typeof withLinks }>

/** 'E-31' */
export const evidenceRef = (item: { number: number }) => formatRef('E', 'shared', item.number)

const requestRef = (request: { partition: Ref['series']; number: number }) =>
  formatRef('R', request.partition, request.number)

/** How many rows a page of the register has. */
export const pageSize = 50

export type EvidenceList = {
  items: EvidenceRecord[]
  total: number
  /** How many the other filters leave in each status */
  counts: Record<EvidenceStatus, number>
}

/** One page of the register, counted from 1, narrowed and ordered; newest received first when no order is asked for. */
export async function listEvidence(actor: Actor, filter: EvidenceFilter = {}, page = 1): Promise<EvidenceList> {
  const rest = await whereOf(actor, filter)
  const where = filter.status ? { ...rest, status: filter.status } : rest
  const [rows, groups] = await Promise.all([
    db().evidenceItem.findMany({
      where,
      include: withLinks,
      orderBy: orderOf(filter),
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    db().evidenceItem.groupBy({ by: ['status'], where: rest, _count: true }),
  ])
  const counts = Object.fromEntries(
    Object.keys(evidenceStatuses).map((status) => [status, 0]),
  ) as EvidenceList['counts']
  for (const group of groups) counts[group.status] = group._count
  const total = filter.status ? counts[filter.status] : Object.values(counts).reduce((sum, n) => sum + n, 0)
  return { items: await asRecords(rows), total, counts }
}

async function whereOf(actor: Actor, filter: EvidenceFilter): Promise<Prisma.EvidenceItemWhereInput> {
  const where: Prisma.EvidenceItemWhereInput = { ...visibleTo(actor) }
  if (filter.kind) where.kind = filter.kind
  if (filter.access) where.accessMode = filter.access
  if (filter.handling) where.handling = filter.handling
  if (filter.office) where.fromOffice = numbered(filter.office)
  if (filter.request || filter.question) {
    where.requests = {
      some: {
        request: {
          ...(filter.request && { partition: filter.request.series, number: filter.request.number }),
          ...(filter.question && { questions: { some: { question: numbered(filter.question) } } }),
        },
      },
    }
  }
  const own = filter.q ? parseRef('E', filter.q) : null
  if (own) Object.assign(where, numbered(own))
  else if (filter.q) where.id = { in: await idsWithWords(actor, filter.q) }
  return where
}

/** A shared record by its number. Numbers begin at one, so a side's own number finds nothing. */
const numbered = (ref: Ref) => ({ number: ref.series === 'shared' ? ref.number : 0 })

/** More would find most of the register: whoever typed such words narrows them. Keeps the list of ids in one statement. */
const MOST_FOUND = 10_000

async function idsWithWords(actor: Actor, words: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM evidence_item
     WHERE inquiry_id = ${actor.inquiry.id}::uuid AND search @@ websearch_to_tsquery('english', ${words})
     ORDER BY received_on DESC LIMIT ${MOST_FOUND}::int`
  return rows.map((row) => row.id)
}

function orderOf({ sort, down }: EvidenceFilter): Prisma.EvidenceItemOrderByWithRelationInput[] {
  if (!sort) return [{ receivedOn: 'desc' }, { number: 'desc' }]
  const way = down ? 'desc' : 'asc'
  const columns = { number: 'number', title: 'title', received: 'receivedOn', status: 'status', access: 'accessMode' }
  return [{ [columns[sort]]: way }, { number: way }]
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

/** One item by its number. Throws missing(), the same for unknown and hidden. */
export async function loadEvidence(tx: Tx, actor: Actor, ref: Ref): Promise<EvidenceRow> {
  const row = await tx.evidenceItem.findFirst({
    where: { ...visibleTo(actor), ...numbered(ref) },
    include: withLinks,
  })
  if (!row) throw missing()
  return row
}

/** The same item again, after a write in the same transaction. */
export async function reloadEvidence(tx: Tx, id: string): Promise<EvidenceRow> {
  return tx.evidenceItem.findUniqueOrThrow({ where: { id }, include: withLinks })
}

/** What the policy needs to know of an item for this actor, by what stands in the log under their id. */
export async function evidenceFacts(tx: Tx, actor: Actor, row: EvidenceRow): Promise<EvidenceFacts> {
  const hadAHand = row.createdById === actor.userId || (await hadAHandIn(tx, actor.userId, [row.id], [...makingEvents]))
  return { status: row.status, hadAHand }
}

export const getEvidence = cache(async (actor: Actor, ref: Ref): Promise<EvidenceRecord & EvidenceFacts> => {
  const row = await loadEvidence(db(), actor, ref)
  const [[record], facts] = await Promise.all([asRecords([row]), evidenceFacts(db(), actor, row)])
  if (!record) throw missing()
  return { ...record, ...facts }
})

/** What came on a request, newest received first. */
export async function evidenceOfRequest(actor: Actor, requestId: string): Promise<EvidenceRecord[]> {
  return recordsWhere(actor, { requests: { some: { requestId } } })
}

/** What came on any request that serves a question, newest received first. */
export async function evidenceOfQuestion(actor: Actor, questionId: string): Promise<EvidenceRecord[]> {
  return recordsWhere(actor, { requests: { some: { request: { questions: { some: { questionId } } } } } })
}

async function recordsWhere(actor: Actor, where: Prisma.EvidenceItemWhereInput): Promise<EvidenceRecord[]> {
  const rows = await db().evidenceItem.findMany({
    where: { ...where, ...visibleTo(actor) },
    include: withLinks,
    orderBy: orderOf({}),
  })
  return asRecords(rows)
}

/**
 * The accepted items that answer a request, by number. What was returned or clawed back is none of them any more. Whether one meets the
 * form that was asked for is for `meetsForm` to say.
 */
export async function bestAcceptedFor(tx: Tx, requestId: string): Promise<{ ref: string; accessMode: AccessMode }[]> {
  const rows = await tx.evidenceItem.findMany({
    where: { status: 'accepted', requests: { some: { requestId } } },
    orderBy: { number: 'asc' },
    select: { number: true, accessMode: true },
  })
  return rows.map((row) => ({ ref: evidenceRef(row), accessMode: row.accessMode }))
}

/** One revision: when it came, what changed with it (null for the first), and who logged it. */
export type Revision = { revision: number; receivedOn: string; changed: string | null; by: string }

/** The revisions of an item as the log tells them, oldest first. */
export async function revisionsOf(actor: Actor, id: string): Promise<Revision[]> {
  const rows = await db().auditEvent.findMany({
    where: { inquiryId: actor.inquiry.id, subjectId: id, partition: 'shared', event: { in: [...makingEvents] } },
    orderBy: { seq: 'asc' },
    select: { body: true },
  })
  const revisions: Revision[] = []
  for (const { body } of rows) {
    const event = JSON.parse(body) as Body
    const last = revisions[revisions.length - 1]
    const receivedOn = String(event.changes.receivedOn?.[1] ?? last?.receivedOn)
    if (last && event.event === 'evidence.edited') last.receivedOn = receivedOn
    else revisions.push({ revision: revisions.length + 1, receivedOn, changed: event.note, by: event.actor.name })
  }
  return revisions
}

/** Every field that can change, for the audit log and for rebuilding the item as it stood. Answers of a review lapse with its revision. */
export function evidenceSnapshot(row: EvidenceRow): Snapshot {
  const review = row.reviews.find((one) => one.revision === row.revision)
  return {
    number: row.number,
    title: row.title,
    description: row.description,
    kind: row.kind,
    happened: row.happened,
    happenedFrom: row.happenedFrom?.toISOString() ?? null,
    happenedTo: row.happenedTo?.toISOString() ?? null,
    receivedOn: dateFromDb(row.receivedOn),
    fromOfficeId: row.fromOfficeId,
    from: officeRef(row.fromOffice),
    accessMode: row.accessMode,
    handling: row.handling,
    heldAt: row.heldAt,
    controlNumber: row.controlNumber,
    copyNo: row.copyNo,
    requestIds: row.requests.map(({ request }) => request.id),
    requests: row.requests.map(({ request }) => requestRef(request)),
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    revision: row.revision,
    reviewerId: row.reviewerId,
    responsive: review?.responsive ?? null,
    complete: review?.complete ?? null,
    authentic: review?.authentic ?? null,
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

async function asRecords(rows: EvidenceRow[]): Promise<EvidenceRecord[]> {
  const ids = rows.flatMap((row) => [row.reviewerId, ...row.reviews.map((review) => review.reviewerId)])
  const users = await db().user.findMany({
    where: { id: { in: [...new Set(ids)].filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  const names = new Map(users.map((user) => [user.id, user.name]))
  return rows.map((row) => asRecord(row, names))
}

function asRecord(row: EvidenceRow, names: Map<string, string>): EvidenceRecord {
  return {
    ref: evidenceRef(row),
    id: row.id,
    title: row.title,
    description: row.description,
    kind: row.kind,
    happened: row.happened,
    happenedFrom: row.happenedFrom?.toISOString() ?? null,
    happenedTo: row.happenedTo?.toISOString() ?? null,
    receivedOn: dateFromDb(row.receivedOn),
    from: { ref: officeRef(row.fromOffice), name: row.fromOffice.name },
    accessMode: row.accessMode,
    handling: row.handling,
    heldAt: row.heldAt,
    controlNumber: row.controlNumber,
    copyNo: row.copyNo,
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    revision: row.revision,
    reviewer: (row.reviewerId && names.get(row.reviewerId)) ?? null,
    requests: row.requests.map(({ request }) => ({
      ref: requestRef(request),
      title: request.title,
      formWanted: request.formWanted,
      status: request.status,
    })),
    reviews: row.reviews.map((review) => ({
      revision: review.revision,
      responsive: review.responsive,
      complete: review.complete,
      authentic: review.authentic,
      verdict: review.verdict,
      reason: review.reason,
      by: names.get(review.reviewerId) ?? '',
      at: review.createdAt.toISOString(),
    })),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
