import { beforeAll, describe, expect, it } from 'vitest'
import { history, historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { parseRef, type Ref } from '@/lib/fields'
import { clearLetter, draftLetter, editLetter, moveLetter, setLetterRequests } from '@/lib/letters/commands'
import {
  countLetters,
  draftsReturnedTo,
  getLetter,
  lettersFollowing,
  lettersOfRequest,
  lettersToClear,
  listLetters,
  lockedByLetter,
} from '@/lib/letters/queries'
import type { Actor } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { issued, letter, request, rowOf, seatWithOffice, soon, text } from '@/lib/testing/letters'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
})

const at = (text: string): Ref => parseRef('L', text) ?? expect.fail(`${text} is no number of a letter`)
const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0)

/** Everything that the letters room and the history would show somebody. */
async function sight(actor: Actor, requestId: string) {
  return {
    list: (await listLetters(actor)).rows.map(({ ref }) => ref),
    total: (await listLetters(actor)).total,
    counts: total(await countLetters(actor)),
    found: (await listLetters(actor, { q: 'recording' })).total,
    filtered: (await listLetters(actor, { partition: 'majority' })).total,
    ofRequest: (await lettersOfRequest(actor, requestId)).map(({ ref }) => ref),
    locked: await lockedByLetter(db(), actor, requestId),
    toClear: await lettersToClear(actor),
    returned: await draftsReturnedTo(actor),
    history: (await history(actor)).entries.filter(({ subject }) => subject.type === 'letter'),
    ofTheRequest: (await historyOf(actor, requestId)).entries.filter(({ subject }) => subject.type === 'letter'),
  }
}

const nothing = {
  list: [],
  total: 0,
  counts: 0,
  found: 0,
  filtered: 0,
  ofRequest: [],
  locked: null,
  toClear: [],
  returned: [],
  history: [],
  ofTheRequest: [],
}

describe('a side’s own letter', () => {
  it('does not exist for the other side, in clearance or out of it, wherever one looks', async () => {
    const fresh = await seatWithOffice()
    const shared = await request(fresh.staffer)
    const { id: requestId } = await db().request.findFirstOrThrow({ where: { inquiryId: fresh.staffer.inquiry.id } })
    const { ref } = await letter(fresh.staffer, { partition: 'majority', requests: [shared.ref] })
    expect(ref).toBe('L-M1')
    await moveLetter(fresh.staffer, { letter: ref, version: 1, to: 'in_clearance' })
    const others = [fresh.minorityStaffer, fresh.minorityReviewer, fresh.nonpartisanReviewer, fresh.admin]
    for (const other of others) {
      expect(await sight(other, requestId)).toEqual(nothing)
      await expect(getLetter(other, at(ref))).rejects.toMatchObject({ kind: 'missing' })
    }
    expect(await sight(fresh.reviewer, requestId)).toMatchObject({
      list: [ref],
      total: 1,
      counts: 1,
      found: 1,
      filtered: 1,
      ofRequest: [ref],
      locked: ref,
      toClear: [{ ref }],
    })
    await moveLetter(fresh.reviewer, { letter: ref, version: 2, to: 'draft', note: 'Not yet.' })
    for (const other of others) expect(await sight(other, requestId)).toEqual(nothing)
    expect((await sight(fresh.staffer, requestId)).returned).toHaveLength(1)
  })

  it('is the same to the other side as a number that was never given, by every command', async () => {
    const { ref } = await letter(committee.staffer, { partition: 'majority' })
    const other = committee.minorityStaffer
    const before = await eventCount(other)
    const same = async (act: (named: string) => Promise<unknown>) =>
      expect(await refusalOf(act(ref))).toEqual({ ...(await refusalOf(act('L-M999'))) })
    await same((named) => editLetter(other, { ...text, letter: named, version: 1 }))
    await same((named) => setLetterRequests(other, { letter: named, version: 1, requests: [] }))
    await same((named) => moveLetter(other, { letter: named, version: 1, to: 'withdrawn', note: 'x' }))
    await same((named) => clearLetter(committee.minorityReviewer, { letter: named, version: 1 }))
    await same((named) => draftLetter(other, { ...text, follows: named }))
    await same((named) => request(other, { letter: named }))
    expect(await eventCount(other)).toBe(before)
  })

  it('leaves no gap in the numbers that the other side sees', async () => {
    const fresh = await seatWithOffice()
    await letter(fresh.staffer, { partition: 'majority' })
    await letter(fresh.minorityStaffer, { partition: 'minority' })
    expect((await letter(fresh.nonpartisanStaffer)).ref).toBe('L-1')
    expect((await listLetters(fresh.nonpartisanStaffer)).rows.map(({ ref }) => ref)).toEqual(['L-1'])
    expect((await listLetters(fresh.minorityStaffer)).rows.map(({ ref }) => ref)).toEqual(['L-1', 'L-N1'])
  })

  it('shares its drafts when it is issued, and is itself not seen even then', async () => {
    const fresh = await seatWithOffice()
    const own = await request(fresh.staffer, { partition: 'majority' })
    expect(own.ref).toBe('R-M1')
    const { ref } = await issued(fresh, { partition: 'majority', requests: [own.ref] })
    const { letter: shown } = await getLetter(fresh.staffer, at(ref))
    expect(shown.requests).toMatchObject([{ ref: 'R-1', status: 'issued' }])
    const id = shown.requests[0]?.id ?? ''
    expect(await sight(fresh.minorityStaffer, id)).toEqual(nothing)
    const seen = (await historyOf(fresh.minorityStaffer, id)).entries
    expect(seen.length).toBeGreaterThan(0)
    expect(JSON.stringify(seen)).not.toMatch(/L-M|R-M/)
    expect((await lettersOfRequest(fresh.staffer, id)).map((one) => one.ref)).toEqual([ref])
  })
})

describe('a joint letter', () => {
  it('carries no side’s own draft and follows no side’s own letter', async () => {
    const own = await request(committee.staffer, { partition: 'majority' })
    expect((await refusalOf(letter(committee.staffer, { requests: [own.ref] }))).paths).toEqual(['requests'])
    const joint = await letter(committee.staffer)
    const onto = request(committee.staffer, { partition: 'majority', letter: joint.ref })
    expect((await refusalOf(onto)).paths).toEqual(['letter'])
    const majority = await issued(committee, { partition: 'majority', requests: [own.ref] })
    expect((await refusalOf(letter(committee.staffer, { follows: majority.ref }))).paths).toEqual(['follows'])
    const edit = editLetter(committee.staffer, { ...text, letter: joint.ref, version: 1, follows: majority.ref })
    expect((await refusalOf(edit)).paths).toEqual(['follows'])
  })

  it('is followed by a side’s own without telling the other', async () => {
    const joint = await issued(committee, { requests: [(await request(committee.staffer)).ref] })
    const { id } = await rowOf(committee.staffer, joint.ref)
    const { ref } = await letter(committee.staffer, {
      partition: 'majority',
      follows: joint.ref,
      dueOn: soon(committee.staffer),
    })
    expect((await lettersFollowing(committee.staffer, id)).map((one) => one.ref)).toEqual([ref])
    expect(await lettersFollowing(committee.minorityStaffer, id)).toEqual([])
  })
})

it('lists by status, instrument, office and words, in the order asked for, page by page', async () => {
  const fresh = await seatWithOffice()
  const make = (subject: string, more = {}) => letter(fresh.staffer, { subject, body: 'Text.', ...more })
  await make('Charlie and the logbook', { dueOn: '2026-03-01' })
  await make('Alpha', { instrument: 'subpoena', dueOn: '2026-02-01' })
  await make('Bravo')
  const subjects = async (filter: Parameters<typeof listLetters>[1], page?: Parameters<typeof listLetters>[2]) =>
    (await listLetters(fresh.staffer, filter, page)).rows.map(({ subject }) => subject)
  expect(await subjects({})).toEqual(['Bravo', 'Alpha', 'Charlie and the logbook'])
  expect(await subjects({ sort: 'subject' })).toEqual(['Alpha', 'Bravo', 'Charlie and the logbook'])
  expect(await subjects({ sort: 'due', down: true })).toEqual(['Charlie and the logbook', 'Alpha', 'Bravo'])
  expect(await subjects({ q: 'logbook' })).toEqual(['Charlie and the logbook'])
  expect(await subjects({ instrument: 'subpoena' })).toEqual(['Alpha'])
  expect(await subjects({ office: { series: 'shared', number: 1 } })).toHaveLength(3)
  expect(await subjects({ office: { series: 'shared', number: 2 } })).toEqual([])
  expect(await subjects({ status: 'issued' })).toEqual([])
  expect(await subjects({}, { limit: 1, offset: 1 })).toEqual(['Alpha'])
  expect(await countLetters(fresh.staffer, { status: 'issued', q: 'alpha' })).toMatchObject({ draft: 1, issued: 0 })
})
