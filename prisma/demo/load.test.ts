import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Body } from '@/lib/audit/append'
import { fold, type Snapshot } from '@/lib/audit/canonical'
import { claimById, claimSnapshot } from '@/lib/claims/queries'
import { correspondenceById, correspondenceSnapshot } from '@/lib/correspondence/queries'
import { coverage } from '@/lib/coverage/queries'
import { closeDb, db } from '@/lib/db'
import { evidenceSnapshot, reloadEvidence } from '@/lib/evidence/queries'
import { gapsOfProduction, gapsOfRequest } from '@/lib/gaps/queries'
import { letterInclude, letterSnapshot, listLetters } from '@/lib/letters/queries'
import { officeById, officeSnapshot } from '@/lib/offices/queries'
import { questionSnapshot } from '@/lib/questions/queries'
import { requestSnapshot } from '@/lib/requests/queries'
import { inspectInput } from '@/lib/spill/inspect-input'
import { freshDatabase } from '@/lib/testing/database'
import { playing, standing } from '@/lib/testing/demo'
import { today } from '@/lib/time'
import { reloadWithheld, withheldSnapshot } from '@/lib/withheld/queries'
import { isWorkingDay } from '@/prisma/demo/calendar'
import { loadDemo } from '@/prisma/demo/load'

const passphrase = 'harbor-lantern-orchard-pebble'
const progress: [number, number][] = []
let bodies: Body[]

const folder = mkdtempSync(join(tmpdir(), 'ledger-demo-'))

beforeAll(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder
  await loadDemo({ passphrase, progress: (told, of) => progress.push([told, of]) })
  const rows = await db().auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { body: true } })
  bodies = rows.map(({ body }) => JSON.parse(body) as Body)
}, 120_000)
afterAll(async () => {
  await closeDb()
  rmSync(folder, { recursive: true, force: true })
})

test('it is an inquiry in mid-course', async () => {
  expect(await standing('september-strike', 'staffer')).toEqual({
    questions: { open: 9, disputed: 1 },
    requests: 24,
    views: {
      all: 24,
      standing: 24,
      outstanding: 15,
      overdue: 5,
      soon: 3,
      unreviewed: 2,
      refused: 1,
      satisfied: 4,
      unproven: 0,
      drafts: 2,
    },
    letters: { issued: 9, in_clearance: 1, draft: 2 },
    evidence: { accepted: 7, rejected: 2, in_review: 1, logged: 2 },
    // What is withheld in the strike inquiry nobody knows, so nothing is made up.
    withheld: {},
  })
})

test('beside it there is a small exercise', async () => {
  expect(await standing('ferry-alder', 'viewer')).toMatchObject({
    questions: { open: 3 },
    requests: 5,
    letters: { issued: 1, draft: 1 },
    evidence: { accepted: 1, in_review: 1, logged: 10 },
    withheld: { asserted: 3, accepted: 1, challenged: 2, accommodated: 2, released: 1, sustained: 1 },
  })
})

test('recordings, documents and a log can be opened there, as what their content says', async () => {
  const { id } = (await playing('ferry-alder', 'viewer')).inquiry
  const files = await db().storedFile.findMany({ where: { inquiryId: id }, include: { item: true } })
  const told = files.map(({ item, revision, mediaType }) => `E-${item.number} r${revision} ${mediaType}`)
  expect(told.filter((one) => !/^E-(7|8|9|1\d) /.test(one)).sort()).toEqual([
    'E-2 r1 video/webm',
    'E-2 r2 video/webm',
    'E-3 r1 application/pdf',
    'E-4 r1 application/pdf',
    'E-6 r1 text/plain',
  ])
})

test('two volumes have numbers that are skipped, and one that stands in both; a log is covered in part, and in part twice', async () => {
  const actor = await playing('ferry-alder', 'viewer')
  const found = await gapsOfProduction(actor, { series: 'shared', number: 2 })
  expect(found.skipped.map(({ from, to }) => `${from} to ${to}`)).toEqual([
    'ALD-000011 to ALD-000011',
    'ALD-000015 to ALD-000016',
  ])
  expect(found.overlapping).toMatchObject([{ from: 'ALD-000009', productions: ['P-1', 'P-2'] }])
  const { period } = await gapsOfRequest(actor, { series: 'shared', number: 2 })
  expect(period?.amounts).toEqual({ covered: 3.83, overlapping: 0.5, shown: 0, missing: 1.67 })
})

test('its matrix shows what is lacking', async () => {
  const { questions } = await coverage(await playing('september-strike', 'viewer'))
  const shown = questions.map(({ cells }) => cells.map(({ state }) => state.replace('_received', '')).join(' '))
  // Briefing, video, log, testimony, document.
  expect(shown).toEqual([
    'accepted not_needed partly requested received',
    'overdue overdue overdue requested overdue',
    'overdue overdue overdue requested not_needed',
    'overdue overdue gap requested refused',
    'accepted not_needed gap gap requested',
    'received not_needed not_needed drafted refused',
    'requested not_needed partly gap received',
    'accepted not_needed overdue requested partly',
    'not_needed overdue overdue drafted accepted',
    'gap partly requested gap requested',
  ])
})

test('the video was shown and not delivered, and was pushed up to a funding condition', async () => {
  const inquiry = await db().inquiry.findUniqueOrThrow({ where: { slug: 'september-strike' } })
  const request = await db().request.findFirstOrThrow({
    where: { inquiryId: inquiry.id, partition: 'shared', number: 2 },
    include: { rungs: { orderBy: { createdAt: 'asc' } }, dueChanges: true, holds: true },
  })
  expect(request).toMatchObject({ status: 'deficient', blocker: 'white_house_review' })
  expect(request.rungs.map(({ rung }) => rung)).toEqual([
    'request',
    'follow_up',
    'deficiency_letter',
    'accommodation_meeting',
    'funding_condition',
  ])
  expect(request.dueChanges).toHaveLength(3)
  expect(request.holds).toHaveLength(1)
})

test('each side has a letter that the other does not know of', async () => {
  const own = async (who: 'staffer' | 'minorityStaffer' | 'admin') => {
    const { rows } = await listLetters(await playing('september-strike', who))
    return rows.filter(({ partition }) => partition !== 'shared').map(({ ref }) => ref)
  }
  expect([await own('staffer'), await own('minorityStaffer'), await own('admin')]).toEqual([['L-M1'], ['L-N1'], []])
})

test('everything happened on a working day, in order, and before now', async () => {
  const zone = 'America/New_York'
  const events = await db().auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { at: true, inquiryId: true } })
  for (const [i, { at, inquiryId }] of events.entries()) {
    expect(isWorkingDay(today(zone, at))).toBe(true)
    expect(at.getTime()).toBeLessThan(Date.now())
    const last = events[i - 1]
    if (last?.inquiryId === inquiryId) expect(at.getTime()).toBeGreaterThanOrEqual(last.at.getTime())
  }
  const requests = await db().request.findMany({ where: { dueOn: { not: null } } })
  const days = requests.flatMap(({ dueOn, firstDueOn }) => [dueOn, firstDueOn]).filter((day) => day !== null)
  expect(days.every((day) => isWorkingDay(day.toISOString().slice(0, 10)))).toBe(true)
})

describe('the history', () => {
  test('is one chain without a gap, and each line hashes to what stands beside it', async () => {
    const events = await db().auditEvent.findMany({ orderBy: { seq: 'asc' } })
    let last = '0'.repeat(64)
    for (const [i, { seq, prevHash, body, hash }] of events.entries()) {
      expect(Number(seq)).toBe(i + 1)
      expect(prevHash).toBe(last)
      expect(hash).toBe(createHash('sha256').update(prevHash).update(body).digest('hex'))
      last = hash
    }
    expect(events.length).toBeGreaterThan(300)
  })

  test('names those who acted, by the door of the demonstration', () => {
    const doors = new Set(bodies.filter(({ inquiry }) => inquiry).map(({ via }) => via))
    expect([...doors]).toEqual(['demo'])
    const made = bodies.filter(({ event }) => event === 'question.dispute')
    expect(made.map(({ note }) => note?.startsWith('Made for the demonstration'))).toEqual([true])
  })

  test('rebuilds every record as it stands', async () => {
    const tx = db()
    const snapshots = new Map<string, Snapshot>()
    for (const row of await tx.question.findMany()) snapshots.set(row.id, questionSnapshot(row))
    for (const row of await tx.request.findMany()) snapshots.set(row.id, await requestSnapshot(tx, row))
    for (const row of await tx.letter.findMany({ include: letterInclude })) snapshots.set(row.id, letterSnapshot(row))
    for (const { id } of await tx.claim.findMany()) snapshots.set(id, claimSnapshot(await claimById(tx, id)))
    for (const { id } of await tx.office.findMany()) snapshots.set(id, officeSnapshot(await officeById(tx, id)))
    for (const { id } of await tx.evidenceItem.findMany())
      snapshots.set(id, evidenceSnapshot(await reloadEvidence(tx, id)))
    for (const { id } of await tx.withheldItem.findMany())
      snapshots.set(id, withheldSnapshot(await reloadWithheld(tx, id)))
    for (const { id } of await tx.correspondence.findMany())
      snapshots.set(id, correspondenceSnapshot(await correspondenceById(tx, id)))
    expect(snapshots.size).toBeGreaterThan(90)
    for (const [id, snapshot] of snapshots) {
      const told = bodies.filter(({ subject }) => subject.id === id).map(({ changes }) => changes)
      const stands = Object.fromEntries(Object.entries(snapshot).filter(([, value]) => value !== null))
      expect(fold(told)).toEqual(stands)
    }
  })
})

test('no text of it trips the spill guard', async () => {
  const found = bodies.map((body) => inspectInput(body)).filter((one) => one !== null)
  expect(found).toEqual([])
})

test('progress is told line by line', () => {
  const of = progress.length
  expect(progress).toEqual(Array.from({ length: of }, (_, i) => [i + 1, of]))
})

test('a ledger that is in use takes none', async () => {
  await expect(loadDemo({ passphrase })).rejects.toThrow('into an empty ledger only')
})
