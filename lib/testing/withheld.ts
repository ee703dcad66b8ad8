/* What the tests of what is withheld need around them, made by the commands that people use. */

import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { parseRef } from '@/lib/fields'
import type { AccessMode, Role } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { logWithheld } from '@/lib/withheld/commands'
import { loadWithheld, type WithheldRow } from '@/lib/withheld/queries'

export type Made = { ref: string; status: string; version: number }

/** What the form of an entry holds. */
export const entry = {
  requests: 'R-1',
  office: 'O-1',
  assertedOn: '2026-02-03',
  what: 'E-mail about the answer to the committee',
  extent: 'whole',
  basis: 'attorney_client',
}

/** A committee with two offices that may withhold, and two issued requests that they would withhold from. */
export async function seatWithRequests(): Promise<Committee> {
  const committee = await seatCommittee()
  for (const number of [1, 2]) await putOffice(committee.staffer, number)
  for (const number of [1, 2]) await putRequest(committee.staffer, number)
  return committee
}

/** An entry, as a staffer logs it. */
export async function log(actor: Actor, more: Record<string, unknown> = {}): Promise<Made> {
  return (await logWithheld(actor, { ...entry, ...more })) as Made
}

export const numberOf = (ref: string) => {
  const found = parseRef('W', ref)
  if (!found) throw new Error(`${ref} is no number of an entry`)
  return found
}

/** The row of an entry as the database has it. */
export const rowOf = (actor: Actor, ref: string): Promise<WithheldRow> => loadWithheld(db(), actor, numberOf(ref))

/** An item that came, with this access; gives its number. */
export async function came(actor: Actor, accessMode: AccessMode): Promise<string> {
  const { ref } = await logEvidence(actor, {
    ...{ title: 'What came', kind: 'document', receivedOn: '2026-02-03', fromOffice: 'O-1', accessMode },
    ...{ handling: 'unclassified', heldAt: 'Safe 1', requests: 'R-1' },
  })
  return String(ref)
}

/** Does something while this person is in another role, as when they are made a reviewer of what they logged. */
export async function inRole(actor: Actor, role: Role, act: (as: Actor) => Promise<void>): Promise<void> {
  const was = { userId: actor.userId, inquiryId: actor.inquiry.id }
  await db().membership.updateMany({ where: was, data: { role } })
  try {
    await act({ ...actor, role })
  } finally {
    await db().membership.updateMany({ where: was, data: { role: actor.role } })
  }
}
