import { isUtf8 } from 'node:buffer'

/*
 * Text, looked at while its bytes go by: where its lines begin, how many there are, in which encoding it stands, and what its lines say of
 * when. Pure, and of a name of its own, because the arrival of a file, imports and the page that shows a log all need it.
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The index has the beginning of every so-manieth line. */
export const LINES_PER_ENTRY = 1_024
/** A text of more lines than this is shown by bytes alone: a thousand million lines. */
const MOST_ENTRIES = 1_000_000

const LF = 0x0a

export type TextFound = {
  encoding: Encoding
  lines: number
  /** Offsets in bytes of the lines 1, 1,025, 2,049 ..., 8 bytes each, big-endian; null where there would be too many */
  index: Buffer | null
}

/**
 * Counts lines and notes where every 1,024th begins, piece by piece, in whatever pieces the bytes come. A line ends with a line feed (one
 * before it belongs to the line's end); what stands behind the last one is a line if it is anything. Two bytes a character where the text begins
 * with such a byte order mark.
 */
export class LineReader {
  #at = 0
  #lines = 0
  #starts: number[] = [0]
  #first = Buffer.alloc(0)
  #wide: 'utf-16le' | 'utf-16be' | null = null
  #utf8 = true
  /** Of the last piece: the bytes of a character that may go on in the next one */
  #rest = Buffer.alloc(0)
  #endsLine = true
  #isText = true

  push(piece: Uint8Array): void {
    if (!this.#isText || piece.length === 0) return
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    if (this.#at < 2) this.#begin(bytes)
    else if (this.#wide) this.#pushWide(bytes)
    else this.#pushNarrow(bytes)
  }

  /** Until the byte order mark would be complete, pieces are put together. */
  #begin(bytes: Buffer): void {
    const all = Buffer.concat([this.#first, bytes])
    if (all.length < 2) {
      this.#first = all
      return
    }
    this.#first = Buffer.alloc(0)
    const mark = all.readUInt16BE(0)
    this.#wide = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : null
    if (this.#wide) this.#pushWide(all)
    else this.#pushNarrow(all)
  }

  #pushNarrow(bytes: Buffer): void {
    if (bytes.includes(0)) {
      this.#isText = false
      return
    }
    for (let found = bytes.indexOf(LF); found >= 0; found = bytes.indexOf(LF, found + 1)) {
      this.#line(this.#at + found + 1)
    }
    this.#at += bytes.length
    this.#endsLine = bytes[bytes.length - 1] === LF
    if (this.#utf8) this.#checkUtf8(bytes)
  }

  #pushWide(piece: Buffer): void {
    const bytes = this.#rest.length ? Buffer.concat([this.#rest, piece]) : piece
    const whole = bytes.length - (bytes.length % 2)
    const low = this.#wide === 'utf-16le' ? 0 : 1
    for (let found = bytes.indexOf(LF); found >= 0 && found < whole; found = bytes.indexOf(LF, found + 1)) {
      if (found % 2 !== low || bytes[found ^ 1] !== 0) continue
      this.#line(this.#at + found - low + 2)
    }
    this.#endsLine = whole >= 2 && bytes[whole - 2 + low] === LF && bytes[whole - 1 - low] === 0
    this.#at += whole
    this.#rest = Buffer.from(bytes.subarray(whole))
  }

  #line(next: number): void {
    this.#lines += 1
    if (this.#lines % LINES_PER_ENTRY === 0 && this.#starts.length <= MOST_ENTRIES) this.#starts.push(next)
  }

  /** A character of up to four bytes may be cut by the end of a piece: its beginning waits for the next one. */
  #checkUtf8(piece: Buffer): void {
    const bytes = this.#rest.length ? Buffer.concat([this.#rest, piece]) : piece
    const end = endOfWhole(bytes)
    this.#utf8 = isUtf8(bytes.subarray(0, end))
    this.#rest = Buffer.from(bytes.subarray(end))
  }

  /** What the text is, when all of it has gone by; null when it is none. */
  finish(): TextFound | null {
    // A single byte never came to a decision.
    if (this.#first.length) this.#pushNarrow(this.#first)
    if (!this.#isText || (this.#wide && this.#rest.length > 0)) return null
    const encoding = this.#wide ?? (this.#utf8 && this.#rest.length === 0 ? 'utf-8' : 'windows-1252')
    const lines = this.#lines + (this.#endsLine ? 0 : 1)
    // Where the text ends with a line feed, no line begins behind it.
    const starts = this.#starts.filter((start, i) => i === 0 || start < this.#at)
    return { encoding, lines, index: starts.length > MOST_ENTRIES ? null : indexOf(starts) }
  }
}

function indexOf(starts: number[]): Buffer {
  const index = Buffer.alloc(starts.length * 8)
  for (const [i, start] of starts.entries()) index.writeBigUInt64BE(BigInt(start), i * 8)
  return index
}

/** Where the last whole character of UTF-8 ends, as far as the last bytes tell. */
function endOfWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Do these first bytes look like text? Control characters other than blanks, bells of a terminal and escapes are in none. */
export function looksLikeText(head: Uint8Array): boolean {
  const wide = wideOf(head)
  if (wide) {
    const text = new TextDecoder(wide).decode(head.subarray(0, head.length - (head.length % 2)))
    // Colours of a terminal are text too.
    return !/[^\P{Cc}\s]|\ufffd{4}/u.test(text.replaceAll('\u001b', ''))
  }
  return !head.some((byte) => byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b)
}

/** In which order of bytes a text stands that begins with such a mark. An old form of sound begins with the same two bytes. */
export function wideOf(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [a, b] = head
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** Bytes of a text as a string; a character that is cut at either end becomes a replacement sign. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes)
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const ZONE = '(?: ?(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?'

/** The ways in which logs write a time with its year. What has none, or has day and month in an order that cannot be told, is left alone. */
const STAMPS: [RegExp, (parts: string[]) => string[]][] = [
  [
    new RegExp(
      `(?<!\\d)(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ,]{1,2}(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?${ZONE}`,
    ),
    (parts) => parts,
  ],
  [/(?<!\d)(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?(Z)/, (parts) => parts],
  [
    /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]/,
    ([day = '', month = '', year = '', ...rest]) => [
      year,
      numberOf(month),
      day,
      ...rest.slice(0, 3),
      '',
      rest[3] ?? '',
    ],
  ],
  // A date-time group: 121430ZFEB26.
  [
    /(?<![\dA-Z])(\d\d)(\d\d)(\d\d)Z ?([A-Z]{3}) ?((?:20)?\d\d)(?!\d)/,
    ([day = '', hour = '', minute = '', month = '', year = '']) => [
      year.padStart(4, '20'),
      numberOf(month),
      day,
      hour,
      minute,
      '00',
      '',
      'Z',
    ],
  ],
]

const numberOf = (month: string) => String(MONTHS.indexOf(month.toUpperCase()) + 1).padStart(2, '0')

/**
 * The first time that stands in a line of a log, as ISO 8601: with its zone where it has one, else without. Null where there is none that can
 * be read without guessing.
 */
export function stampIn(line: string): string | null {
  for (const [pattern, order] of STAMPS) {
    const match = pattern.exec(line.slice(0, 200))
    if (!match) continue
    const parts = order(match.slice(1).map((part) => part ?? ''))
    const [year, month, day, hour, minute, second, fraction, zone = ''] = parts
    const at = `${year}-${month}-${day}T${hour}:${minute}:${second}`
    // Only what exists: no 31st of February, no 25 o'clock.
    const ms = Date.parse(`${at}Z`)
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== at) continue
    return `${at}${fraction ? `.${fraction}` : ''}${zoneOf(zone)}`
  }
  return null
}

function zoneOf(zone: string): string {
  if (zone === 'UTC' || zone === 'GMT') return 'Z'
  return /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
}

/** The first time in these lines; with `last` the last one. */
export function stampOf(text: string, last = false): string | null {
  const lines = text.split('\n', last ? undefined : 500)
  for (const line of last ? lines.reverse().slice(0, 500) : lines) {
    const stamp = stampIn(line)
    if (stamp) return stamp
  }
  return null
}
