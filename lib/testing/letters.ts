/* What the tests of letters need around them, made by the commands that people use. */

import { db } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import { clearLetter, draftLetter, moveLetter } from '@/lib/letters/commands'
import type { LetterStatus } from '@/lib/letters/status'
import type { Actor } from '@/lib/people/actor'
import { logQuestion } from '@/lib/questions/commands'
import { draftRequest } from '@/lib/requests/commands'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { putOffice } from '@/lib/testing/records'
import { addDays, dateToDb, today } from '@/lib/time'

export type Made = { ref: string; version: number }

/** A committee with an office to write to and a question to ask about. */
export async function seatWithOffice(): Promise<Committee> {
  const committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await logQuestion(committee.staffer, { wording: 'Who?', why: 'To know.', theme: 'who_ordered', needs: ['video'] })
  return committee
}

export const here = (actor: Actor) => today(actor.inquiry.timeZone)
export const soon = (actor: Actor) => addDays(here(actor), 14)

/** A draft request, due in two weeks unless `more` says otherwise. */
export async function request(actor: Actor, more: Record<string, unknown> = {}): Promise<Made> {
  const particulars = {
    kind: 'video',
    title: 'The recording',
    wording: 'All of the recording, unedited.',
    addressee: 'O-1',
    formWanted: 'delivered_copy',
    handling: 'unclassified',
    questions: 'Q-1',
    dueOn: soon(actor),
  }
  return (await draftRequest(actor, { ...particulars, ...more })) as Made
}

/** What the form of a letter holds. */
export const text = {
  instrument: 'letter',
  subject: 'Recording of the strike',
  body: 'We ask for it.',
  addressee: 'O-1',
}

/** A draft letter, joint unless `more` says otherwise. */
export async function letter(actor: Actor, more: Record<string, unknown> = {}): Promise<Made> {
  return (await draftLetter(actor, { ...text, ...more })) as Made
}

/** The row of a letter, whoever may see it. */
export function rowOf(actor: Actor, ref: string) {
  const { series: partition, number } = parseRef('L', ref) ?? { series: 'shared', number: 0 }
  return db().letter.findUniqueOrThrow({
    where: { inquiryId_partition_number: { inquiryId: actor.inquiry.id, partition, number } },
  })
}

/** A joint letter in any status, with one request that nobody has asked yet; put there past the rules: the rules are what is tried. */
export async function letterIn(committee: Committee, status: LetterStatus): Promise<Made> {
  const { ref } = await request(committee.otherStaffer)
  const made = await letter(committee.otherStaffer, { requests: [ref] })
  const cleared = status !== 'draft' && status !== 'withdrawn'
  await db().letter.update({
    where: { id: (await rowOf(committee.staffer, made.ref)).id },
    data: {
      status,
      ...(cleared && { clearedById: committee.reviewer.userId, clearedAt: new Date() }),
      ...((status === 'issued' || status === 'closed') && { issuedOn: dateToDb(here(committee.staffer)) }),
    },
  })
  return made
}

/** A letter of `actor`, submitted, cleared and issued today by the commands themselves. */
export async function issued(
  committee: Committee,
  more: Record<string, unknown>,
  actor = committee.staffer,
): Promise<Made> {
  const made = await cleared(committee, more, actor)
  return (await moveLetter(actor, {
    letter: made.ref,
    version: made.version,
    to: 'issued',
    issuedOn: here(actor),
  })) as Made
}

/** The same as far as a reviewer's clearance. */
export async function cleared(
  committee: Committee,
  more: Record<string, unknown>,
  actor = committee.staffer,
): Promise<Made> {
  const { ref, version } = await letter(actor, more)
  await moveLetter(actor, { letter: ref, version, to: 'in_clearance' })
  const judge = actor.side === 'minority' ? committee.minorityReviewer : committee.reviewer
  return (await clearLetter(judge, { letter: ref, version: version + 1 })) as Made
}
