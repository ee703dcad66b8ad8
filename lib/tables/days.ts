import { isDay, monthName } from '@/lib/time'

/*
 * Days as lists write them. Pure.
 */

/** What 3/4/2026 means: March 4, as in the United States, or the third of April. */
export const dayOrders = { month_first: 'Month first', day_first: 'Day first' } as const

export type DayOrder = keyof typeof dayOrders

/** What lists write where there is no day. */
const NONE = /^(undated|no date|not dated|n\.?\s?d\.?|n\/?a|none|unknown|various|-+)$/i

const MONTHS = new Map(
  Array.from({ length: 12 }, (_, at) => [(monthName(at + 1) ?? '').slice(0, 3).toLowerCase(), at + 1] as const),
)

const two = (n: number) => String(n).padStart(2, '0')

/** Years of two digits are those of the last hundred years, up to the next one. */
function yearOf(text: string, now: number): number {
  if (text.length > 2) return Number(text)
  const year = Math.floor(now / 100) * 100 + Number(text)
  return year > now + 1 ? year - 100 : year
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const text = `${year}-${two(month)}-${two(day)}`
  return year >= 1900 && year <= 2100 && isDay(text) ? text : undefined
}

/** A time of day behind the day, which is left out: what is kept is the day. */
const TIME = /[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?$/i

/**
 * The day that a cell names, `YYYY-MM-DD`; null where it says that there is none; undefined where it cannot be read, so that nobody believes
 * it was. `now` is the present year.
 */
export function readDay(text: string, order: DayOrder, now: number): string | null | undefined {
  const cell = text.trim().replace(TIME, '').trim()
  if (cell === '' || NONE.test(cell)) return null
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(cell)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const figures = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$/.exec(cell)
  if (figures) {
    const [first, second, year] = [Number(figures[1]), Number(figures[2]), yearOf(figures[3] ?? '', now)]
    return order === 'month_first' ? dayOf(year, first, second) : dayOf(year, second, first)
  }
  const bare = cell.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i, '')
  const words =
    /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{2}|\d{4})$/i.exec(bare) ??
    swapped(/^([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{2}|\d{4})$/i.exec(bare))
  const month = words && MONTHS.get((words[2] ?? '').slice(0, 3).toLowerCase())
  return words && month ? dayOf(yearOf(words[3] ?? '', now), month, Number(words[1])) : undefined
}

const swapped = (found: RegExpExecArray | null) => found && [found[0], found[2], found[1], found[3]]

/** The order in which a list writes its days, by the first that can be read in one way only; as in the United States where none tells. */
export function orderOf(cells: Iterable<string>): DayOrder {
  for (const cell of cells) {
    const [, first, second] = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/.exec(cell) ?? []
    if (Number(first) > 12 && Number(second) <= 12) return 'day_first'
    if (Number(second) > 12 && Number(first) <= 12) return 'month_first'
  }
  return 'month_first'
}
