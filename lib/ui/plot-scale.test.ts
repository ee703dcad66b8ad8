import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '@/lib/time'
import { apart, countScale, dayTicks, standing, stepPath, thin } from './plot-scale'

describe('the scale of counts', () => {
  test.each([
    [0, 1, [0, 1]],
    [1, 1, [0, 1]],
    [3, 3, [0, 1, 2, 3]],
    [22, 25, [0, 5, 10, 15, 20, 25]],
    [42_639, 50_000, [0, 10_000, 20_000, 30_000, 40_000, 50_000]],
  ])('up to %i it ends at %i', (max, top, ticks) => {
    expect(countScale(max)).toEqual({ top, ticks })
  })

  test('holds every count, in at most five round steps', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (max) => {
        const { top, ticks } = countScale(max)
        const step = ticks[1] ?? 0
        expect(top).toBeGreaterThanOrEqual(max)
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(String(step)).toMatch(/^[125]0*$/)
      }),
    )
  })
})

describe('the days under the plot', () => {
  const labels = (from: string, to: string) => dayTicks(from, to).map(({ label }) => label)

  test('firsts and fifteenths over some weeks', () => {
    expect(labels('2025-12-01', '2026-02-12')).toEqual(['Dec 1', 'Dec 15', 'Jan 1', 'Jan 15', 'Feb 12'])
  })
  test('months with their year over more than a year', () => {
    expect(labels('2024-01-01', '2026-02-12')).toEqual(['Jan 2024', 'Jan 2025', 'Feb 2026'])
  })
  test('both ends of a single day', () => {
    expect(labels('2026-02-11', '2026-02-12')).toEqual(['Feb 11', 'Feb 12'])
  })
  test('stand in order, apart from each other and from the ends, for any span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 20_000 }), (span, start) => {
        const from = addDays('1990-01-01', start)
        const at = dayTicks(from, addDays(from, span)).map(({ day }) => daysBetween(from, day) / span)
        const gaps = at.slice(1).map((here, i) => here - (at[i] ?? 0))
        expect(at[0]).toBe(0)
        expect(at.at(-1)).toBe(1)
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.16)
      }),
    )
  })
})

const totals = [
  { on: '2026-01-05', issued: 3, satisfied: 0 },
  { on: '2026-01-06', issued: 4, satisfied: 1 },
  { on: '2026-03-01', issued: 9, satisfied: 2 },
]

test('a day stands where the last change before it left things', () => {
  expect(standing(totals, '2026-01-04')).toEqual({ issued: 0, satisfied: 0 })
  expect(standing(totals, '2026-01-05')).toMatchObject({ issued: 3 })
  expect(standing(totals, '2026-02-28')).toMatchObject({ issued: 4, satisfied: 1 })
})

test('of changes too near to tell apart, the last is drawn', () => {
  expect(thin(totals, '2026-01-01', '2026-03-02', 10).map(({ on }) => on)).toEqual(['2026-01-06', '2026-03-01'])
  const daily = Array.from({ length: 3000 }, (_, i) => ({ on: addDays('2018-01-01', i), issued: i, satisfied: 0 }))
  const thinned = thin(daily, '2018-01-01', '2026-03-20')
  expect(thinned.length).toBeLessThanOrEqual(201)
  expect(thinned.at(-1)).toEqual(daily.at(-1))
})

test('steps go along before they go up', () => {
  expect(stepPath([{ x: 25, y: 80 }], 100)).toBe('M0 100H25V80H100')
  expect(stepPath([], 100)).toBe('M0 100H100')
})

test('labels that would lie on each other move apart, inside the picture', () => {
  expect(apart(12, 84)).toEqual([12, 84])
  expect(apart(50, 52)).toEqual([46, 56])
  expect(apart(0, 0)).toEqual([0, 10])
  expect(apart(100, 100)).toEqual([90, 100])
})
