import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBates } from '@/lib/bates'
import { batesGaps, type Declared, ofProductions, type Range } from '@/lib/gaps/bates'
import { amounts, type Covering, runsOf, stretches } from '@/lib/gaps/period'

const range = (from: string, to: string, item: string, production: string | null = 'P-1'): Range => {
  const [first, last] = [parseBates(from), parseBates(to)]
  if (!first || !last) throw new Error('no Bates numbers')
  return { prefix: first.prefix, first: first.number, last: last.number, text: from, item, production }
}
const declared = (from: string, to: string, production: string): Declared => {
  const { item: _, ...rest } = range(from, to, '')
  return { ...rest, production }
}

describe('Bates numbers', () => {
  it('that nothing has are named as their producer writes them, with what stands on both sides', () => {
    const found = batesGaps([
      range('FER-0000001', 'FER-0000003', 'E-1'),
      range('FER-0000006', 'FER-0000006', 'E-2'),
      range('FER-0000008', 'FER-0000009', 'E-3', 'P-2'),
      range('HBR 10', 'HBR 12', 'E-4', 'P-2'),
    ])
    expect(found.overlapping).toEqual([])
    expect(found.skipped).toEqual([
      {
        from: 'FER-0000004',
        to: 'FER-0000005',
        numbers: 2n,
        after: { item: 'E-1', production: 'P-1' },
        before: { item: 'E-2', production: 'P-1' },
        declared: null,
      },
      {
        from: 'FER-0000007',
        to: 'FER-0000007',
        numbers: 1n,
        after: { item: 'E-2', production: 'P-1' },
        before: { item: 'E-3', production: 'P-2' },
        declared: null,
      },
    ])
    expect(ofProductions(found, new Set(['P-2'])).skipped).toHaveLength(1)
  })

  it('that two documents have, also where one lies within the other', () => {
    const { overlapping, skipped } = batesGaps([
      range('A-1', 'A-9', 'E-1'),
      range('A-3', 'A-4', 'E-2', 'P-2'),
      range('A-9', 'A-11', 'E-3', 'P-3'),
    ])
    expect(skipped).toEqual([])
    expect(overlapping.map(({ from, to, numbers, items }) => [from, to, numbers, ...items])).toEqual([
      ['A-3', 'A-4', 2n, 'E-1', 'E-2'],
      ['A-9', 'A-9', 1n, 'E-1', 'E-3'],
    ])
  })

  it('that a cover letter says are there, and are not', () => {
    const letter = [declared('A-0001', 'A-0100', 'P-1')]
    const found = batesGaps([range('A-0011', 'A-0080', 'E-1')], letter)
    expect(found.skipped.map(({ from, to, declared }) => [from, to, declared])).toEqual([
      ['A-0001', 'A-0010', 'P-1'],
      ['A-0081', 'A-0100', 'P-1'],
    ])
    expect(batesGaps([], letter).skipped).toMatchObject([{ from: 'A-0001', to: 'A-0100', numbers: 100n }])
  })

  it('are as many as are lacking, whatever came in whatever order', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 8 })), {
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(some, (given) => {
        const ranges = given.map(([first, more], i) => range(`X${first}`, `X${first + more}`, `E-${i + 1}`))
        const have = new Set(given.flatMap(([first, more]) => Array.from({ length: more + 1 }, (_, i) => first + i)))
        const [low, high] = [Math.min(...have), Math.max(...have)]
        const { skipped } = batesGaps(ranges)
        const lacking = skipped.flatMap(({ from, numbers }) =>
          Array.from({ length: Number(numbers) }, (_, i) => Number(from.slice(1)) + i),
        )
        const expected = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((n) => !have.has(n))
        expect(lacking).toEqual(expected)
      }),
    )
  })
})

describe('the time that a request asks for', () => {
  const item = (from: number, to: number, name: string, delivered = true): Covering => ({
    from,
    to,
    item: name,
    delivered,
  })

  it('is parted into what is covered, covered twice, only shown and missing', () => {
    const found = stretches({ from: 0, to: 100 }, [
      item(-10, 20, 'E-1'),
      item(15, 40, 'E-2'),
      item(30, 60, 'E-3', false),
      item(90, 200, 'E-4'),
      item(300, 400, 'E-5'),
    ])
    expect(found).toEqual([
      { from: 0, to: 15, state: 'covered', items: ['E-1'] },
      { from: 15, to: 20, state: 'overlapping', items: ['E-1', 'E-2'] },
      { from: 20, to: 40, state: 'covered', items: ['E-2'] },
      { from: 40, to: 60, state: 'shown', items: ['E-3'] },
      { from: 60, to: 90, state: 'missing', items: [] },
      { from: 90, to: 100, state: 'covered', items: ['E-4'] },
    ])
    expect(amounts(found)).toEqual({ covered: 45, overlapping: 5, shown: 20, missing: 30 })
  })

  it('is all of it, once, whatever came', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 50 }), fc.boolean()))
    fc.assert(
      fc.property(some, (given) => {
        const found = stretches(
          { from: 0, to: 100 },
          given.map(([from, more, delivered], i) => item(from, from + more, `E-${i}`, delivered)),
        )
        expect(found[0]?.from).toBe(0)
        expect(found[found.length - 1]?.to).toBe(100)
        for (const [i, one] of found.entries()) if (i > 0) expect(one.from).toBe(found[i - 1]?.to)
        expect(Object.values(amounts(found)).reduce((sum, n) => sum + n, 0)).toBe(100)
        // Moment by moment, asked of every item anew.
        for (let at = 0; at < 100; at += 1) {
          const over = given.flatMap(([from, more, delivered], i) =>
            from <= at && from + more > at ? [{ name: `E-${i}`, delivered }] : [],
          )
          const copies = over.filter(({ delivered }) => delivered)
          const one = found.find(({ from, to }) => from <= at && at < to)
          const names = (copies.length > 0 ? copies : over).map(({ name }) => name).sort()
          expect({ at, items: one?.items }).toEqual({ at, items: names })
          const state =
            copies.length > 1 ? 'overlapping' : copies.length === 1 ? 'covered' : over.length ? 'shown' : 'missing'
          expect({ at, state: one?.state }).toEqual({ at, state })
        }
      }),
    )
  })

  it('of a hundred thousand entries is drawn in as many runs as a bar can show, and what is missing is never drawn as covered', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => item(i * 10, i * 10 + (i === 50_000 ? 5 : 10), `E-${i}`))
    const period = { from: 0, to: 1_000_000 }
    const whole = stretches(period, many)
    expect(whole).toHaveLength(100_001)
    const runs = runsOf(period, whole, 100)
    expect(runs).toEqual([
      { from: 0, to: 0.500005, state: 'covered' },
      { from: 0.500005, to: 0.50001, state: 'missing' },
      { from: 0.50001, to: 1, state: 'covered' },
    ])
    const gappy = stretches(
      period,
      many.filter((_, i) => i % 2 === 0 && i < 60_000),
    )
    expect(runsOf(period, gappy, 100)).toEqual([{ from: 0, to: 1, state: 'missing' }])
  })

  it('that has no length has no stretches', () =>
    expect(stretches({ from: 5, to: 5 }, [item(0, 9, 'E-1')])).toEqual([]))
})
