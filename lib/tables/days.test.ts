import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderOf, readDay } from '@/lib/tables/days'
import { addDays, formatDay } from '@/lib/time'

const read = (text: string, order: Parameters<typeof readDay>[1] = 'month_first') => readDay(text, order, 2026)

describe('a day', () => {
  it.each([
    ['2026-02-03', '2026-02-03'],
    ['2026-02-03 00:00:00', '2026-02-03'],
    ['2026-02-03T10:15:00Z', '2026-02-03'],
    ['2026/2/3', '2026-02-03'],
    ['20260203', '2026-02-03'],
    ['2/3/2026', '2026-02-03'],
    ['02/03/26', '2026-02-03'],
    ['2/3/98', '1998-02-03'],
    ['2/3/27', '2027-02-03'],
    ['02-03-2026', '2026-02-03'],
    ['2/3/2026 9:05 PM', '2026-02-03'],
    ['2/3/2026 21:05:00 EST', '2026-02-03'],
    ['3 Feb 2026', '2026-02-03'],
    ['03-Feb-26', '2026-02-03'],
    ['3rd February 2026', '2026-02-03'],
    ['Feb 3, 2026', '2026-02-03'],
    ['Feb. 3, 2026', '2026-02-03'],
    ['February 3rd, 2026', '2026-02-03'],
    ['Tue, Feb 3, 2026', '2026-02-03'],
    ['Tuesday 3 February 2026', '2026-02-03'],
    [' 2026-02-03 ', '2026-02-03'],
  ])('%j is %s', (text, day) => expect(read(text)).toBe(day))

  it('begins with the day where it is said so', () => {
    expect(read('2/3/2026', 'day_first')).toBe('2026-03-02')
    expect(read('23.02.2026', 'day_first')).toBe('2026-02-23')
    expect(read('Feb 3, 2026', 'day_first')).toBe('2026-02-03')
  })

  it.each(['', '  ', 'undated', 'N.D.', 'n/a', 'Unknown', 'various', '--', 'No date'])('%j is none', (text) => {
    expect(read(text)).toBeNull()
  })

  it.each([
    '2026-02-30',
    '13/13/2026',
    '23/2/2026',
    'circa 2024',
    'February 2026',
    '2026',
    '1/2/2026 - 1/5/2026',
    '3 Febtober 2026x',
    '1899-01-01',
    'tomorrow',
    '45000',
    '=TODAY()',
  ])('%j cannot be read, and is not guessed', (text) => expect(read(text)).toBeUndefined())

  it('is read back from every way in which it is written here', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), (days) => {
        const day = addDays('1905-01-01', days)
        const [year, month, date] = day.split('-').map(Number)
        for (const text of [
          day,
          `${month}/${date}/${year}`,
          formatDay(day),
          `${year}${day.slice(5, 7)}${day.slice(8)}`,
        ])
          expect(read(text)).toBe(day)
      }),
    )
  })

  it('is anything or nothing, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const day = read(text)
        if (typeof day === 'string') expect(day).toMatch(/^\d{4}-\d\d-\d\d$/)
      }),
    )
  })
})

describe('the order of a list', () => {
  it.each<[string[], string]>([
    [['1/2/2026', '23/2/2026'], 'day_first'],
    [['1/2/2026', '2/23/2026'], 'month_first'],
    [['2026-02-03', 'Feb 3, 2026', ''], 'month_first'],
    [['30/30/2026', '1.2.2026'], 'month_first'],
    [[], 'month_first'],
  ])('of %j is %s', (cells, order) => expect(orderOf(cells)).toBe(order))
})
