import { describe, expect, it } from 'vitest'
import type { Kind } from '@/lib/generated/prisma/enums'
import { type Accepted, canMove, proofFor, type RequestFacts } from '@/lib/requests/policy'
import { requestMoves } from '@/lib/requests/status'
import { aKind, kindOrder } from '@/lib/words'
import { needsOf } from '@/lib/workflow'

const reviewer = { role: 'reviewer', side: 'majority' } as const
const move = (verb: string) => requestMoves.find((one) => one.verb === verb) ?? expect.fail(`no ${verb} in the table`)

const item = (kind: Kind, n = 12, more: Partial<Accepted> = {}): Accepted => ({
  ...{ id: `0-${n}`, ref: `E-${n}`, kind, accessMode: 'delivered_copy', revision: 1, own: false },
  ...more,
})

const facts = (kind: Kind, accepted: Accepted[], more: Partial<RequestFacts> = {}): RequestFacts => ({
  ...{ status: 'received', kind, formWanted: 'delivered_copy', searchCertified: false, inClearance: null },
  ...{ ownWork: false, accepted, logged: accepted.length, proofGone: false },
  ...more,
})

/** What declaring it satisfied asks besides the table, in words. */
function asked(request: RequestFacts, verb = 'declare_satisfied'): string | null {
  const ruling = canMove(reviewer, request, move(verb))
  if (!ruling.allowed) expect.fail(ruling.why)
  expect(needsOf(move(verb), ruling)).toEqual(ruling.asks || verb === 'confirm' ? ['note'] : [])
  return ruling.asks?.why ?? null
}

describe('an accepted item of another kind than was asked for', () => {
  const pairs = kindOrder.flatMap((wanted) => kindOrder.map((came) => [wanted, came] as const))
  it.each(pairs)('a request for %s, answered by %s', (wanted, came) => {
    const why = asked(facts(wanted, [item(came)]))
    const words = `E-12 is ${aKind(came)}, and ${aKind(wanted)} was asked for: say in the note why it satisfies the request.`
    expect(why).toBe(wanted === came ? null : words)
  })

  it.each<[string, Accepted[], string | null]>([
    ['one of the kind beside others is enough', [item('document', 1), item('video', 2)], null],
    [
      'of several others each is named',
      [item('document', 1), item('log', 2)],
      'E-1 is a document and E-2 is a log, and a video was asked for: say in the note why they satisfy the request.',
    ],
    [
      'one of the kind that was only shown does not count',
      [item('document', 1), item('video', 2, { accessMode: 'shown_only' })],
      'E-1 is a document, and a video was asked for: say in the note why it satisfies the request.',
    ],
    [
      'nor does one that the reviewer logged themselves',
      [item('document', 1), item('video', 2, { own: true })],
      'E-1 is a document, and a video was asked for: say in the note why it satisfies the request.',
    ],
  ])('%s', (_name, accepted, why) => expect(asked(facts('video', accepted))).toBe(why))

  it('is asked about on confirming too, where the note is needed anyway', () => {
    const request = facts('video', [item('document')], { status: 'satisfied', proofGone: true })
    expect(asked(request, 'confirm')).toContain('E-12 is a document')
  })

  it('is no matter where a certified search is what satisfies the request', () => {
    const request = facts('video', [item('document')], { status: 'no_records', searchCertified: true })
    expect(asked(request)).toBeNull()
    expect(proofFor(request)).toEqual([])
  })

  it.each(requestMoves.filter(({ to }) => to !== 'satisfied'))('$verb asks for nothing besides the table', (one) => {
    const ruling = canMove(
      { ...reviewer, role: one.by[0] ?? 'staffer' },
      facts('video', [item('document')], { status: one.from[0] ?? 'draft' }),
      one,
    )
    expect(needsOf(one, ruling)).toEqual(one.needs)
  })
})
