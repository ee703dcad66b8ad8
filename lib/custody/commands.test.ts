import { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { correctStep, recordStep, recordSteps } from '@/lib/custody/commands'
import { getChain } from '@/lib/custody/queries'
import { type CustodyKind, type CustodyState, custodyKinds, custodyMoves, custodyStatuses } from '@/lib/custody/status'
import { db } from '@/lib/db'
import { editEvidence, logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import type { EvidenceStatus } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase, type TestDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { addDays, dateFromDb, today } from '@/lib/time'

let committee: Committee
let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
})

const entry = {
  title: 'Recording of the car deck',
  kind: 'video',
  receivedOn: '2026-02-03',
  fromOffice: 'O-1',
  accessMode: 'delivered_copy',
  handling: 'unclassified',
  heldAt: 'Safe 1',
  requests: 'R-1',
}
/** What every kind of step needs. */
const all = {
  to: 'A member',
  place: 'Room 4',
  authorisedBy: 'The clerk',
  note: 'Seal intact.',
  copyNo: '1 of 2',
  from: 'A member',
  receiptNo: '0031',
}
const kinds = Object.keys(custodyKinds).filter((kind) => kind !== 'correction') as Exclude<CustodyKind, 'correction'>[]
const states = Object.keys(custodyStatuses) as CustodyState[]
const usual = (kind: string) =>
  custodyMoves.find((move) => move.verb === kind && !move.through) ?? custodyMoves.find((move) => move.verb === kind)

/** The step with all that its line needs, and nothing else. */
function filled(kind: CustodyKind): Record<string, unknown> {
  const needs = usual(kind)?.needs ?? []
  return { kind, ...Object.fromEntries(needs.map((field) => [field, all[field]])) }
}

const log = async (more: object = {}, by: Actor = committee.staffer) =>
  (await logEvidence(by, { ...entry, ...more })).ref
const step = (evidence: string, kind: CustodyKind, more: object = {}, by: Actor = committee.staffer) =>
  recordStep(by, { evidence, ...filled(kind), ...more })
const rowOf = (ref: string) => loadEvidence(db(), committee.staffer, parseRef('E', ref) ?? expect.fail(ref))
const chainOf = async (ref: string) => {
  const row = await rowOf(ref)
  return getChain(committee.viewer, { ...row, receivedOn: dateFromDb(row.receivedOn) })
}
const put = async (ref: string, status: EvidenceStatus) =>
  db().evidenceItem.update({ where: { id: (await rowOf(ref)).id }, data: { status, statusSince: new Date() } })

async function itemIn(state: CustodyState): Promise<string> {
  if (state === 'elsewhere') return log({ accessMode: 'in_camera' })
  const ref = await log()
  if (state === 'out') await step(ref, 'checked_out')
  if (state === 'returned') await step(ref, 'returned')
  if (state === 'destroyed') await step(ref, 'destroyed')
  return ref
}

describe('every step in every state, by every role', () => {
  it.each(states.flatMap((state) => kinds.map((kind) => [state, kind] as const)))('%s: %s', async (state, kind) => {
    const line = custodyMoves.find((move) => move.verb === kind && !move.through && move.from.includes(state))
    const ref = await itemIn(state)
    const before = await eventCount(committee.staffer)
    for (const role of ['reviewer', 'viewer', 'admin'] as const) {
      expect((await refusalOf(step(ref, kind, {}, committee[role]))).kind).toBe('forbidden')
    }
    if (!line) {
      expect((await refusalOf(step(ref, kind))).kind).toBe('forbidden')
      expect(await eventCount(committee.staffer)).toBe(before)
      return
    }
    await step(ref, kind, {}, committee.minorityStaffer)
    const { pieces, entries } = await chainOf(ref)
    expect(pieces.find(({ copyNo }) => copyNo === null)?.state).toBe(line.to)
    expect(entries[0]).toMatchObject({ kind, by: 'minorityStaffer', recordedBy: 'minorityStaffer' })
    expect(await eventCount(committee.staffer)).toBe(before + 1)
  })

  it.each(kinds.filter((kind) => custodyMoves.some((move) => move.verb === kind && !move.through)))(
    '%s asks for each thing that it needs, and refuses what it has no use for',
    async (kind) => {
      const line = usual(kind) ?? expect.fail(kind)
      const ref = await itemIn(line.from[0] ?? 'held')
      for (const field of line.needs) {
        expect(await refusalOf(step(ref, kind, { [field]: undefined }))).toMatchObject({
          kind: 'invalid',
          paths: [field],
        })
      }
      const useless = (['to', 'from', 'authorisedBy'] as const).filter(
        (field) => ![...line.needs, ...line.takes].includes(field),
      )
      for (const field of useless) {
        expect(await refusalOf(step(ref, kind, { [field]: all[field] }))).toMatchObject({ paths: [field] })
      }
    },
  )
})

describe('who did it, and when', () => {
  it.each([
    ['the same name', 'staffer', 'staffer'],
    ['the same name, written otherwise', 'The  Clerk ', 'the clerk'],
  ])('what is destroyed is not authorised by %s', async (_what, by, authorisedBy) => {
    const ref = await log()
    const act = step(ref, 'destroyed', { by, authorisedBy })
    expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: ['authorisedBy'] })
  })

  it.each<[string, object, string[]]>([
    ['tomorrow', { happenedOn: addDays(today('America/New_York'), 1) }, ['happenedOn']],
    ['a minute to come', { happenedOn: today('America/New_York'), happenedTime: '23:59:59' }, ['happenedTime']],
    ['a day before it came', { happenedOn: '2026-02-02' }, ['happenedOn']],
    ['a day that does not exist', { happenedOn: '2026-02-30' }, ['happenedOn']],
    ['a time that does not exist', { happenedOn: '2026-02-03', happenedTime: '25:00' }, ['happenedTime']],
    ['an hour that the clocks skipped', { happenedOn: '2026-03-08', happenedTime: '02:30' }, ['happenedTime']],
    ['a kind that is none', { kind: 'stolen' }, ['kind']],
    ['a correction by this way', { kind: 'correction' }, ['kind']],
  ])('refuses %s', async (_what, more, paths) => {
    expect(await refusalOf(step(await log(), 'viewed', more))).toMatchObject({ kind: 'invalid', paths })
  })

  it('keeps a day as a day, a time to the minute, and when each was written down', async () => {
    const ref = await log()
    await step(ref, 'viewed', { happenedOn: '2026-02-04', by: 'A member' })
    await step(ref, 'viewed', { happenedOn: '2026-02-04', happenedTime: '15:20' })
    const { entries } = await chainOf(ref)
    expect(entries.filter(({ kind }) => kind === 'viewed')).toMatchObject([
      { number: 3, by: 'A member', happenedAt: null, happenedOn: '2026-02-04' },
      { number: 4, happenedAt: '2026-02-04T20:20:00.000Z', happenedOn: '2026-02-04' },
    ])
    expect(entries.every(({ recordedAt }) => recordedAt > '2026-02-05')).toBe(true)
  })

  it('fits what is told late between what was told before', async () => {
    const ref = await log()
    await step(ref, 'checked_out', { happenedOn: '2026-02-10', happenedTime: '09:00' })
    await step(ref, 'checked_in', { happenedOn: '2026-02-12', happenedTime: '17:00' })
    const out = { happenedOn: '2026-02-11', happenedTime: '10:00' }
    expect((await refusalOf(step(ref, 'returned', out))).kind).toBe('forbidden')
    expect((await refusalOf(step(ref, 'returned', { happenedOn: '2026-02-05' }))).kind).toBe('forbidden')
    await step(ref, 'transferred', out)
    await step(ref, 'viewed', { happenedOn: '2026-02-05' })
    await step(ref, 'returned')
    await step(ref, 'viewed', { happenedOn: '2026-02-13' })
    expect((await refusalOf(step(ref, 'viewed'))).kind).toBe('forbidden')
  })

  it('waits for an entry of a clock that was ahead to be corrected, and says so', async () => {
    const ref = await log()
    const ahead = new Date(Date.now() + 2 * 60 * 60_000)
    await step(ref, 'checked_out', { to: 'A member' }, { ...committee.staffer, clock: () => ahead })
    expect((await refusalOf(step(ref, 'checked_in'))).title).toMatch(
      /^Entry 3 of its chain is of .* which has not come yet$/,
    )
    const right = { to: 'A member', authorisedBy: 'The clerk', happenedOn: today('America/New_York') }
    await correctStep(committee.staffer, { evidence: ref, entry: 3, note: 'The clock was ahead.', ...right })
    await step(ref, 'checked_in')
    expect((await chainOf(ref)).pieces[0]?.state).toBe('held')
  })

  it('lets one of two check it out, and tells the other', async () => {
    const ref = await log()
    const both = await Promise.allSettled([
      step(ref, 'checked_out', { to: 'A member' }),
      step(ref, 'checked_out', { to: 'A witness' }, committee.otherStaffer),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { entries } = await chainOf(ref)
    expect(entries.map(({ number }) => number)).toEqual([3, 2, 1])
  })
})

describe('copies and revisions', () => {
  it('go their own ways', async () => {
    const ref = await log()
    await step(ref, 'copied', { place: 'Room 9' })
    await step(ref, 'checked_out', { copyNo: '1 of 2' })
    expect((await refusalOf(step(ref, 'viewed', { copyNo: '2 of 2' }))).kind).toBe('forbidden')
    await put(ref, 'rejected')
    await moveEvidence(committee.staffer, {
      evidence: ref,
      version: 1,
      to: 'logged',
      note: 'New.',
      receivedOn: '2026-02-10',
    })
    const { pieces } = await chainOf(ref)
    expect(pieces).toMatchObject([
      { revision: 2, copyNo: null, state: 'held', place: 'Safe 1' },
      { revision: 1, copyNo: null, state: 'held', place: 'Safe 1' },
      { revision: 1, copyNo: '1 of 2', state: 'out', holder: 'A member' },
    ])
    await step(ref, 'destroyed', { revision: 1 })
    expect((await chainOf(ref)).pieces.map(({ state }) => state)).toEqual(['held', 'destroyed', 'out'])
  })
})

describe('corrections', () => {
  const correct = (evidence: string, of: number, more: object = {}, by: Actor = committee.staffer) =>
    correctStep(by, { evidence, entry: of, note: 'The label is HBR-002, not HBR-020.', ...more })

  it.each(['staffer', 'otherStaffer', 'minorityStaffer'] as const)(
    'are made by any %s, and the entry stays',
    async (who) => {
      const ref = await log()
      await correct(ref, 1, { from: 'Office 1', place: 'Safe 2' }, committee[who])
      const { entries, pieces } = await chainOf(ref)
      expect(entries).toMatchObject([
        { number: 3, kind: 'correction', corrects: 1, place: 'Safe 2', by: 'staffer', recordedBy: committee[who].name },
        { number: 2, correctedBy: null },
        { number: 1, kind: 'received', correctedBy: 3, place: 'Safe 1' },
      ])
      expect(pieces).toMatchObject([{ place: 'Safe 2', state: 'held' }])
      await correct(ref, 1, { place: 'Safe 3' })
      expect((await chainOf(ref)).entries.at(-1)).toMatchObject({ correctedBy: 4 })
    },
  )

  it.each(['reviewer', 'viewer', 'admin'] as const)('are not for a %s', async (who) => {
    expect((await refusalOf(correct(await log(), 1, {}, committee[who]))).kind).toBe('forbidden')
  })

  it('keep who did it, when, and what needs to be said', async () => {
    const ref = await log()
    await step(ref, 'checked_out', { happenedOn: '2026-02-04', happenedTime: '15:20', by: 'The archivist' })
    expect(await refusalOf(correct(ref, 3, { to: 'Counsel' }))).toMatchObject({ paths: ['authorisedBy'] })
    await correct(ref, 3, { to: 'Counsel', authorisedBy: 'The clerk' })
    const { entries, pieces } = await chainOf(ref)
    expect(entries[0]).toMatchObject({ by: 'The archivist', happenedAt: '2026-02-04T20:20:00.000Z', to: 'Counsel' })
    expect(pieces).toMatchObject([{ state: 'out', holder: 'Counsel', since: '2026-02-04T20:20:00.000Z' }])
  })

  it('can strike an entry out, unless something rests on it', async () => {
    const ref = await log()
    await step(ref, 'checked_out')
    await correct(ref, 3, { struck: true })
    expect((await chainOf(ref)).pieces).toMatchObject([{ state: 'held' }])
    await step(ref, 'checked_out')
    await step(ref, 'checked_in')
    expect((await refusalOf(correct(ref, 5, { struck: true }))).kind).toBe('forbidden')
    expect((await refusalOf(correct(ref, 2, { struck: true }))).kind).toBe('forbidden')
  })

  it.each([
    [9, 'an entry that is not there'],
    [3, 'a correction'],
  ])('are not for entry %i, %s', async (of) => {
    const ref = await log()
    await correct(ref, 1, { place: 'Safe 2' })
    expect(await refusalOf(correct(ref, of))).toMatchObject({ kind: 'invalid', paths: ['entry'] })
  })
})

describe('the item and its chain', () => {
  it('agree on a return of accepted evidence, which is recorded in the chain', async () => {
    const ref = await log()
    await put(ref, 'accepted')
    const move = moveEvidence(committee.staffer, { evidence: ref, version: 1, to: 'returned' })
    expect((await refusalOf(move)).kind).toBe('forbidden')
    await step(ref, 'returned', { note: 'Asked for by letter.' })
    expect(await rowOf(ref)).toMatchObject({ status: 'returned', version: 2 })
    const strike = correctStep(committee.staffer, { evidence: ref, entry: 3, struck: true, note: 'Not sent.' })
    expect((await refusalOf(strike)).kind).toBe('forbidden')
  })

  it.each<[EvidenceStatus, object]>([
    ['logged', {}],
    ['rejected', {}],
    ['clawed_back', {}],
    ['accepted', { accessMode: 'read_and_return' }],
  ])('leave what is %s as it is, when it goes back', async (status, more) => {
    const ref = await log(more)
    await put(ref, status)
    await step(ref, 'returned')
    expect((await rowOf(ref)).status).toBe(status)
  })

  it('leave a copy to be returned by itself', async () => {
    const ref = await log()
    await put(ref, 'accepted')
    await step(ref, 'copied')
    await step(ref, 'returned', { copyNo: '1 of 2' })
    expect((await rowOf(ref)).status).toBe('accepted')
  })

  it.each(kinds.filter((kind) => custodyMoves.some((move) => move.verb === kind && !move.through)))(
    'put aside what was clawed back: %s',
    async (kind) => {
      const ref = await itemIn(usual(kind)?.from[0] ?? 'held')
      await step(ref, 'viewed', { happenedOn: '2026-02-03', happenedTime: '09:00' }).catch(() => {})
      await put(ref, 'clawed_back')
      const act = step(ref, kind)
      if (['checked_in', 'stored', 'verified', 'returned', 'destroyed'].includes(kind)) await act
      else expect((await refusalOf(act)).kind).toBe('forbidden')
    },
  )

  it('agree on what the entry is edited to say of its receipt', async () => {
    const ref = await log()
    const edit = (version: number, more: object) =>
      editEvidence(committee.otherStaffer, { ...entry, evidence: ref, version, ...more })
    await edit(1, { heldAt: 'Safe 7', receivedOn: '2026-02-04' })
    const receipt = async () => {
      const { entries, pieces } = await chainOf(ref)
      return [
        entries[0]?.kind,
        entries[0]?.corrects,
        entries[0]?.struck,
        entries[0]?.happenedOn,
        pieces[0]?.state,
        pieces[0]?.place,
      ]
    }
    expect(await receipt()).toEqual(['correction', 1, false, '2026-02-04', 'held', 'Safe 7'])
    await edit(2, { heldAt: 'Safe 7', receivedOn: '2026-02-04', title: 'Another title' })
    expect((await chainOf(ref)).entries).toHaveLength(3)
    await edit(3, { accessMode: 'in_camera', heldAt: 'At the office' })
    expect(await receipt()).toEqual(['correction', 1, true, expect.any(String), 'elsewhere', 'At the office'])
  })
})

describe('several at once', () => {
  it('leave and come back together, or not at all', async () => {
    const refs = [await log(), await log(), await log()]
    const out = { kind: 'checked_out', to: 'A member', authorisedBy: 'The clerk', receiptNo: '0042' }
    await recordSteps(committee.staffer, { items: refs.slice(0, 2), ...out })
    const before = await eventCount(committee.staffer)
    expect(await refusalOf(recordSteps(committee.staffer, { items: refs, ...out }))).toMatchObject({
      kind: 'forbidden',
      title: expect.stringContaining(`${refs[0]}: `),
    })
    expect(await eventCount(committee.staffer)).toBe(before)
    await recordSteps(committee.otherStaffer, { items: refs.slice(0, 2), kind: 'checked_in', place: 'Safe 2' })
    const standing = await Promise.all(refs.map(async (ref) => (await chainOf(ref)).pieces[0]?.place))
    expect(standing).toEqual(['Safe 2', 'Safe 2', 'Safe 1'])
  })

  it.each([
    ['E-99999', 'invalid'],
    ['', 'invalid'],
  ])('names %s, which is none', async (items, kind) => {
    const act = recordSteps(committee.staffer, { items, kind: 'checked_in', place: 'Safe 2' })
    expect(await refusalOf(act)).toMatchObject({ kind, paths: ['items'] })
  })
})

it('is hidden from other inquiries: an unknown item and a foreign one are the same', async () => {
  const ref = await log()
  const foreign = await seatCommittee()
  const of = (evidence: string) => refusalOf(recordStep(foreign.staffer, { evidence, ...filled('viewed') }))
  expect(await of(ref)).toEqual(await of('E-99999'))
})

it.each(['ownerUrl', 'appUrl'] as const)('is append-only in the database itself (%s)', async (role) => {
  const ref = await log()
  const { id } = await rowOf(ref)
  const client = new Client({ connectionString: database[role] })
  await client.connect()
  for (const sql of [
    `UPDATE custody_event SET place = 'elsewhere' WHERE evidence_id = '${id}'`,
    `DELETE FROM custody_event WHERE evidence_id = '${id}'`,
    'TRUNCATE custody_event CASCADE',
  ]) {
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' })
  }
  await client.end()
  expect((await chainOf(ref)).entries).toHaveLength(2)
})
