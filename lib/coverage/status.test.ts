import { describe, expect, it } from 'vitest'
import { cellOf, coverageMeanings, coverageStates, type Group, orderOfNeed, stateOf } from '@/lib/coverage/status'
import type { RequestStatus } from '@/lib/requests/status'

const words: Record<RequestStatus, [inTime: string | null, pastDue: string | null]> = {
  draft: ['drafted', 'drafted'],
  issued: ['requested', 'overdue'],
  acknowledged: ['requested', 'overdue'],
  agreed: ['requested', 'overdue'],
  scheduled: ['requested', 'overdue'],
  partly_received: ['partly_received', 'overdue'],
  deficient: ['partly_received', 'overdue'],
  received: ['received', 'received'],
  refused: ['refused', 'refused'],
  no_records: ['refused', 'refused'],
  satisfied: ['accepted', 'accepted'],
  withdrawn: [null, null],
  superseded: [null, null],
}

const wordOf = (status: RequestStatus, pastDue: boolean) => stateOf({ status, pastDue, proofGone: false })

describe('the word for one request', () => {
  it.each(Object.entries(words))('%s', (status, [inTime, pastDue]) => {
    expect(wordOf(status as RequestStatus, false)).toBe(inTime)
    expect(wordOf(status as RequestStatus, true)).toBe(pastDue)
  })

  it.each([true, false])('satisfied on proof that is gone is received, past its due date (%s) or not', (pastDue) => {
    expect(stateOf({ status: 'satisfied', pastDue, proofGone: true })).toBe('received')
  })
})

describe('a cell', () => {
  const groups = (
    ...of: readonly (readonly [RequestStatus, number, pastDue?: boolean, proofGone?: boolean])[]
  ): Group[] => of.map(([status, n, pastDue = false, proofGone = false]) => ({ status, n, pastDue, proofGone }))

  it.each<[string, boolean, Group[], { state: string; count: number; of: number }]>([
    ['not needed, nothing asked', false, [], { state: 'not_needed', count: 0, of: 0 }],
    ['needed, nothing asked', true, [], { state: 'gap', count: 0, of: 0 }],
    ['what was withdrawn counts as never asked', true, groups(['withdrawn', 2]), { state: 'gap', count: 0, of: 0 }],
    ['not needed, but asked anyway', false, groups(['issued', 1]), { state: 'requested', count: 1, of: 1 }],
    ['several in one state', true, groups(['issued', 2], ['agreed', 1]), { state: 'requested', count: 3, of: 3 }],
    [
      'no records beside a refusal',
      true,
      groups(['refused', 1], ['no_records', 1]),
      { state: 'refused', count: 2, of: 2 },
    ],
    [
      'withdrawn ones are not among "of"',
      true,
      groups(['issued', 1], ['superseded', 4]),
      { state: 'requested', count: 1, of: 1 },
    ],
    [
      'overdue beside what is in time',
      true,
      groups(['issued', 1, true], ['issued', 1]),
      { state: 'overdue', count: 1, of: 2 },
    ],
    [
      'satisfied, and one of them on proof that is gone',
      true,
      groups(['satisfied', 3], ['satisfied', 1, false, true]),
      { state: 'received', count: 1, of: 4 },
    ],
    [
      'what waits for a verdict, for the first time and again',
      true,
      groups(['received', 1], ['satisfied', 1, false, true]),
      { state: 'received', count: 2, of: 2 },
    ],
  ])('%s', (_, needed, given, cell) => expect(cellOf('log', needed, given)).toEqual({ kind: 'log', needed, ...cell }))

  it('shows what needs somebody most, whatever stands beside it', () => {
    const worstFirst: [RequestStatus, boolean][] = [
      ['refused', false],
      ['agreed', true],
      ['deficient', false],
      ['received', false],
      ['issued', false],
      ['draft', false],
      ['satisfied', false],
    ]
    worstFirst.forEach(([status, pastDue], i) => {
      const rest = groups(...worstFirst.slice(i).map(([status, pastDue]) => [status, 1, pastDue] as const))
      const cell = cellOf('video', true, rest.reverse())
      expect(cell).toMatchObject({ state: wordOf(status, pastDue), count: 1, of: worstFirst.length - i })
    })
    expect(worstFirst.map(([status, pastDue]) => wordOf(status, pastDue))).toEqual([...orderOfNeed])
  })
})

it('every word but "not needed" is in the legend, in the order of need', () => {
  expect(Object.keys(coverageMeanings)).toEqual([...orderOfNeed, 'gap'])
  expect(Object.keys(coverageStates)).toEqual([...Object.keys(coverageMeanings), 'not_needed'])
})
