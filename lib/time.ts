/**
 * Days and moments. A day is a string `YYYY-MM-DD` without a zone (due dates are dates); a moment is a `Date` in UTC.
 * Both are shown in the inquiry's zone. Zones are IANA names; their rules come from the ICU data of the runtime.
 */
import { counted } from '@/lib/words'

const DAY_MS = 86_400_000

/** Where the committee sits: the zone of pages that belong to no inquiry. */
export const HOME_ZONE = 'America/New_York'
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

// A formatter takes about 50 µs to build and 1 µs to use.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
  formatters.set(zone, made)
  return made
}

/** What the wall clock of `zone` shows at `at`: the parts as numbers, and the zone's short name then, such as `EST`. */
function wallClock(at: Date, zone: string) {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)]
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second)]
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    short: String(parts.timeZoneName),
    asUtc: Date.UTC(year, month - 1, day, hour, minute, second),
  }
}

const two = (n: number) => String(n).padStart(2, '0')

/** Is this a time zone by name (`America/New_York`, `UTC`)? Bare offsets such as `+05:00` are not: they know no summer. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

// The same few hundred days come again and again; to read one and back takes as long as to write a row of a list.
const dayNumbers = new Map<string, number>()
const MOST_DAYS = 20_000

/** The day's number since 1970-01-01, or null where it is not written `YYYY-MM-DD` or does not exist. */
function dayNumber(day: string): number | null {
  const known = dayNumbers.get(day)
  if (known !== undefined) return known
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) return null
  if (dayNumbers.size >= MOST_DAYS) dayNumbers.clear()
  dayNumbers.set(day, ms / DAY_MS)
  return ms / DAY_MS
}

function mustBeDay(day: string): number {
  const number = dayNumber(day)
  if (number === null) throw new RangeError('A day is written YYYY-MM-DD and exists in the calendar.')
  return number
}

/** Does this day exist in the (Gregorian) calendar, written `YYYY-MM-DD`? */
export const isDay = (day: string): boolean => dayNumber(day) !== null

/** The name of a month, 1 to 12, or undefined. */
export const monthName = (month: number): string | undefined => MONTHS[month - 1]

// A page asks for the day a dozen times. Days begin on a whole second everywhere, so an answer holds for the second it was given in.
const lastDays = new Map<string, { second: number; day: string }>()

/** The day it is in `zone` now, `YYYY-MM-DD`. */
export function today(zone: string, now: Date = new Date()): string {
  const second = Math.floor(now.getTime() / 1_000)
  const last = lastDays.get(zone)
  if (last?.second === second) return last.day
  const { year, month, day: dayOfMonth } = wallClock(now, zone)
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`
  lastDays.set(zone, { second, day })
  return day
}

/** The day `days` after (or, when negative, before) `day`. Throws RangeError where a day does not exist. */
export function addDays(day: string, days: number): string {
  return new Date((mustBeDay(day) + days) * DAY_MS).toISOString().slice(0, 10)
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. Throws RangeError where a day does not exist. */
export function daysBetween(from: string, to: string): number {
  return mustBeDay(to) - mustBeDay(from)
}

/** How far a day is from today: "13 days ago", "yesterday", "today", "tomorrow", "in 5 days". */
export function agoWords(day: string, today: string): string {
  const ahead = daysBetween(today, day)
  if (ahead === 0) return 'today'
  if (ahead === 1) return 'tomorrow'
  if (ahead === -1) return 'yesterday'
  return ahead > 0 ? `in ${counted(ahead, 'day')}` : `${counted(-ahead, 'day')} ago`
}

/**
 * The same for a due date: past ones are "13 days overdue" while the thing is outstanding, and only "13 days ago" once it is not.
 * What is due today is not overdue.
 */
export function dueWords(due: string, today: string, outstanding: boolean): string {
  const late = daysBetween(due, today)
  return outstanding && late > 0 ? `${counted(late, 'day')} overdue` : agoWords(due, today)
}

type DayFormat = {
  /** `auto` leaves the year out when it is `today`'s; without `today` it is always shown. */
  year?: 'auto' | 'always'
  weekday?: boolean
  today?: string
}

/** "Feb 12", "Feb 12, 2026" or "Thu, Feb 12, 2026". Throws RangeError where the day does not exist. */
export function formatDay(day: string, { year = 'auto', weekday = false, today }: DayFormat = {}): string {
  const at = new Date(mustBeDay(day) * DAY_MS)
  const words = `${monthName(at.getUTCMonth() + 1)?.slice(0, 3)} ${at.getUTCDate()}`
  const bare = year === 'auto' && today?.slice(0, 4) === day.slice(0, 4)
  return `${weekday ? `${WEEKDAYS[at.getUTCDay()]?.slice(0, 3)}, ` : ''}${words}${bare ? '' : `, ${day.slice(0, 4)}`}`
}

/** A day of a record's own story: "Today", else as `formatDay` with this `today`. */
export const dayWords = (day: string, today: string): string => (day === today ? 'Today' : formatDay(day, { today }))

/** "February 12, 2026", as a letter is dated. Throws RangeError where the day does not exist. */
export function dayInFull(day: string): string {
  const at = new Date(mustBeDay(day) * DAY_MS)
  return `${monthName(at.getUTCMonth() + 1)} ${at.getUTCDate()}, ${day.slice(0, 4)}`
}

/** "9:40 a.m.", as the Government Publishing Office's Style Manual writes hours. */
const clockWords = (hour: number, minute: number, second?: number) =>
  `${hour % 12 || 12}:${two(minute)}${second === undefined ? '' : `:${two(second)}`} ${hour < 12 ? 'a.m.' : 'p.m.'}`

/** The time of day of a moment in `zone`: "9:40 a.m.". */
export function timeIn(at: Date, zone: string): string {
  const { hour, minute } = wallClock(at, zone)
  return clockWords(hour, minute)
}

/** The time of day with its zone: "9:40 a.m. EST", with `seconds` "9:40:05 a.m. EST". */
export function timeWithZone(at: Date, zone: string, { seconds = false } = {}): string {
  const { hour, minute, second, short } = wallClock(at, zone)
  return `${clockWords(hour, minute, seconds ? second : undefined)} ${short}`
}

/** A moment on the wall clock of `zone`: "Feb 12, 2026, 9:40 a.m. EST"; with `seconds` where minutes would say too little. */
export function formatMoment(at: Date, zone: string, how: { seconds?: boolean } = {}): string {
  return `${formatDay(today(zone, at))}, ${timeWithZone(at, zone, how)}`
}

/** The same with nothing shortened, for the head of a page: "Thursday, February 12, 2026, 9:40 a.m. EST". */
export function momentInFull(at: Date, zone: string): string {
  const { hour, minute, short, year, month, day, asUtc } = wallClock(at, zone)
  const weekday = WEEKDAYS[new Date(asUtc).getUTCDay()]
  return `${weekday}, ${monthName(month)} ${day}, ${year}, ${clockWords(hour, minute)} ${short}`
}

const city = (zone: string) => {
  if (zone === 'America/New_York' || zone === 'US/Eastern') return 'Washington'
  return zone.startsWith('Etc/') || !zone.includes('/') ? null : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** The zone as people say it, with its short name at that moment: "Washington time (EST)", "Honolulu time (HST)", "UTC". */
export function zoneName(zone: string, at: Date = new Date()): string {
  const { short } = wallClock(at, zone)
  const place = city(zone)
  return place ? `${place} time (${short})` : short
}

/** The day in a Prisma `@db.Date`, which arrives as UTC midnight. */
export function dateFromDb(date: Date): string
export function dateFromDb(date: Date | null): string | null
export function dateFromDb(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10)
}

/** A day for a Prisma `@db.Date`: UTC midnight. Throws RangeError where the day does not exist. */
export function dateToDb(day: string): Date
export function dateToDb(day: string | null): Date | null
export function dateToDb(day: string | null): Date | null {
  return day === null ? null : new Date(mustBeDay(day) * DAY_MS)
}

/**
 * The moment at which the wall clock of `zone` shows `local` (`YYYY-MM-DDTHH:mm`, seconds allowed).
 * In autumn, when an hour comes twice, the first one is meant (as RFC 5545 section 3.3.5 has it).
 * Throws RangeError, in words without a label, where it is not a time or where the clock skipped it in spring.
 */
export function localMoment(local: string, zone: string): Date {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(local)
  if (!match?.[1] || !isDay(match[1])) throw new RangeError('not a day and time that exist, written 2026-02-12T09:40')
  const asUtc = Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4] ?? '00'}Z`)
  // Offsets lie within 14 hours, so those of the day before and the day after include every one that can hold here.
  const offsets = [-DAY_MS, DAY_MS].map((away) => wallClock(new Date(asUtc + away), zone).asUtc - (asUtc + away))
  const fitting = offsets.map((offset) => asUtc - offset).filter((ms) => wallClock(new Date(ms), zone).asUtc === asUtc)
  if (fitting.length === 0) {
    const clock = clockWords(Number(match[2]), Number(match[3]))
    throw new RangeError(
      `${clock} on ${formatDay(match[1])} does not exist in ${city(zone) ?? zone}: the clocks skipped it`,
    )
  }
  return new Date(Math.min(...fitting))
}

/** A moment as the wall clock of `zone` shows it, `YYYY-MM-DDTHH:mm` with seconds where there are any: the inverse of `localMoment`. */
export function wallTime(at: Date, zone: string): string {
  return new Date(wallClock(at, zone).asUtc).toISOString().replace(/(:00)?\.000Z$/, '')
}

/**
 * The moment at which a day begins on the wall clock of `zone`: midnight, or one o'clock where summer time skips that hour.
 * Throws RangeError where the day does not exist.
 */
export function startOfDay(day: string, zone: string): Date {
  try {
    return localMoment(`${day}T00:00`, zone)
  } catch {
    return localMoment(`${day}T01:00`, zone)
  }
}

/** A length of time, or a place in a recording, from milliseconds: '00:03:14.200'. */
export function timecode(ms: number): string {
  const whole = Math.round(ms)
  const [seconds, rest] = [Math.floor(whole / 1_000), whole % 1_000]
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(rest).padStart(3, '0')}`
}
