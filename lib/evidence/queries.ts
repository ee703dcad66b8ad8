import { createHash } from 'node:crypto'
import { cache } from 'react'
import type { Body } from '@/lib/audit/append'
import { canonical, type Snapshot } from '@/lib/audit/canonical'
import { db, pageOf, type Tx } from '@/lib/db'
import { type EvidenceFacts, makingEvents, revisingEvents, visibleTo } from '@/lib/evidence/policy'
import type { EvidenceRecord, ItemNote } from '@/lib/evidence/schema'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { officeRef } from '@/lib/offices/queries'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import type { Accepted } from '@/lib/requests/policy'
import { dateFromDb, today } from '@/lib/time'

/** What is read with each item. */
export const withLinks = {
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
  parent: { select: { id: true, number: true, title: true } },
  production: { select: { id: true, number: true, volume: true } },
} satisfies Prisma.EvidenceItemInclude

/** An item with its office, its requests and its reviews. */
export type EvidenceRow = Prisma.EvidenceItemGetPayload<{ include: typeof withLinks }>

/** 'E-31' */
export const evidenceRef = (item: { number: number }) => formatRef('E', 'shared', item.number)

/** 'P-3' */
const productionRef = (production: { number: number }) => formatRef('P', 'shared', production.number)

const requestRef = (request: { partition: Ref['series']; number: number }) =>
  formatRef('R', request.partition, request.number)

/** One item by its number. Throws missing(), the same for unknown and hidden. */
export async function loadEvidence(tx: Tx, actor: Actor, ref: Ref): Promise<EvidenceRow> {
  const row = await tx.evidenceItem.findFirst({
    where: { ...visibleTo(actor), number: ref.number },
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
  const hadAHand = row.createdById === actor.userId || (await madeBy(tx, actor.userId, [row.id])).has(row.id)
  return { status: row.status, hadAHand }
}

export const getEvidence = cache(async (actor: Actor, ref: Ref): Promise<EvidenceRecord & EvidenceFacts> => {
  const row = await loadEvidence(db(), actor, ref)
  const [[record], facts] = await Promise.all([asRecords(actor, [row]), evidenceFacts(db(), actor, row)])
  if (!record) throw missing()
  return { ...record, ...facts }
})

/** As many as stand on the page of another record; the register has all. */
const ON_A_PAGE = 50

/** What came, as another record's page shows it: the newest of it and what was accepted, and how much there is. */
export type Came = { items: EvidenceRecord[]; total: number }

/** What came on a request, newest received first. */
export async function evidenceOfRequest(actor: Actor, requestId: string): Promise<Came> {
  return recordsWhere(actor, { requests: { some: { requestId } } })
}

/** What came on any request that serves a question, newest received first. */
export async function evidenceOfQuestion(actor: Actor, questionId: string): Promise<Came> {
  return recordsWhere(actor, { requests: { some: { request: { questions: { some: { questionId } } } } } })
}

/** Something that was made from an item, and how. */
export type Derivative = { ref: string; title: string; derivation: string }

/** What was made from an item: clips, redacted copies, transcripts, by number. */
export async function derivativesOf(actor: Actor, id: string): Promise<Derivative[]> {
  const rows = await db().evidenceItem.findMany({
    where: { ...visibleTo(actor), parentId: id },
    orderBy: { number: 'asc' },
    select: { number: true, title: true, derivation: true },
  })
  return rows.map((row) => ({ ref: evidenceRef(row), title: row.title, derivation: row.derivation ?? '' }))
}

async function recordsWhere(actor: Actor, of: Prisma.EvidenceItemWhereInput): Promise<Came> {
  const where = { ...of, ...visibleTo(actor) }
  const total = await db().evidenceItem.count({ where })
  if (total === 0) return { items: [], total }
  const first = (more: Prisma.EvidenceItemWhereInput = {}) => {
    const which = {
      where: { ...where, ...more },
      orderBy: [{ receivedOn: 'desc' }, { number: 'desc' }],
      take: ON_A_PAGE,
    } satisfies Prisma.EvidenceItemFindManyArgs
    // One statement where all of it stands on the page.
    if (total <= ON_A_PAGE) return db().evidenceItem.findMany({ ...which, include: withLinks })
    return pageOf(db().evidenceItem.findMany({ ...which, select: { id: true } }), (these) =>
      db().evidenceItem.findMany({ where: these, include: withLinks }),
    )
  }
  const newest = await first()
  // What was accepted is what counts, however much came after it.
  const accepted = total > newest.length ? await first({ status: 'accepted' }) : []
  const known = new Set(newest.map(({ id }) => id))
  return { items: await asRecords(actor, [...newest, ...accepted.filter(({ id }) => !known.has(id))]), total }
}

/**
 * The accepted items that answer a request, by number, and which of them this person logged, edited or revised. What was returned or clawed
 * back is none of them any more. Whether one meets the form that was asked for is for `meetsForm` to say.
 */
export async function acceptedFor(tx: Tx, userId: string, requestId: string): Promise<Accepted[]> {
  const rows = await tx.evidenceItem.findMany({
    where: { status: 'accepted', requests: { some: { requestId } } },
    orderBy: { number: 'asc' },
    select: { id: true, number: true, kind: true, accessMode: true, revision: true },
  })
  const made = await madeBy(
    tx,
    userId,
    rows.map(({ id }) => id),
  )
  return rows.map(({ number, ...row }) => ({ ...row, ref: evidenceRef({ number }), own: made.has(row.id) }))
}

/**
 * Those of these items that this person has made what they are, by the log: also by sending a file that was set aside, and that somebody else then
 * kept. Such a file has the id of its upload.
 */
async function madeBy(tx: Tx, userId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const files = await tx.storedFile.findMany({
    where: { evidenceId: { in: ids }, role: 'original' },
    select: { id: true, evidenceId: true },
  })
  const itemOf = new Map(files.map(({ id, evidenceId }) => [id, evidenceId]))
  const events = await tx.auditEvent.findMany({
    where: {
      actorId: userId,
      subjectId: { in: [...ids, ...itemOf.keys()] },
      event: { in: [...makingEvents, 'upload.set_aside'] },
    },
    select: { subjectId: true },
  })
  return new Set(events.map(({ subjectId }) => itemOf.get(subjectId) ?? subjectId))
}

/** The notes at places of a revision that exist for this actor, in the order of their places. */
export async function notesOn(actor: Actor, evidenceId: string, revision: number): Promise<ItemNote[]> {
  const rows = await db().evidenceNote.findMany({
    where: { inquiryId: actor.inquiry.id, evidenceId, revision, partition: { in: visiblePartitions(actor) } },
    orderBy: [{ from: 'asc' }, { createdAt: 'asc' }],
  })
  const users = await db().user.findMany({
    where: { id: { in: [...new Set(rows.map(({ createdById }) => createdById))] } },
    select: { id: true, name: true },
  })
  const names = new Map(users.map(({ id, name }) => [id, name]))
  return rows.map(({ id, partition, unit, from, to, text, createdById, createdAt }) => ({
    id,
    revision,
    partition,
    unit,
    from: Number(from),
    to: to === null ? null : Number(to),
    text,
    by: names.get(createdById) ?? '',
    at: createdAt.toISOString(),
  }))
}

/** One revision: when it came, what changed with it (null for the first), and who logged it. */
export type Revision = { revision: number; receivedOn: string; changed: string | null; by: string }

/** The revisions of an item as the log tells them, oldest first. */
export async function revisionsOf(actor: Actor, id: string): Promise<Revision[]> {
  const rows = await db().auditEvent.findMany({
    where: { inquiryId: actor.inquiry.id, subjectId: id, partition: 'shared', event: { in: [...revisingEvents] } },
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

/** SHA-256 of what the producer's list says of an item beyond our own fields, in hex, over its canonical JSON. */
const hashOfFields = (fields: Snapshot): string => createHash('sha256').update(canonical(fields)).digest('hex')

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
    maySee: row.maySee,
    requestIds: row.requests.map(({ request }) => request.id),
    requests: row.requests.map(({ request }) => requestRef(request)),
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    revision: row.revision,
    reviewerId: row.reviewerId,
    responsive: review?.responsive ?? null,
    complete: review?.complete ?? null,
    authentic: review?.authentic ?? null,
    parentId: row.parentId,
    parent: row.parent && evidenceRef(row.parent),
    derivation: row.derivation,
    productionId: row.productionId,
    production: row.production && productionRef(row.production),
    batesFrom: row.batesFrom,
    batesTo: row.batesTo,
    custodian: row.custodian,
    author: row.author,
    // They are many, and the database keeps them as they came: their hash is enough to tell.
    producerFields: row.producerFields === null ? null : hashOfFields(row.producerFields as Snapshot),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

/** Rows as they are shown, with the names of who reviews and reviewed them. */
export async function asRecords(actor: Actor, rows: EvidenceRow[]): Promise<EvidenceRecord[]> {
  const all = rows.flatMap((row) => [row.reviewerId, ...row.reviews.map((review) => review.reviewerId)])
  const ids = [...new Set(all)].filter((id) => id !== null)
  const select = { id: true, name: true } as const
  const users = ids.length ? await db().user.findMany({ where: { id: { in: ids } }, select }) : []
  const names = new Map(users.map((user) => [user.id, user.name]))
  return rows.map((row) => asRecord(row, names, actor.inquiry.timeZone))
}

function asRecord(row: EvidenceRow, names: Map<string, string>, zone: string): EvidenceRecord {
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
    maySee: row.maySee,
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    revision: row.revision,
    parent: row.parent && { ref: evidenceRef(row.parent), title: row.parent.title },
    derivation: row.derivation,
    production: row.production && { ref: productionRef(row.production), volume: row.production.volume },
    batesFrom: row.batesFrom,
    batesTo: row.batesTo,
    custodian: row.custodian,
    author: row.author,
    producerFields: row.producerFields as EvidenceRecord['producerFields'],
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
      on: today(zone, review.createdAt),
    })),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
