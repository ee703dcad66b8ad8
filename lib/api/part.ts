import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'

/** Which part of a list is wanted: at most `limit` entries, those behind the place that `after` marks (null: from the start). */
export type Page = { limit: number; after: string | null }

/** A part of a list; `next` marks the place to go on from, null at the end; `total` counts the whole list as it is now. */
export type Part<T> = { items: T[]; next: string | null; total: number }

/** The cursor of a list that is sorted by one whole number; null for its start. Throws a Refusal when it is no such cursor. */
function readNumberCursor(after: string | null): number | null {
  if (after === null) return null
  const [number] = readCursor(after, 1)
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) throw notAPlace()
  return number
}

/** A part of a list that is short enough to be read whole, ordered by a number that each row has for good. */
export function sliceByNumber<T>(rows: readonly T[], numberOf: (row: T) => number, page: Page): Part<T> {
  const after = readNumberCursor(page.after) ?? 0
  const behind = rows.filter((row) => numberOf(row) > after).sort((a, b) => numberOf(a) - numberOf(b))
  const items = behind.slice(0, page.limit)
  const last = items[items.length - 1]
  return {
    items,
    next: last !== undefined && behind.length > items.length ? writeCursor([numberOf(last)]) : null,
    total: rows.length,
  }
}
