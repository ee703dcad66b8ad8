import type { z } from 'zod'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { named } from '@/lib/named'
import { loadOffice, officeRef } from '@/lib/offices/queries'
import { notYet } from '@/lib/past-day'
import type { Actor } from '@/lib/people/actor'
import { loadProduction } from '@/lib/productions/queries'
import { invalid, invalidField } from '@/lib/refusal'
import { loadRequest } from '@/lib/requests/queries'
import { dateToDb } from '@/lib/time'
import { withheldRef } from '@/lib/withheld/queries'
import { entryLabels, type logWithheldInput } from '@/lib/withheld/schema'

/*
 * What is typed of an entry, with what it names found: for an entry logged by hand, and for each row of a privilege log.
 */

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
export async function takeTurn(tx: Tx, { office }: Pick<Belonging, 'office'>): Promise<void> {
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
