import { beforeAll, describe, expect, it } from 'vitest'
import { toCsv } from '@/lib/csv'
import { writeCursor } from '@/lib/cursor'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { log, seatWithRequests } from '@/lib/testing/withheld'
import { moveWithheld } from '@/lib/withheld/commands'
import { listWithheld, withholders } from '@/lib/withheld/list'
import { sorts, type WithheldFilter, withheldFilter } from '@/lib/withheld/schema'
import { withheldCsv } from '@/lib/withheld/ui/csv'

let committee: Committee

/** Seven entries; by number: control number, what, basis, extent, office, requests, asserted, dated, pages. */
const kept = [
  ['PRIV-1', 'E-mail about sailing rules', 'attorney_client', 'whole', 'O-1', 'R-1', '2026-02-03', '2026-01-02', 3],
  ['PRIV-2', 'Memorandum on the weather', 'deliberative_process', 'part', 'O-1', 'R-1, R-2', '2026-02-03', null, 12],
  [
    'PRIV-3',
    'Draft answer to the committee',
    'deliberative_process',
    'whole',
    'O-1',
    'R-2',
    '2026-02-05',
    '2026-01-09',
    null,
  ],
  [null, 'Personnel file of a deckhand', 'personal_privacy', 'part', 'O-2', 'R-2', '2026-02-01', '2025-11-30', 40],
  [
    'B/7',
    'Notes of a call with counsel',
    'attorney_work_product',
    'whole',
    'O-2',
    'R-1',
    '2026-02-09',
    '2026-01-09',
    3,
  ],
  [
    'PRIV-4',
    'E-mail forwarding weather notices',
    'deliberative_process',
    'whole',
    'O-1',
    'R-2',
    '2026-02-05',
    null,
    null,
  ],
  ['=1+1', '=HYPERLINK("x")', 'other', 'whole', 'O-1', 'R-1', '2026-02-07', '2026-01-02', 1],
] as const

beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithRequests()
  for (const [controlNumber, what, basis, extent, office, requests, assertedOn, datedOn, pages] of kept) {
    const author = what.startsWith('Notes') ? 'Outside counsel' : null
    await log(committee.staffer, {
      ...{ controlNumber, what, basis, extent, office, requests, assertedOn, datedOn, pages, author },
    })
  }
  await moveWithheld(committee.reviewer, { withheld: 'W-3', version: 1, to: 'challenged', note: 'Too wide.' })
})

const numbers = (items: { ref: string }[]) => items.map((item) => item.ref)
const filtered = async (given: Record<string, string>) => listWithheld(committee.viewer, withheldFilter.parse(given))

describe('the list', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['W-1', 'W-2', 'W-3', 'W-4', 'W-5', 'W-6', 'W-7']],
    [{ status: 'challenged' }, ['W-3']],
    [{ basis: 'deliberative_process' }, ['W-2', 'W-3', 'W-6']],
    [{ extent: 'part' }, ['W-2', 'W-4']],
    [{ office: 'O-2' }, ['W-4', 'W-5']],
    [{ request: 'R-1' }, ['W-1', 'W-2', 'W-5', 'W-7']],
    [{ request: 'R-M1' }, []],
    [{ request: 'R-2', basis: 'deliberative_process', status: 'asserted' }, ['W-2', 'W-6']],
    [{ q: 'e-mails' }, ['W-1', 'W-6']],
    [{ q: 'weather -memorandum' }, ['W-6']],
    [{ q: 'outside counsel' }, ['W-5']],
    [{ q: 'priv-2' }, ['W-2']],
    [{ q: 'b/7' }, ['W-5']],
    [{ q: 'w-4' }, ['W-4']],
    [{ q: `'); DROP TABLE review; --` }, []],
  ])('narrowed by %o', async (given, expected) => {
    const { items, total } = await filtered(given)
    expect([numbers(items), total]).toEqual([expected, expected.length])
  })

  it('counts what the other filters leave in each status, whichever status is looked at', async () => {
    const { counts } = await filtered({ basis: 'deliberative_process', status: 'released' })
    expect(counts).toEqual({ asserted: 2, accepted: 0, challenged: 1, accommodated: 0, released: 0, sustained: 0 })
  })

  it('shows nothing of it to another inquiry', async () => {
    const foreign = await seatCommittee()
    expect(await listWithheld(foreign.staffer, { q: 'weather' })).toMatchObject({ items: [], total: 0 })
    expect(await withholders(foreign.staffer)).toEqual([])
  })

  it('names the offices that withhold something', async () => {
    expect(numbers(await withholders(committee.viewer))).toEqual(['O-1', 'O-2'])
  })

  it('is safe to open as CSV: no cell starts a formula', async () => {
    const { items } = await filtered({ q: 'W-7' })
    const { header, lines } = withheldCsv(items)
    const [, row = ''] = toCsv(header, lines).split('\r\n')
    expect(row).toMatch(/^W-7,'=1\+1,"'=HYPERLINK\(""x""\)",/)
  })
})

const orders = [undefined, ...Object.values(sorts)].flatMap((sort) => [false, true].map((down) => ({ sort, down })))

describe.each(orders)('ordered by $sort, down $down', (order: WithheldFilter) => {
  it('comes whole, each entry once, however it is taken apart', async () => {
    const { items: all } = await listWithheld(committee.viewer, order)
    expect(all).toHaveLength(kept.length)
    const byCursor: string[] = []
    const byPage: string[] = []
    let after: string | null = null
    for (let offset = 0; offset < kept.length; offset += 2) {
      const part = await listWithheld(committee.viewer, order, { limit: 2, after })
      byCursor.push(...numbers(part.items))
      byPage.push(...numbers((await listWithheld(committee.viewer, order, { limit: 2, offset })).items))
      after = part.next
    }
    expect(after).toBeNull()
    expect(byCursor).toEqual(numbers(all))
    expect(byPage).toEqual(numbers(all))
  })

  it.each([
    ['no cursor', 'here'],
    ['values of no column', writeCursor([true, true])],
    ['a number that no column holds', writeCursor([2 ** 40, 2 ** 40])],
    ['a zero byte', writeCursor(['a\u0000', 1])],
    ['one value', writeCursor([1])],
  ])('refuses %s as a place to go on from', async (_name, after) => {
    const refusal = await refusalOf(listWithheld(committee.viewer, order, { after }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths: ['after'] })
  })
})

it.each<[WithheldFilter, string[]]>([
  [{ sort: 'number', down: true }, ['W-7', 'W-6', 'W-5', 'W-4', 'W-3', 'W-2', 'W-1']],
  [{ sort: 'status', down: true }, ['W-3', 'W-7', 'W-6', 'W-5', 'W-4', 'W-2', 'W-1']],
  [{ sort: 'basis' }, ['W-2', 'W-3', 'W-6', 'W-1', 'W-5', 'W-4', 'W-7']],
  [{ sort: 'asserted' }, ['W-4', 'W-1', 'W-2', 'W-3', 'W-6', 'W-7', 'W-5']],
  [{ sort: 'dated' }, ['W-4', 'W-1', 'W-7', 'W-3', 'W-5', 'W-2', 'W-6']],
  [{ sort: 'dated', down: true }, ['W-5', 'W-3', 'W-7', 'W-1', 'W-4', 'W-6', 'W-2']],
  [{ sort: 'pages', down: true }, ['W-4', 'W-2', 'W-5', 'W-1', 'W-7', 'W-6', 'W-3']],
])('orders by %o, what is empty last', async (order, expected) => {
  expect(numbers((await listWithheld(committee.viewer, order)).items)).toEqual(expected)
})
