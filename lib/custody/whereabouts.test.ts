import { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { follow, type Step } from '@/lib/custody/chain'
import { recordStep, recordSteps } from '@/lib/custody/commands'
import { loadSteps } from '@/lib/custody/queries'
import { enterCustody } from '@/lib/custody/record'
import type { WhereaboutsFilter } from '@/lib/custody/schema'
import { type CustodyKind, custodyMoves, stateBefore } from '@/lib/custody/status'
import { standings, whereEverythingIs } from '@/lib/custody/whereabouts'
import { db } from '@/lib/db'
import { editEvidence, logEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { Refusal } from '@/lib/refusal'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase, type TestDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { addDays, today } from '@/lib/time'

let database: TestDatabase
let committee: Committee
beforeAll(async () => {
  database = await freshDatabase()
  committee = await inquiry()
})

async function inquiry(): Promise<Committee> {
  const fresh = await seatCommittee()
  await putOffice(fresh.staffer, 1)
  await putRequest(fresh.staffer, 1)
  return fresh
}

const entry = {
  title: 'A recording',
  kind: 'video',
  receivedOn: '2026-02-03',
  fromOffice: 'O-1',
  accessMode: 'delivered_copy',
  handling: 'unclassified',
  heldAt: 'Safe 1',
  requests: 'R-1',
}
const log = async (of: Committee, more: object = {}) => (await logEvidence(of.staffer, { ...entry, ...more })).ref
const out = (to: string, more: object = {}) => ({ kind: 'checked_out', to, authorisedBy: 'The clerk', ...more })
const lines = async (of: Committee, filter: WhereaboutsFilter) =>
  (await whereEverythingIs(of.viewer, filter)).lines.map(({ ref }) => ref).sort()

describe('where everything is', () => {
  it('is found by state, place, holder, receipt and days', async () => {
    const fresh = await inquiry()
    const [one, two, three, four] = [
      await log(fresh),
      await log(fresh),
      await log(fresh, { heldAt: 'Safe 2' }),
      await log(fresh, { accessMode: 'in_camera', heldAt: 'At the office' }),
    ]
    const zone = fresh.staffer.inquiry.timeZone
    const ago = (days: number) => ({ happenedOn: addDays(today(zone), -days), happenedTime: '09:00' })
    await recordStep(fresh.staffer, { evidence: one, ...out('A member', { ...ago(20), receiptNo: '0042' }) })
    await recordStep(fresh.staffer, { evidence: two, ...out('A member', { ...ago(3), place: 'Room 9' }) })
    expect(await lines(fresh, { state: 'out' })).toEqual([one, two])
    expect(await lines(fresh, { state: 'out', days: 19 })).toEqual([one])
    expect(await lines(fresh, { state: 'out', days: 20 })).toEqual([])
    expect(await lines(fresh, { holder: 'A member', days: 2 })).toEqual([one, two])
    expect(await lines(fresh, { receipt: '0042' })).toEqual([one])
    expect(await lines(fresh, { place: 'Room 9' })).toEqual([two])
    expect(await lines(fresh, { place: 'Safe 2' })).toEqual([three])
    expect(await lines(fresh, { state: 'elsewhere' })).toEqual([four])
    const found = await whereEverythingIs(fresh.viewer, { state: 'out' })
    expect(found.lines.map(({ days, holder }) => [days, holder])).toEqual([
      [20, 'A member'],
      [3, 'A member'],
    ])
    expect(await standings(fresh.viewer)).toMatchObject({
      states: { out: 2, held: 1, elsewhere: 1, returned: 0, destroyed: 0 },
      places: [{ name: 'Safe 2', n: 1 }],
      holders: [{ name: 'A member', n: 2 }],
    })
    await recordSteps(fresh.staffer, { items: [one, two], kind: 'checked_in', place: 'Safe 2' })
    expect(await lines(fresh, { place: 'Safe 2' })).toEqual([one, two, three])
  })

  it('is given in parts, each piece once', async () => {
    const fresh = await inquiry()
    const refs: string[] = []
    for (let i = 0; i < 5; i += 1) refs.push(await log(fresh, i % 2 ? { accessMode: 'in_camera' } : {}))
    const seen: string[] = []
    for (let after: string | null = null, first = true; first || after; first = false) {
      const part = await whereEverythingIs(fresh.viewer, {}, { limit: 2, after })
      seen.push(...part.lines.map(({ ref }) => ref))
      expect(part.total).toBe(5)
      after = part.next
    }
    expect(seen.sort()).toEqual(refs.sort())
    const wrong = whereEverythingIs(fresh.viewer, {}, { after: 'bm90aGluZw' })
    expect((await refusalOf(wrong)).kind).toBe('invalid')
  })

  it('follows the entry, of what was only shown too', async () => {
    const fresh = await inquiry()
    const ref = await log(fresh, { accessMode: 'in_camera', heldAt: 'At the office' })
    await editEvidence(fresh.staffer, {
      ...entry,
      evidence: ref,
      version: 1,
      accessMode: 'in_camera',
      heldAt: 'Room 2',
    })
    expect(await lines(fresh, { state: 'elsewhere', place: 'Room 2' })).toEqual([ref])
    await editEvidence(fresh.staffer, { ...entry, evidence: ref, version: 2, heldAt: 'Safe 3' })
    expect(await lines(fresh, { state: 'held', place: 'Safe 3' })).toEqual([ref])
  })

  it('is nothing of another inquiry', async () => {
    const fresh = await inquiry()
    await log(fresh)
    expect(await lines(await inquiry(), {})).toEqual([])
  })
})

/** A generator that gives the same numbers in every run. */
function seeded(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * n)
  }
}

const kinds = [...new Set(custodyMoves.map(({ verb }) => verb))] as CustodyKind[]

it.each([1, 2, 3, 4])('says what each chain says, however steps came to be recorded (%i)', async (seed) => {
  const pick = seeded(seed)
  const of = <T>(list: readonly T[]): T => list[pick(list.length)] as T
  const ref = await log(committee, { accessMode: of(['delivered_copy', 'in_camera', 'read_and_return']) })
  const row = await loadEvidence(db(), committee.staffer, parseRef('E', ref) ?? expect.fail(ref))
  let taken = 0
  for (let i = 0; i < 60; i += 1) {
    const steps: Step[] = await loadSteps(db(), row.id)
    const correct = pick(5) === 0 ? of(steps.filter(({ kind }) => kind !== 'correction')) : null
    const item = { id: row.id, inquiryId: row.inquiryId, ref, revision: 1 + pick(2) }
    const said = {
      by: 'Somebody',
      happenedAt: new Date(Date.UTC(2026, 1, 3 + pick(20), pick(24))),
      place: of(['Safe 1', 'Safe 2', undefined]),
      to: of(['A member', 'Counsel', undefined]),
      receiptNo: of(['0031', undefined]),
    }
    const copyNo = of([undefined, undefined, '1 of 2'])
    await db()
      .$transaction((tx) =>
        enterCustody(tx, committee.staffer, correct ? { ...item, revision: correct.revision } : item, {
          ...said,
          ...(correct
            ? { kind: 'correction', correctsId: correct.id, struck: pick(3) === 0, copyNo: correct.copyNo ?? undefined }
            : { kind: of(kinds), copyNo }),
        }),
      )
      .then(() => {
        taken += 1
      })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
    const { pieces } = follow(await loadSteps(db(), row.id), stateBefore(row.accessMode))
    const standing = await db().custodyStanding.findMany({
      where: { evidenceId: row.id },
      orderBy: [{ revision: 'desc' }, { copyNo: 'asc' }],
    })
    expect(
      standing.map(({ revision, copyNo, state, place, since }) => [revision, copyNo || null, state, place, since]),
    ).toEqual(
      pieces.map(({ revision, copyNo, state, since }) => [
        revision,
        copyNo,
        state,
        since ? since.place : 'Safe 1',
        since?.happenedAt ?? null,
      ]),
    )
  }
  expect(taken).toBeGreaterThan(8)
})

it('is written by nobody but the database itself', async () => {
  const client = new Client({ connectionString: database.appUrl })
  await client.connect()
  for (const sql of [`UPDATE custody_standing SET state = 'held'`, 'DELETE FROM custody_standing']) {
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' })
  }
  await client.end()
})
