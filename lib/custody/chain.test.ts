import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { follow, happened, type Step } from '@/lib/custody/chain'
import { type CustodyKind, type CustodyState, custodyKinds, custodyMoves, custodyStatuses } from '@/lib/custody/status'

const kinds = (Object.keys(custodyKinds) as CustodyKind[]).filter((kind) => kind !== 'correction')
const states = Object.keys(custodyStatuses) as CustodyState[]

const at = (minute: number) => new Date(Date.UTC(2026, 1, 10, 12, minute))

function step(number: number, kind: CustodyKind, more: Partial<Step> = {}): Step {
  return {
    id: `s${number}`,
    number,
    revision: 1,
    kind,
    by: 'Staffer',
    authorisedBy: null,
    from: null,
    to: null,
    place: 'Safe 1',
    receiptNo: null,
    copyNo: null,
    happenedAt: at(number),
    happenedOn: null,
    correctsId: null,
    struck: false,
    ...more,
  }
}

/** Steps that lead to each state. */
const ways: Record<CustodyState, CustodyKind[]> = {
  elsewhere: [],
  held: ['received'],
  out: ['received', 'checked_out'],
  returned: ['received', 'returned'],
  destroyed: ['received', 'destroyed'],
}
const stateOf = (steps: Step[], before: CustodyState = 'elsewhere') => follow(steps, before).pieces[0]?.state

describe('every kind of step in every state', () => {
  it.each(states.flatMap((state) => kinds.map((kind) => [state, kind] as const)))('%s: %s', (state, kind) => {
    const before = ways[state].map((one, i) => step(i + 1, one))
    expect(stateOf(before)).toBe(state)
    const next = step(9, kind, kind === 'copied' ? { copyNo: '1 of 2' } : {})
    const { fault, pieces } = follow([...before, next], 'elsewhere')
    const line = custodyMoves.find((move) => move.verb === kind && move.from.includes(state))
    if (line) expect([fault, pieces[0]?.state]).toEqual([null, line.to])
    else expect(fault?.step.id).toBe('s9')
  })
})

describe('pieces', () => {
  const chain = [
    step(1, 'received'),
    step(2, 'copied', { copyNo: '1 of 2', place: 'Room 4' }),
    step(3, 'checked_out', { copyNo: '1 of 2', to: 'A member' }),
  ]

  it('have each a standing of its own', () => {
    expect(follow(chain, 'elsewhere').pieces).toMatchObject([
      { revision: 1, copyNo: null, state: 'held', since: { number: 1 } },
      { revision: 1, copyNo: '1 of 2', state: 'out', since: { number: 3 } },
    ])
  })

  it.each([
    ['a copy that was never made', step(4, 'viewed', { copyNo: '2 of 2' }), 'There is no copy 2 of 2'],
    ['a copy that was made already', step(4, 'copied', { copyNo: '1 of 2' }), 'There is a copy 1 of 2 already'],
    ['what is out, checked out again', step(4, 'checked_out', { copyNo: '1 of 2' }), 'It was checked out then'],
  ])('refuse %s', (_what, wrong, why) => {
    expect(follow([...chain, wrong], 'elsewhere').fault?.why).toContain(why)
  })

  it('begin anew with what a later revision brought, while the earlier one stays where it is', () => {
    const out = [step(1, 'received'), step(2, 'checked_out'), step(3, 'received', { revision: 2 })]
    expect(follow(out, 'elsewhere').pieces.map(({ revision, state }) => [revision, state])).toEqual([
      [2, 'held'],
      [1, 'out'],
    ])
  })

  it('stay the same when a revision corrected only the entry', () => {
    const { pieces, fault } = follow([step(1, 'received'), step(2, 'viewed', { revision: 2 })], 'elsewhere')
    expect([pieces.map(({ revision }) => revision), fault]).toEqual([[1], null])
  })

  it('of an item that was logged before there were chains begin where it was', () => {
    expect(stateOf([], 'held')).toBe('held')
    expect(stateOf([step(1, 'checked_out')], 'held')).toBe('out')
    expect(stateOf([step(1, 'viewed')], 'elsewhere')).toBe('elsewhere')
  })
})

describe('corrections', () => {
  const chain = [step(1, 'received'), step(2, 'checked_out', { to: 'A member' }), step(3, 'checked_in')]
  const fix = (number: number, of: string, more: Partial<Step> = {}) =>
    step(number, 'correction', { correctsId: of, happenedAt: at(2), ...more })

  it('state an entry anew, the newest one alone', () => {
    const all = happened([...chain, fix(4, 's2', { to: 'A witness' }), fix(5, 's2', { to: 'Counsel' })])
    expect(all.map(({ number, to }) => [number, to])).toEqual([
      [1, null],
      [2, 'Counsel'],
      [3, null],
    ])
  })

  it('can say that it never happened, unless what came later rests on it', () => {
    expect(stateOf([...chain.slice(0, 2), fix(4, 's2', { struck: true })])).toBe('held')
    expect(follow([...chain, fix(4, 's2', { struck: true })], 'elsewhere').fault?.step.id).toBe('s3')
    expect(stateOf([...chain.slice(0, 2), fix(4, 's2', { struck: true }), fix(5, 's2')])).toBe('out')
  })

  it('move it in the order of what happened', () => {
    const late = fix(4, 's2', { happenedAt: at(8) })
    expect(follow([...chain, late], 'elsewhere').fault?.step.id).toBe('s3')
  })
})

it('a chain without a fault has none whatever step is left off its end', () => {
  const any = fc.array(fc.constantFrom(...kinds), { maxLength: 12 })
  fc.assert(
    fc.property(any, (names) => {
      const all = names.map((kind, i) => step(i + 1, kind, kind === 'copied' ? { copyNo: `${i} of 9` } : {}))
      const { fault } = follow(all, 'elsewhere')
      if (fault === null) expect(follow(all.slice(0, -1), 'elsewhere').fault).toBeNull()
      else expect(follow(all.slice(0, fault.step.number - 1), 'elsewhere').fault).toBeNull()
    }),
  )
})
