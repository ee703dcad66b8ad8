import { addDays, localMoment } from '@/lib/time'

/** The story's days: working days counted from the one on which it is told. */
export type Calendar = {
  /** Working day `n`, YYYY-MM-DD: 0 is today (on a free day the working day before), -1 the one before it, 1 the one after it */
  day(n: number): string
  /** The moment at which the clock shows `time` (HH:mm) on working day `n` */
  at(n: number, time: string): Date
}

/** Holidays of the federal government with a date of their own, 5 U.S.C. 6103(a). */
const DATED = new Set(['01-01', '06-19', '07-04', '11-11', '12-25'])
/** Those that fall on a weekday: month, weekday (1 is Monday), first and last day of the month on which it can be. */
const FLOATING = [
  [1, 1, 15, 21],
  [2, 1, 15, 21],
  [5, 1, 25, 31],
  [9, 1, 1, 7],
  [10, 1, 8, 14],
  [11, 4, 22, 28],
] as const

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
const isDated = (day: string) => DATED.has(day.slice(5))

/** Monday to Friday, and no federal holiday; one on a Saturday is kept on the Friday, one on a Sunday on the Monday. */
export function isWorkingDay(day: string): boolean {
  const weekday = weekdayOf(day)
  if (weekday === 0 || weekday === 6) return false
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))]
  if (FLOATING.some(([in_, on, from, to]) => month === in_ && weekday === on && date >= from && date <= to))
    return false
  if (isDated(day)) return false
  return !(weekday === 5 && isDated(addDays(day, 1))) && !(weekday === 1 && isDated(addDays(day, -1)))
}

/** @param today YYYY-MM-DD, in `zone` */
export function calendarFrom(today: string, zone: string): Calendar {
  const step = (from: string, way: 1 | -1): string => {
    const next = addDays(from, way)
    return isWorkingDay(next) ? next : step(next, way)
  }
  const start = isWorkingDay(today) ? today : step(today, -1)
  const known = new Map([[0, start]])
  const day = (n: number): string => {
    const found = known.get(n)
    if (found) return found
    const way = n > 0 ? 1 : -1
    const made = step(day(n - way), way)
    known.set(n, made)
    return made
  }
  return { day, at: (n, time) => localMoment(`${day(n)}T${time}`, zone) }
}
