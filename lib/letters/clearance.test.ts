import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { clearLetter, editLetter, moveLetter, setLetterRequests } from '@/lib/letters/commands'
import { draftsReturnedTo, lettersToClear } from '@/lib/letters/queries'
import { type LetterStatus, letterStatuses } from '@/lib/letters/status'
import type { Actor } from '@/lib/people/actor'
import { editRequest } from '@/lib/requests/commands'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { cleared, here, letter, letterIn, request, rowOf, seatWithOffice, text } from '@/lib/testing/letters'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
})

const wording = {
  kind: 'video',
  title: 'The recording',
  wording: 'Half of the recording.',
  addressee: 'O-1',
  formWanted: 'delivered_copy',
  handling: 'unclassified',
  questions: 'Q-1',
}

/** The same person with another role, as the database has it too. */
async function promoted(actor: Actor): Promise<Actor> {
  await db().membership.updateMany({ where: { userId: actor.userId }, data: { role: 'reviewer' } })
  return { ...actor, role: 'reviewer' }
}

describe('clearing: every status, every role', () => {
  for (const status of Object.keys(letterStatuses) as LetterStatus[]) {
    it(status, async () => {
      for (const role of ['staffer', 'reviewer', 'viewer', 'admin'] as const) {
        const { ref, version } = await letterIn(committee, status)
        const { id } = await rowOf(committee.staffer, ref)
        if (status === 'in_clearance') {
          await db().letter.update({ where: { id }, data: { clearedById: null, clearedAt: null } })
        }
        const before = await eventCount(committee.staffer)
        const act = clearLetter(committee[role], { letter: ref, version })
        if (status === 'in_clearance' && role === 'reviewer') {
          expect(await act).toMatchObject({ status, version: 2 })
          expect(await rowOf(committee.staffer, ref)).toMatchObject({ clearedById: committee.reviewer.userId })
        } else {
          expect((await refusalOf(act)).kind).toBe('forbidden')
          expect(await eventCount(committee.staffer)).toBe(before)
        }
      }
    })
  }

  it('is done once', async () => {
    const { ref, version } = await cleared(committee, { requests: [(await request(committee.staffer)).ref] })
    expect((await refusalOf(clearLetter(committee.otherReviewer, { letter: ref, version }))).kind).toBe('forbidden')
  })
})

describe('four eyes, whatever the role is now', () => {
  const hands: Record<string, (who: Actor, made: { ref: string; requestRef: string }) => Promise<unknown>> = {
    'edited the letter': (who, { ref }) => editLetter(who, { ...text, letter: ref, version: 1 }),
    'changed its requests': (who, { ref, requestRef }) =>
      setLetterRequests(who, { letter: ref, version: 1, requests: [requestRef] }),
    'drafted a request onto it': (who, { ref }) => request(who, { letter: ref }),
    'edited a request on it': (who, { requestRef }) =>
      editRequest(who, { ...wording, request: requestRef, version: 1 }),
    'submitted it': () => Promise.resolve(),
  }

  it.each(Object.entries(hands))('not who %s', async (name, act) => {
    const fresh = await seatWithOffice()
    const { ref: requestRef } = await request(fresh.otherStaffer, { dueOn: null })
    const { ref } = await letter(fresh.otherStaffer, { requests: [requestRef], dueOn: '2099-01-05' })
    await act(fresh.staffer, { ref, requestRef })
    // Editing took the letter's due date away; put it back in a way that is nobody's act.
    const { id, version } = await rowOf(fresh.staffer, ref)
    await db().letter.update({ where: { id }, data: { dueOn: new Date('2099-01-05T00:00:00Z') } })
    const submitter = name === 'submitted it' ? fresh.staffer : fresh.otherStaffer
    await moveLetter(submitter, { letter: ref, version, to: 'in_clearance' })
    const judge = await promoted(fresh.staffer)
    expect(await lettersToClear(judge)).toEqual([])
    expect((await refusalOf(clearLetter(judge, { letter: ref, version: version + 1 }))).kind).toBe('forbidden')
    expect((await lettersToClear(fresh.reviewer)).map((one) => one.ref)).toEqual([ref])
    expect(await clearLetter(fresh.reviewer, { letter: ref, version: version + 1 })).toMatchObject({
      version: version + 2,
    })
    expect(await lettersToClear(fresh.reviewer)).toEqual([])
  })

  it('not who drafted it', async () => {
    const fresh = await seatWithOffice()
    const { ref } = await letter(fresh.staffer, { requests: [(await request(fresh.otherStaffer)).ref] })
    await moveLetter(fresh.otherStaffer, { letter: ref, version: 1, to: 'in_clearance' })
    const judge = await promoted(fresh.staffer)
    expect((await refusalOf(clearLetter(judge, { letter: ref, version: 2 }))).kind).toBe('forbidden')
  })
})

it('tells a reviewer who clears what came back to drafting meanwhile who returned it, and why', async () => {
  const fresh = await seatWithOffice()
  const { ref } = await letter(fresh.staffer, { requests: [(await request(fresh.staffer)).ref] })
  await moveLetter(fresh.staffer, { letter: ref, version: 1, to: 'in_clearance' })
  await moveLetter(fresh.otherStaffer, { letter: ref, version: 2, to: 'draft', note: 'Name the period.' })
  await expect(clearLetter(fresh.reviewer, { letter: ref, version: 2 })).rejects.toMatchObject({
    kind: 'conflict',
    current: { status: 'Draft' },
    meanwhile: `${fresh.otherStaffer.name} returned ${ref} to drafting: “Name the period.”`,
  })
})

describe('what was submitted is what is cleared and issued', () => {
  it('holds the drafts on it still', async () => {
    const draft = await request(committee.staffer)
    await cleared(committee, { requests: [draft.ref] })
    const edit = editRequest(committee.staffer, { ...wording, request: draft.ref, version: 1 })
    expect((await refusalOf(edit)).kind).toBe('forbidden')
  })

  it('sees what the other side did to a shared draft, which no lock may tell them of', async () => {
    const draft = await request(committee.staffer)
    const { ref, version } = await cleared(committee, { partition: 'majority', requests: [draft.ref] })
    await editRequest(committee.minorityStaffer, { ...wording, request: draft.ref, version: 1, dueOn: '2099-01-05' })
    const issue = (at: number) =>
      moveLetter(committee.staffer, { letter: ref, version: at, to: 'issued', issuedOn: here(committee.staffer) })
    await expect(issue(version)).rejects.toMatchObject({
      fields: [{ message: expect.stringContaining(`${draft.ref} was edited after the letter was submitted`) }],
    })
    await moveLetter(committee.staffer, { letter: ref, version, to: 'draft', note: 'It was edited.' })
    await moveLetter(committee.staffer, { letter: ref, version: version + 1, to: 'in_clearance' })
    await clearLetter(committee.reviewer, { letter: ref, version: version + 2 })
    expect(await issue(version + 3)).toMatchObject({ status: 'issued' })
  })
})

it('tells the drafter of a draft that came back, with the reason, until it is submitted again', async () => {
  const fresh = await seatWithOffice()
  const { ref } = await letter(fresh.staffer, { requests: [(await request(fresh.staffer)).ref] })
  expect(await draftsReturnedTo(fresh.staffer)).toEqual([])
  await moveLetter(fresh.otherStaffer, { letter: ref, version: 1, to: 'in_clearance' })
  await moveLetter(fresh.reviewer, { letter: ref, version: 2, to: 'draft', note: 'Name the period.' })
  for (const who of [fresh.staffer, fresh.otherStaffer]) {
    expect(await draftsReturnedTo(who)).toMatchObject([{ letter: { ref }, returned: { note: 'Name the period.' } }])
  }
  expect(await draftsReturnedTo(fresh.nonpartisanStaffer)).toEqual([])
  await moveLetter(fresh.staffer, { letter: ref, version: 3, to: 'in_clearance' })
  expect(await draftsReturnedTo(fresh.staffer)).toEqual([])
})
