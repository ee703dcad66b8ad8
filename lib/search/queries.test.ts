import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyView } from '@/lib/audit/schema'
import { recordClaim } from '@/lib/claims/commands'
import { logCorrespondence } from '@/lib/correspondence/commands'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import type { Actor } from '@/lib/people/actor'
import { findHistory, partOfHistory, wholeHistory } from '@/lib/search/history'
import { findRecord, search } from '@/lib/search/queries'
import { recordNumber } from '@/lib/search/schema'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { here, letter, request, seatWithOffice } from '@/lib/testing/letters'
import { putRequest } from '@/lib/testing/records'
import { log } from '@/lib/testing/withheld'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
  const { staffer, minorityStaffer } = committee
  await putRequest(staffer, 90)
  await request(staffer, {
    title: 'Lantern footage, <i>all</i> of it',
    wording: 'All footage of the <b>lantern</b>, and of lanterns.',
  })
  await request(staffer, { title: 'Majority draft on the lantern', partition: 'majority' })
  await request(minorityStaffer, { title: 'Minority draft on the lantern', partition: 'minority' })
  await letter(staffer, { subject: 'About the lantern' })
  await letter(minorityStaffer, { subject: 'Our own lantern', partition: 'minority' })
  await recordClaim(staffer, {
    ...{ question: 'Q-1', statement: 'The lantern was lit.', sourceKind: 'reporting', source: 'A newspaper' },
  })
  const call = { medium: 'call', direction: 'held', happenedOn: here(staffer), office: 'O-1' }
  await logCorrespondence(staffer, { ...call, about: 'When the lantern was lit' })
  await logCorrespondence(minorityStaffer, { ...call, about: 'Our view of the lantern', partition: 'minority' })
  await logEvidence(staffer, {
    ...{ title: 'Photograph', description: 'It shows lanterns.', kind: 'document', receivedOn: here(staffer) },
    ...{ fromOffice: 'O-1', accessMode: 'delivered_copy', handling: 'unclassified', heldAt: 'Safe', requests: 'R-90' },
  })
  await log(staffer, { requests: 'R-90', what: 'Report', author: 'Keeper of the lantern', controlNumber: 'PRIV-3' })
})

const found = async (actor: Actor, words: string) =>
  (await search(actor, words)).flatMap(({ kind, total, hits }) => [`${kind} ${total}`, ...hits.map(({ ref }) => ref)])

describe('search', () => {
  it('finds words in any form, by kind, newest first', async () => {
    expect(await found(committee.nonpartisanStaffer, 'lantern')).toEqual([
      'claim 1',
      'CL-1',
      'letter 1',
      'L-1',
      'request 1',
      'R-1',
      'correspondence 1',
      'CO-1',
      'evidence 1',
      'E-1',
      'withheld 1',
      'W-1',
    ])
    expect(await found(committee.viewer, 'lantern -lit')).toEqual([
      'letter 1',
      'L-1',
      'request 2',
      'R-M1',
      'R-1',
      'evidence 1',
      'E-1',
      'withheld 1',
      'W-1',
    ])
    expect(await found(committee.viewer, '"lantern footage"')).toEqual(['request 1', 'R-1'])
    expect(await found(committee.viewer, 'zeppelin')).toEqual([])
    expect(await found(committee.viewer, 'the')).toEqual([])
  })

  it("neither shows nor counts the other side's records", async () => {
    const ours = (await found(committee.minorityReviewer, 'lantern')).filter((line) =>
      /^(letter|request|corr)| ?-[MN]/.test(line),
    )
    expect(ours).toEqual(['letter 2', 'L-N1', 'request 2', 'R-N1', 'correspondence 2', 'CO-N1'])
    const theirs = await found(committee.reviewer, 'lantern')
    expect(theirs).toContain('R-M1')
    expect(theirs.filter((line) => line.includes('-N'))).toEqual([])
    expect(theirs).toContain('correspondence 1')
  })

  it("finds nothing of another inquiry's", async () => {
    const elsewhere = await seatCommittee()
    expect(await found(elsewhere.staffer, 'lantern')).toEqual([])
  })

  it('gives what it found as pieces of text, whatever stands in it', async () => {
    const hit = (await search(committee.viewer, 'lantern')).find(({ kind }) => kind === 'request')?.hits.at(-1)
    expect(hit?.title).toEqual([
      { text: 'Lantern', hit: true },
      { text: ' footage, <i>all</i> of it', hit: false },
    ])
    expect(hit?.excerpt?.filter((piece) => piece.hit).map(({ text }) => text)).toEqual(['lantern', 'lanterns'])
  })

  it.each(["' or 1=1 --", '"', '!!! & | <->', '\\', ':*', '\u202e'])('takes %j as words', async (words) => {
    expect(Array.isArray(await search(committee.viewer, words))).toBe(true)
  })

  it('shows the newest twenty of many, and how many there are', async () => {
    const many = await seatWithOffice()
    for (let n = 1; n <= 23; n++) await putRequest(many.staffer, n, { title: 'Beacon' })
    const [requests] = await search(many.viewer, 'beacons')
    expect([requests?.total, requests?.hits.length, requests?.hits[0]?.ref]).toEqual([23, 20, 'R-23'])
  })
})

describe('a record number', () => {
  it.each([
    ['R-12', 'request', { series: 'shared', number: 12 }],
    ['r12', 'request', { series: 'shared', number: 12 }],
    [' l-m3 ', 'letter', { series: 'majority', number: 3 }],
    ['co n4', 'correspondence', { series: 'minority', number: 4 }],
    ['cl7', 'claim', { series: 'shared', number: 7 }],
    ['E-007', 'evidence', { series: 'shared', number: 7 }],
    ['w 3', 'withheld', { series: 'shared', number: 3 }],
  ])('%j', (text, kind, ref) => expect(recordNumber(text)).toEqual({ kind, ref }))

  it.each(['R-0', 'R', '12', 'R-12a', 'X-1', 'R-1 R-2', 'R-99999999999'])('%j is none', (text) => {
    expect(recordNumber(text)).toBeNull()
  })

  it.each(['R-1', 'L-1', 'Q-1', 'CL-1', 'O-1', 'CO-1', 'E-1', 'W-1', 'R-M1'])('%s opens the record', async (text) => {
    const number = recordNumber(text) ?? expect.fail('It is a number.')
    expect((await findRecord(committee.viewer, number.kind, number.ref))?.ref).toBe(text)
  })

  it.each(['Q-M1', 'E-N1', 'O-M1', 'W-M1'])('%s is no number: no side has a series of these', (text) => {
    expect(recordNumber(text)).toBe(null)
  })
  it.each(['R-N1', 'L-N1', 'CO-N1', 'R-999'])('%s is nothing to the majority', async (text) => {
    const number = recordNumber(text) ?? expect.fail('It is a number.')
    expect(await findRecord(committee.viewer, number.kind, number.ref)).toBeNull()
  })
})

describe('the history', () => {
  const look = (actor: Actor, view: Record<string, string>) => findHistory(actor, historyView.partial().parse(view))
  const lines = async (actor: Actor, view: Record<string, string>) =>
    (await look(actor, view)).entries.map(({ event, subject }) => `${event} ${subject.ref}`)

  it('is narrowed by record, person, kind, event and day', async () => {
    const { staffer, viewer } = committee
    expect(await lines(viewer, { record: 'r1' })).toEqual(['request.drafted R-1'])
    expect(await lines(viewer, { record: 'R-90' })).toEqual(['withheld.logged W-1', 'evidence.logged E-1'])
    expect(await lines(viewer, { type: 'letter' })).toEqual(['letter.drafted L-1'])
    expect(await lines(viewer, { event: 'claim.recorded' })).toEqual(['claim.recorded CL-1'])
    expect(await lines(viewer, { person: committee.otherStaffer.email })).toEqual([])
    const mine = await lines(viewer, { person: staffer.email })
    expect(mine.length).toBe(await db().auditEvent.count({ where: { actorId: staffer.userId } }))
    const day = here(staffer)
    expect(await lines(viewer, { from: day, until: day })).toEqual(await lines(viewer, {}))
    expect(await lines(viewer, { until: '2020-01-01' })).toEqual([])
    expect(await lines(viewer, { from: '2090-01-01' })).toEqual([])
  })

  it('is empty for what is hidden as for what is unknown', async () => {
    const nothing = { entries: [], older: null, newer: null }
    for (const record of ['R-N1', 'L-N1', 'R-999', 'nonsense']) {
      expect(await look(committee.viewer, { record })).toEqual(nothing)
    }
    expect(await look(committee.viewer, { person: 'nobody@nowhere.example' })).toEqual(nothing)
    expect(await lines(committee.minorityStaffer, { record: 'R-N1' })).toEqual(['request.drafted R-N1'])
    expect((await lines(committee.viewer, {})).filter((line) => line.includes('-N'))).toEqual([])
  })

  it('goes on from no event that is hidden, as from none that never was', async () => {
    const [own] = (await look(committee.minorityStaffer, { record: 'R-N1' })).entries
    for (const id of [own?.id ?? '', randomUUID()]) {
      expect(await look(committee.viewer, { older: id })).toEqual({ entries: [], older: null, newer: null })
      expect(await look(committee.viewer, { newer: id })).toEqual({ entries: [], older: null, newer: null })
      const part = partOfHistory(committee.viewer, {}, { limit: 1, before: id })
      expect(await refusalOf(part)).toMatchObject({ kind: 'invalid', paths: ['after'] })
    }
    const theirs = await partOfHistory(committee.minorityStaffer, {}, { limit: 1, before: own?.id ?? null })
    expect(theirs.entries).toHaveLength(1)
  })

  it('pages to the older and back to the newer, and shows each entry once', async () => {
    const many = await seatWithOffice()
    for (let n = 0; n < 60; n++) await request(many.staffer)
    const whole = (await wholeHistory(many.viewer, {})).map(({ seq }) => seq)
    const first = await look(many.viewer, {})
    expect([first.entries.length, first.newer]).toEqual([50, null])
    const second = await look(many.viewer, { older: first.older ?? '' })
    expect(second.older).toBeNull()
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual(whole)
    const back = await look(many.viewer, { newer: second.newer ?? '' })
    expect(back).toEqual(first)
  })
})
