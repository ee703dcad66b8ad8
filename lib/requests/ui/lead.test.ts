import { expect, it } from 'vitest'
import type { RequestRecord } from '@/lib/requests/queries'
import { askedPeriod, type Got, leadOf } from '@/lib/requests/ui/lead'

const zone = 'America/New_York'
const request = (more: Partial<RequestRecord>) =>
  ({
    formWanted: 'delivered_copy',
    outstanding: true,
    blocker: null,
    blockerSince: null,
    dueOn: null,
    ...more,
  }) as RequestRecord
const copy: Got = { ref: 'E-14', accessMode: 'delivered_copy', status: 'logged' }

it('never says that nothing has come of a request against which something is logged', () => {
  const acknowledged = request({ status: 'acknowledged' })
  expect(leadOf(acknowledged, [], zone)).toBe('They have it; nothing has come. Acknowledged is not answered.')
  for (const status of ['issued', 'acknowledged', 'agreed', 'scheduled'] as const) {
    const said = leadOf(request({ status, issuedOn: '2026-11-26', scheduledFor: null }), [copy], zone)
    expect(said).not.toContain('nothing has come')
    expect(said).toContain('E-14 is logged against it; nobody has recorded yet that part or all of it has come.')
  }
})

it('counts what went back to its producer as nothing that came', () => {
  const said = leadOf(request({ status: 'acknowledged' }), [{ ...copy, status: 'returned' }], zone)
  expect(said).toContain('nothing has come')
  expect(said).not.toContain('is logged against it')
})

it('ends the basis of a refusal with one full stop, however it was typed', () => {
  for (const refusalBasis of ['Classified sources', 'Classified sources.']) {
    const said = leadOf(
      request({ status: 'refused', outstanding: false, refusedBy: 'Counsel', refusalBasis }),
      [],
      zone,
    )
    expect(said).toBe('Refused by Counsel. Basis claimed: Classified sources.')
  }
})

it('says the period that is asked for by the clock, where no words were given for it', () => {
  const from = '2026-09-02T12:00:00.000Z'
  const to = '2026-09-02T14:30:00.000Z'
  const none = { period: null, periodFrom: null, periodTo: null }
  expect(askedPeriod({ ...none, period: 'The night of the strike', periodFrom: from }, zone)).toBe(
    'The night of the strike',
  )
  expect(askedPeriod({ ...none, periodFrom: from, periodTo: to }, zone)).toBe(
    'Sep 2, 2026, 8:00 a.m. EDT to Sep 2, 2026, 10:30 a.m. EDT',
  )
  expect(askedPeriod({ ...none, periodTo: to }, zone)).toBe('until Sep 2, 2026, 10:30 a.m. EDT')
  expect(askedPeriod(none, zone)).toBeNull()
})
