/** Counts as schema: what a Range header asks for. */

/** First and last byte that are wanted, counted from 0. */
export type Wanted = { from: number; to: number }

/**
 * Reads a Range header against a file of `size` bytes (RFC 9110, section 14.2): one range of bytes, or 'whole' where there is none, where it is not
 * understood, or where it names several, which a server may pass over; 'beyond' when it lies outside of the file.
 */
export function wantedRange(header: string | null, size: number): Wanted | 'whole' | 'beyond' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'beyond' : { from: size - length, to: size - 1 }
  }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (from >= size) return 'beyond'
  return last !== '' && Number(last) < from ? 'whole' : { from, to }
}
