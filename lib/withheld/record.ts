import type { z } from 'zod'
import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import type { Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { named } from '@/lib/named'
import { nextNumber } from '@/lib/numbers'
import { loadOffice, officeRef } from '@/lib/offices/queries'
import { notYet } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { loadProduction, productionRef } from '@/lib/productions/queries'
import { invalid, invalidField } from '@/lib/refusal'
import { loadRequest, requestRef } from '@/lib/requests/queries'
import { dateToDb } from '@/lib/time'
import { reloadWithheld, type WithheldRow, withheldRef, withheldSnapshot } from '@/lib/withheld/queries'
import { entryLabels, type logWithheldInput } from '@/lib/withheld/schema'

/*
 * The one way in which an entry is written, by hand or from a privilege log.
 */

export const subject = (row: WithheldRow): Subject => ({ type: 'withheld', id: row.id, ref: withheldRef(row) })

/** What is typed of an entry, besides where it belongs. */
type Typed = Omit<z.output<typeof logWithheldInput>, 'requests' | 'office' | 'production'>

/** Where an entry belongs: the office that asserts it, the requests that it would answer, the delivery it came with, all found. */
export type Belonging = { office: { id: string; ref: string }; requestIds: string[]; productionId: string | null }

/** The office, the requests and the delivery of these numbers. Each request is visible to the actor and was issued. Throws Refusals beside the fields. */
type Named = { office: Ref; requests: Ref[]; production?: Ref | null | undefined }

export async function belonging(tx: Tx, actor: Actor, input: Named): Promise<Belonging> {
  const asked = formatRef('O', input.office.series, input.office.number)
  const office = await named('office', entryLabels.office, asked, loadOffice(tx, actor, input.office))
  const requestIds: string[] = []
  for (const ref of input.requests) {
    const which = formatRef('R', ref.series, ref.number)
    const request = await named('requests', entryLabels.requests, which, loadRequest(tx, actor, ref))
    if (!request.issuedOn) {
      throw invalidField('requests', `${which} was never issued, so nothing can be withheld from it: issue it first.`)
    }
    requestIds.push(request.id)
  }
  const { production: ref } = input
  const production =
    ref &&
    (await named(
      'production',
      entryLabels.production,
      formatRef('P', ref.series, ref.number),
      loadProduction(tx, actor, ref),
    ))
  return { office: { id: office.id, ref: officeRef(office) }, requestIds, productionId: production?.id ?? null }
}

/** The columns of what was typed. Throws a Refusal for days that have not come. */
export function columns(actor: Actor, input: Typed) {
  const problems = [
    ...notYet(actor, 'assertedOn', entryLabels.assertedOn, input.assertedOn),
    ...notYet(actor, 'datedOn', entryLabels.datedOn, input.datedOn),
  ]
  if (problems.length) throw invalid(problems)
  return {
    controlNumber: input.controlNumber ?? null,
    what: input.what,
    documentType: input.documentType ?? null,
    datedOn: dateToDb(input.datedOn ?? null),
    author: input.author ?? null,
    addressees: input.addressees ?? null,
    custodian: input.custodian ?? null,
    pages: input.pages ?? null,
    extent: input.extent,
    basis: input.basis,
    basisWords: input.basisWords ?? null,
    assertedBy: input.assertedBy ?? null,
    assertedOn: dateToDb(input.assertedOn),
  }
}

/** Whoever writes entries of an office does so after whoever began before, so that no control number gets in twice. */
export async function takeTurn(tx: Tx, { office }: Belonging): Promise<void> {
  await tx.$queryRaw`SELECT id FROM office WHERE id = ${office.id}::uuid FOR NO KEY UPDATE`
}

/** Throws the Refusal of a control number under which this office has an entry here already, other than `but`. */
export async function mustBeNew(tx: Tx, of: Belonging, controlNumber: string | null, but?: string): Promise<void> {
  if (controlNumber === null) return
  const where: Prisma.WithheldItemWhereInput = {
    assertedById: of.office.id,
    controlNumber: { equals: controlNumber, mode: 'insensitive' },
    ...(but && { id: { not: but } }),
  }
  const there = await tx.withheldItem.findFirst({ where, select: { number: true } })
  if (!there) return
  const message = `${withheldRef(there)} is the entry of ${of.office.ref} under this control number already: open that one, or mend the number.`
  throw invalidField('controlNumber', message)
}

/** Writes one entry, with its event. Whoever calls has judged it, taken the office's turn, and found nothing under its control number. */
export async function recordWithheld(
  tx: Tx,
  actor: Actor,
  of: Belonging,
  entry: ReturnType<typeof columns>,
): Promise<WithheldRow> {
  const { id } = await tx.withheldItem.create({
    data: {
      ...entry,
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'W'),
      assertedById: of.office.id,
      productionId: of.productionId,
      statusSince: now(actor),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await link(tx, actor, id, of.requestIds)
  const row = await reloadWithheld(tx, id)
  await append(tx, actor, {
    event: 'withheld.logged',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: concernsOf(row),
    changes: changesBetween(null, withheldSnapshot(row)),
  })
  return row
}

export async function link(tx: Tx, actor: Actor, withheldId: string, requestIds: string[]): Promise<void> {
  const inquiryId = actor.inquiry.id
  await tx.withheldRequest.createMany({ data: requestIds.map((requestId) => ({ inquiryId, withheldId, requestId })) })
}

/** The requests of these states of an entry, its delivery and the item that came, each once, so that their pages show what happened to it. */
export function concernsOf(...rows: WithheldRow[]): Subject[] {
  const found = new Map<string, Subject>()
  for (const { requests, releasedAs, production } of rows) {
    for (const { request } of requests) {
      found.set(request.id, { type: 'request', id: request.id, ref: requestRef(request) })
    }
    if (production) {
      found.set(production.id, { type: 'production', id: production.id, ref: productionRef(production) })
    }
    if (releasedAs) found.set(releasedAs.id, { type: 'evidence', id: releasedAs.id, ref: evidenceRef(releasedAs) })
  }
  return [...found.values()]
}
