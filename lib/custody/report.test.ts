import { beforeAll, describe, expect, it } from 'vitest'
import { toCsv } from '@/lib/csv'
import { correctStep, recordStep } from '@/lib/custody/commands'
import { custodyReport } from '@/lib/custody/report'
import { custodyTable } from '@/lib/custody/ui/report-table'
import { logEvidence } from '@/lib/evidence/commands'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'

let committee: Committee
const MOST = 100
const entry = {
  ...{ title: 'The tape', kind: 'video', fromOffice: 'O-1', accessMode: 'delivered_copy', handling: 'unclassified' },
  ...{ heldAt: 'Safe 1', requests: 'R-1' },
}

beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  const { staffer } = committee
  await putOffice(staffer, 1)
  await putRequest(staffer, 1)
  await logEvidence(staffer, { ...entry, receivedOn: '2026-02-03' })
  await logEvidence(staffer, { ...entry, receivedOn: '2026-02-05', title: '=The log' })
  const out = { kind: 'checked_out', to: 'The archivist', authorisedBy: 'The clerk', receiptNo: 'R-7' }
  await recordStep(staffer, { evidence: 'E-1', ...out, happenedOn: '2026-02-10', happenedTime: '14:31' })
  await correctStep(staffer, { evidence: 'E-1', entry: '3', struck: 'on', note: 'It was the other tape.' })
})

const refs = async (filter: Parameters<typeof custodyReport>[1]) => {
  const { lines, total } = await custodyReport(committee.viewer, filter, MOST)
  expect(total).toBe(lines.length)
  return lines.map(({ item, kind, happenedOn }) => [item, kind, happenedOn].join(' '))
}

describe('the custody report', () => {
  it('has every step of every item, in the order in which they happened', async () => {
    const steps = await refs({})
    expect(steps).toHaveLength(6)
    expect(steps.slice(0, 3)).toEqual([
      'E-1 received 2026-02-03',
      'E-2 received 2026-02-05',
      'E-1 checked_out 2026-02-10',
    ])
  })

  it('is narrowed by days, both included, by step and by item', async () => {
    expect(await refs({ from: '2026-02-05', until: '2026-02-10' })).toEqual([
      'E-2 received 2026-02-05',
      'E-1 checked_out 2026-02-10',
      'E-1 correction 2026-02-10',
    ])
    expect(await refs({ until: '2026-02-09' })).toHaveLength(2)
    expect(await refs({ kind: 'checked_out' })).toEqual(['E-1 checked_out 2026-02-10'])
    expect(await refs({ item: { series: 'shared', number: 2 }, kind: 'received' })).toEqual(['E-2 received 2026-02-05'])
  })

  it('says how many there are beyond those that it shows', async () => {
    const { lines, total } = await custodyReport(committee.viewer, {}, 2)
    expect([lines.length, total]).toEqual([2, 6])
  })

  it('tells of corrections on both sides, of a time only where it is known, and starts no formula', async () => {
    const { lines } = await custodyReport(committee.minorityStaffer, {}, MOST)
    const of = (kind: string) => lines.find((line) => line.kind === kind)
    expect(of('checked_out')).toMatchObject({
      entry: 3,
      correctedBy: 4,
      happenedAt: expect.any(String),
      to: 'The archivist',
    })
    expect(of('correction')).toMatchObject({ corrects: 3, struck: true, note: 'It was the other tape.' })
    expect(of('received')?.happenedAt).toBeNull()
    const { header, lines: rows } = custodyTable(lines)
    expect(toCsv(header, rows)).toContain("'=The log")
  })

  it('is empty for another inquiry', async () => {
    const foreign = await seatCommittee()
    expect(await custodyReport(foreign.staffer, {}, MOST)).toEqual({ lines: [], total: 0 })
  })
})
