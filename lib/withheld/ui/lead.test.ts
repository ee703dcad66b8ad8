import { describe, expect, it } from 'vitest'
import { addDays, formatDay, startOfDay, today } from '@/lib/time'
import type { WithheldRecord } from '@/lib/withheld/schema'
import { type WithheldStatus, withheldStatuses } from '@/lib/withheld/status'
import { leadOf, short } from '@/lib/withheld/ui/lead'

const zone = 'America/New_York'
const day = addDays(today(zone), -5)
const item = { ref: 'E-4', title: 'What came', status: 'logged' } as const

const entry = (more: Partial<WithheldRecord>): WithheldRecord => ({
  ref: 'W-1',
  id: '00000000-0000-7000-8000-000000000000',
  controlNumber: null,
  what: 'E-mail',
  documentType: null,
  datedOn: null,
  author: null,
  addressees: null,
  custodian: null,
  pages: null,
  extent: 'whole',
  basis: 'attorney_client',
  basisWords: null,
  office: { ref: 'O-1', name: 'Ferry operator' },
  assertedBy: 'General counsel',
  assertedOn: '2025-02-03',
  status: 'asserted',
  statusSince: startOfDay(day, zone).toISOString(),
  statusReason: null,
  accommodation: null,
  releasedAs: null,
  production: null,
  requests: [],
  createdAt: '2025-02-03T15:00:00.000Z',
  version: 1,
  ...more,
})

describe('the first sentences on the page of an entry', () => {
  it('say who withholds how much, since when and on which basis', () => {
    expect(leadOf(entry({}), zone)).toBe(
      'Withheld whole by Ferry operator (General counsel) on Feb 3, 2025; basis claimed: attorney-client. No reviewer has ruled on the claim yet.',
    )
    expect(leadOf(entry({ extent: 'part', assertedBy: null }), zone)).toContain('Withheld in part by Ferry operator on')
  })

  const on = formatDay(day, { today: today(zone) })
  const how = (accommodation: WithheldRecord['accommodation'], releasedAs: WithheldRecord['releasedAs'] = null) => ({
    ...{ status: 'accommodated' as const, accommodation, releasedAs },
  })
  it.each<[Partial<WithheldRecord>, string]>([
    [{ status: 'accepted' }, `The committee accepted the claim on ${on}.`],
    [{ status: 'challenged' }, `Challenged on ${on}, 5 days ago; no answer is on record.`],
    [{ status: 'released', releasedAs: item }, `Released on ${on}; it came as E-4.`],
    [{ status: 'sustained' }, `Challenged, and the claim was sustained on ${on}: it stays withheld.`],
    [how('in_camera'), `Accommodated on ${on}: it was shown in camera; no copy was delivered.`],
    [how('in_camera', item), `Accommodated on ${on}: it was shown in camera, as E-4; no copy was delivered.`],
    [how('redacted', item), `Accommodated on ${on}: a redacted copy came, as E-4.`],
    [how('summary'), `Accommodated on ${on}: a summary was given; the document itself was not.`],
  ])('of %o end so', (more, end) => expect(leadOf(entry(more), zone).endsWith(end)).toBe(true))

  it('never call delivered or released what was not', () => {
    for (const status of Object.keys(withheldStatuses) as WithheldStatus[]) {
      const lead = leadOf(entry({ status, ...(status === 'released' && { releasedAs: item }) }), zone)
      expect(/[Rr]eleased/.test(lead)).toBe(status === 'released')
    }
  })
})

it('cuts long words at the end of a line, and leaves short ones alone', () => {
  expect(short('a'.repeat(300))).toBe(`${'a'.repeat(160)}…`)
  expect(short('E-mail')).toBe('E-mail')
})
