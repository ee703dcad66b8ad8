import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '@/lib/time'
import { calendarFrom, isWorkingDay } from '@/prisma/demo/calendar'

// Holidays of 2026 and around as the Office of Personnel Management lists them, with the days on which they are kept.
const kept = [
  '2026-01-01',
  '2026-01-19',
  '2026-02-16',
  '2026-05-25',
  '2026-06-19',
  '2026-07-03',
  '2026-09-07',
  '2026-10-12',
  '2026-11-11',
  '2026-11-26',
  '2026-12-25',
]

test('the working days of 2026 are the weekdays without the holidays', () => {
  const days = Array.from({ length: 365 }, (_, i) => addDays('2026-01-01', i))
  const weekdays = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
  expect(weekdays.filter((day) => !isWorkingDay(day))).toEqual(kept)
  expect(days.filter(isWorkingDay)).toEqual(weekdays.filter((day) => !kept.includes(day)))
})

describe('counting from today', () => {
  const starts = Array.from({ length: 800 }, (_, i) => addDays('2026-01-01', i))

  test('day 0 is today, or on a free day the working day before', () => {
    expect(calendarFrom('2026-02-12', 'America/New_York').day(0)).toBe('2026-02-12')
    expect(calendarFrom('2026-02-16', 'America/New_York').day(0)).toBe('2026-02-13')
  })

  test('what was due yesterday is overdue, and four working days lie within a week, six do not, whatever the day', () => {
    for (const start of starts) {
      const { day } = calendarFrom(start, 'America/New_York')
      expect(day(-1) < start).toBe(true)
      expect(daysBetween(start, day(2))).toBeGreaterThan(0)
      expect(daysBetween(start, day(4))).toBeLessThanOrEqual(7)
      expect(daysBetween(start, day(6))).toBeGreaterThan(7)
    }
  })
})
