/**
 * Bates numbers, which producers stamp on each page: a prefix and a number of fixed width, 'FER-0000123'. Some number with blanks or dots in
 * between, and prefixes differ by case in one and the same volume.
 */
export type Bates = {
  /** In capitals, without blanks: numbers of one prefix stand in one row */
  prefix: string
  number: bigint
}

/** More digits than a column of 64 bits holds are no page's number. */
const MOST_DIGITS = 18

/** Reads one; null where it does not end in digits. */
export function parseBates(text: string): Bates | null {
  const match = /^(.*?)(\d+)$/.exec(text.replace(/\s+/g, '').toUpperCase())
  const [, prefix = '', digits = ''] = match ?? []
  return match && digits.length <= MOST_DIGITS ? { prefix, number: BigInt(digits) } : null
}

/** The number so many after another, written like it: 'FER-0000123' and 2 give 'FER-0000125'. */
export function batesLike(text: string, number: bigint): string {
  const digits = /\d+$/.exec(text.trim())?.[0] ?? ''
  return text.trim().slice(0, -digits.length || undefined) + number.toString().padStart(digits.length, '0')
}
