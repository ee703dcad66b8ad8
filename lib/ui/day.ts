/**
 * Words for days as the screens write them. Days are strings `YYYY-MM-DD` without a zone; which day is today in the
 * inquiry's zone is the caller's to say.
 */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Days since 1970-01-01. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** The day with this number. */
export const dayAt = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)

/** "Feb 17, 2026"; "Feb 17" when the year needs no saying, as within the year of `beside`. */
export function dayWords(day: string, beside?: string): string {
  const [year, month, date] = day.split('-')
  const short = `${months[Number(month) - 1]} ${Number(date)}`
  return beside?.slice(0, 4) === year ? short : `${short}, ${year}`
}

/** "13 days overdue", "due today", "tomorrow", "in 5 days". */
export function distanceWords(due: string, today: string): string {
  const days = dayNumber(due) - dayNumber(today)
  if (days === 0) return 'due today'
  if (days === 1) return 'tomorrow'
  return days > 0 ? `in ${days.toLocaleString('en-US')} days` : `${plural(-days, 'day')} overdue`
}

/** "1 day", "13 days", "1,200 days". */
export const plural = (n: number, noun: string): string => `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`
