import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import type { Ref } from '@/lib/fields'
import { gapsOfProduction, gapsOfRequest } from '@/lib/gaps/queries'
import { coverageWords } from '@/lib/gaps/ui/words'
import type { Prisma } from '@/lib/generated/prisma/client'
import { logProduction } from '@/lib/productions/commands'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { keepOne } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'

const folder = mkdtempSync(join(tmpdir(), 'ledger-gaps-'))
process.env.DATA_DIR = folder
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
})
beforeEach(async () => {
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
})

const number = (n: number): Ref => ({ series: 'shared', number: n })
const entry = {
  title: 'Of it',
  kind: 'document',
  receivedOn: '2026-02-03',
  fromOffice: 'O-1',
  accessMode: 'delivered_copy',
}
const log = async (more: object) =>
  String(
    (
      await logEvidence(committee.staffer, {
        ...entry,
        handling: 'unclassified',
        heldAt: 'Safe 1',
        requests: 'R-1',
        ...more,
      })
    ).ref,
  )
const came = { fromOffice: 'O-1', receivedOn: '2026-02-03', medium: 'drive', certification: 'not_stated', leave: 'R-1' }
const deliver = (more: object = {}) => logProduction(committee.staffer, { ...came, ...more })

describe('what is missing in a delivery', () => {
  beforeEach(async () => {
    await putRequest(committee.staffer, 1, { kind: 'document' })
    await putRequest(committee.staffer, 2, { kind: 'document' })
    await deliver({ batesFrom: 'FER-001', batesTo: 'FER-010' })
    await deliver({ leave: 'R-2' })
    await log({ production: 'P-1', batesFrom: 'FER-001', batesTo: 'FER-003' })
    await log({ production: 'P-1', batesFrom: 'FER-006', batesTo: 'FER-006' })
    await log({ production: 'P-2', batesFrom: 'fer-006', batesTo: 'fer-008', requests: 'R-2' })
  })

  it('is told of it and of the requests that it answers, and not of others', async () => {
    const found = await gapsOfProduction(committee.viewer, number(1))
    expect(found.skipped.map(({ from, to, declared }) => [from, to, declared])).toEqual([
      ['FER-004', 'FER-005', 'P-1'],
      ['FER-009', 'FER-010', 'P-1'],
    ])
    expect(found.overlapping).toMatchObject([{ from: 'FER-006', items: ['E-2', 'E-3'], productions: ['P-1', 'P-2'] }])
    const second = await gapsOfRequest(committee.viewer, number(2))
    expect(second.bates.counts).toEqual({ skipped: 1, overlapping: 1, duplicates: 0 })
    expect(second.period).toBeNull()
    const foreign = await seatCommittee()
    expect((await refusalOf(gapsOfProduction(foreign.staffer, number(1)))).kind).toBe('missing')
    expect((await refusalOf(gapsOfRequest(foreign.staffer, number(1)))).kind).toBe('missing')
  })

  it('names files that came twice, byte for byte', async () => {
    const bytes = Buffer.from('the same\n')
    for (const production of ['P-1', 'P-2']) await keepOne(committee.staffer, bytes, { kind: 'document', production })
    const { duplicates } = await gapsOfProduction(committee.viewer, number(1))
    expect(duplicates).toMatchObject([{ items: ['E-4', 'E-5'] }])
  })
})

describe('the time that a request asks for', () => {
  const ask = (kind: 'video' | 'log' | 'document', more: Partial<Prisma.RequestUncheckedCreateInput> = {}) =>
    putRequest(committee.staffer, 1, {
      kind,
      periodFrom: new Date('2026-02-01T10:00:00Z'),
      periodTo: new Date('2026-02-01T12:00:00Z'),
      ...more,
    })
  const during = (from: string, to: string, more: object = {}) =>
    log({ kind: 'video', happenedFrom: `2026-02-01T${from}:00Z`, happenedTo: `2026-02-01T${to}:00Z`, ...more })

  it('is reckoned in minutes of video, of what is still here and was not rejected', async () => {
    await ask('video')
    await during('09:50', '10:30')
    await during('10:20', '10:40')
    await during('11:00', '11:10', { accessMode: 'in_camera' })
    await during('11:30', '11:50', { kind: 'document' })
    const gone = await during('11:50', '12:00')
    await log({ kind: 'video' })
    await moveEvidence(committee.reviewer, { evidence: gone, version: 1, to: 'in_review' })
    const judged = { responsive: 'no', complete: 'no', authentic: 'yes', note: 'It shows another deck.' }
    await moveEvidence(committee.reviewer, { evidence: gone, version: 2, to: 'rejected', ...judged })
    const { period } = await gapsOfRequest(committee.viewer, number(1))
    expect(period).toMatchObject({
      unit: 'minute',
      amounts: { covered: 30, overlapping: 10, shown: 10, missing: 70 },
      unknown: ['E-6'],
    })
    expect(period && coverageWords(period)).toBe(
      '40 of 120 minutes delivered. 10 minutes came more than once. 10 minutes only shown, which does not count. 70 minutes neither delivered nor shown.',
    )
  })

  it('is reckoned in hours of logs', async () => {
    await ask('log')
    await during('10:00', '11:30', { kind: 'log' })
    const { period } = await gapsOfRequest(committee.viewer, number(1))
    expect(period).toMatchObject({ unit: 'hour', amounts: { covered: 1.5, missing: 0.5 } })
  })

  it.each<[string, () => Promise<string>]>([
    ['documents', () => ask('document')],
    ['a period in words alone', () => ask('video', { periodFrom: null, periodTo: null })],
  ])('is not reckoned of %s', async (_name, put) => {
    await put()
    expect((await gapsOfRequest(committee.viewer, number(1))).period).toBeNull()
    expect(await db().request.count({ where: { inquiryId: committee.staffer.inquiry.id } })).toBe(1)
  })
})
