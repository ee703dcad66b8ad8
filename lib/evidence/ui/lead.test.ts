import { describe, expect, it } from 'vitest'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import { leadOf, shortfall } from '@/lib/evidence/ui/lead'
import type { AccessMode, FormWanted } from '@/lib/generated/prisma/enums'
import { accessModes, meetsForm } from '@/lib/words'

const zone = 'America/New_York'
const request = (ref: string, formWanted: FormWanted): EvidenceRecord['requests'][number] => ({
  ref,
  title: 'Video',
  formWanted,
  status: 'issued',
})

const item = (more: Partial<EvidenceRecord>): EvidenceRecord => ({
  ref: 'E-1',
  id: '00000000-0000-7000-8000-000000000000',
  title: 'Recording',
  description: '',
  kind: 'video',
  happened: null,
  happenedFrom: null,
  happenedTo: null,
  receivedOn: '2026-02-03',
  from: { ref: 'O-1', name: 'Harbour authority' },
  accessMode: 'delivered_copy',
  handling: 'unclassified',
  heldAt: 'Safe 1',
  controlNumber: null,
  copyNo: null,
  maySee: null,
  status: 'logged',
  statusSince: '2026-02-04T03:00:00.000Z',
  revision: 1,
  parent: null,
  derivation: null,
  production: null,
  batesFrom: null,
  batesTo: null,
  custodian: null,
  author: null,
  producerFields: null,
  reviewer: null,
  requests: [request('R-1', 'delivered_copy'), request('R-2', 'viewing_suffices'), request('R-3', 'delivered_copy')],
  reviews: [],
  createdAt: '2026-02-03T15:00:00.000Z',
  version: 1,
  ...more,
})

const modes = Object.keys(accessModes) as AccessMode[]

describe('the first sentences on the page of an item', () => {
  it.each(modes)('never call %s delivered where it was not, and say which requests it cannot satisfy', (accessMode) => {
    const lead = leadOf(item({ accessMode }), zone)
    const meets = meetsForm(accessMode, 'delivered_copy')
    expect(lead.startsWith('A copy was delivered on Feb 3')).toBe(meets)
    expect(lead.includes('It does not satisfy R-1 or R-3, which ask for a delivered copy.')).toBe(!meets)
  })

  it('leave out the requests for which viewing suffices', () => {
    const requests = [request('R-2', 'viewing_suffices')]
    expect(shortfall(item({ accessMode: 'shown_only', requests }))).toBe('')
  })

  it('give the day of a status in the zone of the inquiry', () => {
    expect(leadOf(item({ status: 'in_review', reviewer: 'Ada Reviewer' }), zone)).toContain(
      'Ada Reviewer took it up for review on Feb 3',
    )
  })

  it('say what was found, and what became of the revision before', () => {
    const found = {
      responsive: 'yes',
      complete: 'no',
      authentic: 'not_known',
      reason: 'Part.',
      by: 'Ada Reviewer',
    } as const
    const review = {
      ...found,
      revision: 1,
      verdict: 'rejected',
      at: '2026-02-04T03:00:00.000Z',
      on: '2026-02-03',
    } as const
    const reviews = [review]
    expect(leadOf(item({ status: 'rejected', reviews }), zone)).toContain(
      'responsive yes, complete no, authentic not known.',
    )
    expect(leadOf(item({ revision: 2, reviews }), zone)).toContain(
      'Revision 1 was rejected; revision 2 waits for a reviewer.',
    )
  })

  it.each(['returned', 'clawed_back'] as const)(
    'say of what was %s that it counts no more, and nothing else of use',
    (status) => {
      const lead = leadOf(item({ status, accessMode: 'shown_only' }), zone)
      expect(lead).toContain('it counts towards no request any more')
      expect(lead).not.toContain('satisfy')
    },
  )
})
