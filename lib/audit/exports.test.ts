import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deed } from '@/lib/audit/events'
import { noteExport } from '@/lib/audit/exports'
import { history } from '@/lib/audit/queries'
import { closeDb, db } from '@/lib/db'
import type { Actor } from '@/lib/people/actor'
import { closeThrottle } from '@/lib/people/throttle'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

const file = { what: 'requests', file: 'requests-strike.csv', filter: {}, words: false, rows: { shared: 24 } } as const
const told = async (actor: Actor) => (await history(actor)).entries.map((entry) => `${entry.actor.name} ${deed(entry)}`)

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
})
beforeEach(async () => {
  committee = await seatCommittee()
})
afterAll(async () => {
  await closeThrottle()
  await closeDb()
})

test('everybody who may read may export, and the history says so to all', async () => {
  for (const actor of Object.values(committee)) await noteExport(actor, file)
  expect(await told(committee.minorityStaffer)).toHaveLength(Object.keys(committee).length)
  expect((await told(committee.viewer)).at(-1)).toBe('staffer exported 24 requests as CSV')
})

test('says how the list was narrowed, and not by which words', async () => {
  await noteExport(committee.viewer, { ...file, filter: { view: 'overdue', kind: 'video' }, words: true })
  expect(await told(committee.staffer)).toEqual([
    'viewer exported 24 requests as CSV (kind video, view overdue, words)',
  ])
})

test('tells the other side nothing of rows that do not exist for it', async () => {
  const { staffer, minorityStaffer, admin } = committee
  await noteExport(staffer, { ...file, filter: { record: 'L-M1' }, rows: { shared: 2, majority: 1 } })
  expect(await told(staffer)).toEqual([
    'staffer exported 1 request, the majority’s own, as CSV (record L-M1)',
    'staffer exported 2 requests as CSV',
  ])
  for (const other of [minorityStaffer, admin])
    expect(await told(other)).toEqual(['staffer exported 2 requests as CSV'])
  await noteExport(staffer, { ...file, rows: { majority: 3 } })
  for (const other of [minorityStaffer, admin]) expect(await told(other)).toHaveLength(1)
  await noteExport(staffer, { ...file, rows: {} })
  expect((await told(admin))[0]).toBe('staffer exported 0 requests as CSV')
})

test('goes on in a closed inquiry', async () => {
  const { viewer } = committee
  await db().inquiry.update({ where: { id: viewer.inquiry.id }, data: { closedOn: new Date('2026-02-01') } })
  await noteExport(viewer, { ...file, what: 'history', file: 'history-strike.csv' })
  expect(await told(viewer)).toEqual(['viewer exported 24 entries of the history as CSV'])
})

test('who left, or changed sides, since the rows were read gets none of them, and it is not said that they did', async () => {
  const { staffer, viewer } = committee
  await db().membership.updateMany({ where: { userId: staffer.userId }, data: { side: 'minority' } })
  await db().membership.deleteMany({ where: { userId: viewer.userId } })
  const own = noteExport(staffer, { ...file, rows: { majority: 1 } })
  expect((await refusalOf(own)).kind).toBe('missing')
  expect((await refusalOf(noteExport(viewer, file))).kind).toBe('missing')
  expect(await eventCount(staffer)).toBe(0)
})
