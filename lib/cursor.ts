import { invalidField, type Refusal } from '@/lib/refusal'

export type CursorValue = string | number | boolean | null

/** The sort key of a page's last row, as an opaque word for the next call. */
export function writeCursor(values: CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Reads a cursor of `length` values; anything else is refused in words, since only `next` of an earlier page is one. */
export function readCursor(cursor: string, length: number): CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue)) return values
  } catch {
    // Falls through to the refusal: what is no JSON is no cursor.
  }
  throw notAPlace()
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The cursor of a list that goes on behind a row, whatever the order: its id. Whether that row exists for the caller is for the list to ask. */
export function readIdCursor(cursor: string): string {
  const [id] = readCursor(cursor, 1)
  if (typeof id !== 'string' || !UUID.test(id)) throw notAPlace()
  return id
}

/** The refusal of a cursor that no page gave out. */
export function notAPlace(): Refusal {
  return invalidField('after', 'This is not a place in this list: take the value of "next" from the page before.')
}

function isCursorValue(value: unknown): value is CursorValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
