import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { db, type Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { formatRef, type Ref } from '@/lib/fields'
import { firstOf } from '@/lib/first-of'
import type { Prisma } from '@/lib/generated/prisma/client'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { productionRef } from '@/lib/productions/queries'
import { missing } from '@/lib/refusal'
import { requestRef } from '@/lib/requests/queries'
import { dateFromDb } from '@/lib/time'
import { makingEvents, visibleTo, type WithheldFacts } from '@/lib/withheld/policy'
import type { WithheldRecord } from '@/lib/withheld/schema'

/** What is read with each entry. */
export const withLinks = {
  assertedOffice: { select: { number: true, name: true } },
  releasedAs: { select: { id: true, number: true, title: true, status: true } },
  production: { select: { id: true, number: true } },
  requests: {
    select: { request: { select: { id: true, number: true, partition: true, title: true, status: true } } },
    orderBy: { request: { number: 'asc' } },
  },
} satisfies Prisma.WithheldItemInclude

/** An entry with its office, its requests and the item that came. */
export type WithheldRow = Prisma.WithheldItemGetPayload<{ include: typeof withLinks }>

/** 'W-3' */
export const withheldRef = (entry: { number: number }) => formatRef('W', 'shared', entry.number)

/** One entry by its number. Throws missing(), the same for unknown and hidden. */
export async function loadWithheld(tx: Tx, actor: Actor, ref: Ref): Promise<WithheldRow> {
  const row = await tx.withheldItem.findFirst({
    where: { ...visibleTo(actor), number: ref.number },
    include: withLinks,
  })
  if (!row) throw missing()
  return row
}

/** The same entry again, after a write in the same transaction. */
export async function reloadWithheld(tx: Tx, id: string): Promise<WithheldRow> {
  return tx.withheldItem.findUniqueOrThrow({ where: { id }, include: withLinks })
}

type Standing = { id: string; status: WithheldFacts['status']; createdById: string }

/**
 * What the policy needs to know of each of these entries for this actor: whether they brought it, by hand or in the file of its log, and what stands in
 * the history under their id.
 */
export async function factsOf(
  tx: Tx,
  actor: Actor,
  rows: readonly Standing[],
): Promise<(row: Standing) => WithheldFacts> {
  const events = await tx.auditEvent.findMany({
    where: {
      actorId: actor.userId,
      subjectId: { in: rows.map(({ id }) => id) },
      event: { in: [...makingEvents, 'withheld.challenge'] },
    },
    select: { subjectId: true, event: true },
  })
  const challenged = new Set<string>()
  const made = new Set<string>()
  for (const { subjectId, event } of events) (event === 'withheld.challenge' ? challenged : made).add(subjectId)
  return ({ id, status, createdById }) => ({
    status,
    hadAHand: createdById === actor.userId || made.has(id),
    challenged: challenged.has(id),
  })
}

export const getWithheld = cache(async (actor: Actor, ref: Ref): Promise<WithheldRecord & WithheldFacts> => {
  const row = await loadWithheld(db(), actor, ref)
  return { ...asRecord(row), ...(await factsOf(db(), actor, [row]))(row) }
})

/** As many as are shown on the page of another record; the rest is behind a link to the list. */
const MOST_BESIDE = 20

/** What is withheld that would answer a request, whose log came with a delivery, or that an office claims, by number: the first of it, and how much there is. */
export async function withheldOf(
  actor: Actor,
  about: { requestId: string } | { productionId: string } | { assertedById: string },
): Promise<{ entries: WithheldRecord[]; total: number }> {
  const where = { ...visibleTo(actor), ...('requestId' in about ? { requests: { some: about } } : about) }
  const { rows, total } = await firstOf(
    MOST_BESIDE,
    () => db().withheldItem.findMany({ where, include: withLinks, orderBy: { number: 'asc' }, take: MOST_BESIDE }),
    () => db().withheldItem.count({ where }),
  )
  return { entries: rows.map(asRecord), total }
}

/** What an item was before it came: the entries that were released or accommodated by it, by number. */
export async function withheldBefore(actor: Actor, evidenceId: string): Promise<WithheldRecord[]> {
  const rows = await db().withheldItem.findMany({
    where: { ...visibleTo(actor), releasedAsId: evidenceId },
    include: withLinks,
    orderBy: { number: 'asc' },
  })
  return rows.map(asRecord)
}

/** Every field that can change, for the audit log and for rebuilding the entry as it stood. */
export function withheldSnapshot(row: WithheldRow): Snapshot {
  return {
    number: row.number,
    controlNumber: row.controlNumber,
    what: row.what,
    documentType: row.documentType,
    datedOn: dateFromDb(row.datedOn),
    author: row.author,
    addressees: row.addressees,
    custodian: row.custodian,
    pages: row.pages,
    extent: row.extent,
    basis: row.basis,
    basisWords: row.basisWords,
    officeId: row.assertedById,
    office: officeRef(row.assertedOffice),
    assertedBy: row.assertedBy,
    assertedOn: dateFromDb(row.assertedOn),
    requestIds: row.requests.map(({ request }) => request.id),
    requests: row.requests.map(({ request }) => requestRef(request)),
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    statusReason: row.statusReason,
    accommodation: row.accommodation,
    releasedAsId: row.releasedAsId,
    releasedAs: row.releasedAs && evidenceRef(row.releasedAs),
    productionId: row.productionId,
    production: row.production && productionRef(row.production),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

export function asRecord(row: WithheldRow): WithheldRecord {
  return {
    ref: withheldRef(row),
    id: row.id,
    controlNumber: row.controlNumber,
    what: row.what,
    documentType: row.documentType,
    datedOn: dateFromDb(row.datedOn),
    author: row.author,
    addressees: row.addressees,
    custodian: row.custodian,
    pages: row.pages,
    extent: row.extent,
    basis: row.basis,
    basisWords: row.basisWords,
    office: { ref: officeRef(row.assertedOffice), name: row.assertedOffice.name },
    assertedBy: row.assertedBy,
    assertedOn: dateFromDb(row.assertedOn),
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    statusReason: row.statusReason,
    accommodation: row.accommodation,
    releasedAs: row.releasedAs && {
      ref: evidenceRef(row.releasedAs),
      title: row.releasedAs.title,
      status: row.releasedAs.status,
    },
    production: row.production && productionRef(row.production),
    requests: row.requests.map(({ request }) => ({
      ref: requestRef(request),
      title: request.title,
      status: request.status,
    })),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
