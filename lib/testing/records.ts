import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'

/** Office O-`number` of the actor's inquiry, put there past the rules: for tests of rooms that only need one. Gives its id. */
export async function putOffice(actor: Actor, number: number): Promise<string> {
  const office = await db().office.create({
    data: { inquiryId: actor.inquiry.id, number, name: `Office ${number}`, createdById: actor.userId },
  })
  return office.id
}

/**
 * Request R-`number`, issued, or with `status: 'draft'` not; put there past the rules, and addressed to the inquiry's first office: for
 * tests of rooms that only need one. Gives its id.
 */
export async function putRequest(
  actor: Actor,
  number: number,
  more: Partial<Prisma.RequestUncheckedCreateInput> = {},
): Promise<string> {
  const inquiryId = actor.inquiry.id
  const { id: addresseeId } = await db().office.findFirstOrThrow({ where: { inquiryId }, orderBy: { number: 'asc' } })
  const on = new Date('2026-01-10T00:00:00Z')
  const issued = more.status !== 'draft'
  const request = await db().request.create({
    data: {
      inquiryId,
      number,
      partition: 'shared',
      kind: 'video',
      title: `Request ${number}`,
      wording: 'All of it.',
      addresseeId,
      formWanted: 'delivered_copy',
      handling: 'unclassified',
      createdById: actor.userId,
      ...(issued && { status: 'issued', outstanding: true, issuedOn: on, dueOn: on, firstDueOn: on }),
      ...more,
    },
  })
  return request.id
}
