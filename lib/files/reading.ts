import { db } from '@/lib/db'
import { bytesKept } from '@/lib/files/fixity'
import { decode, type Encoding, LINES_PER_ENTRY } from '@/lib/files/lines'
import { bytesFor, openFile, seen } from '@/lib/files/opening'
import type { FileToOpen } from '@/lib/files/queries'
import { fileMetadata } from '@/lib/files/schema'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'

/*
 * Reading a text by its lines, however large: the index that was made while it came says where every 1,024th line begins, so that only the piece around
 * the wanted lines is read. Counts as commands, since a reading is an opening, which is written down.
 */

/** More of a piece than this is not shown at once: a text may be one line of a gigabyte. */
const MOST_BYTES = 4 * 1024 * 1024
/** A longer line is cut on the screen; the file has all of it. */
const MOST_OF_LINE = 10_000
/** A search looks at so much of a text, then says where it got to. */
const SCANNED = 192 * 1024 * 1024
const MOST_HITS = 200
/** Entries of the index that are looked through with one reading, while they come to no more than so many bytes. */
const AT_ONCE = 32
const MOST_HELD = 16 * 1024 * 1024
/** Where lines are so long that they are not held, so much is read at most, also to get to the line from which to go on. */
const MOST_PASSED = 4 * SCANNED

export type Line = { number: number; text: string; cut: boolean }
export type Lines = {
  lines: Line[]
  /** How many the text has */
  total: number
  /** Not all of what was asked for fitted */
  short: boolean
}
export type Hits = {
  hits: Line[]
  /** The line to go on from; null when the end was reached */
  next: number | null
}

type Text = { file: FileToOpen; opening: string; encoding: Encoding; total: number; starts: number[] }

async function openText(actor: Actor, id: string): Promise<Text> {
  const { file, opening } = await openFile(actor, id, 'view')
  const { text } = fileMetadata.parse(file.metadata)
  const row = await db().storedFile.findUnique({ where: { id: file.id }, select: { lineIndex: true } })
  if (!text || !row?.lineIndex) throw missing()
  const index = Buffer.from(row.lineIndex)
  const starts = Array.from({ length: index.length / 8 }, (_, i) => Number(index.readBigUInt64BE(i * 8)))
  return { file, opening, encoding: text.encoding, total: text.lines, starts }
}

/** Lines `from` (counted from 1) and on. Throws missing() for what is no text, or a Refusal when it may not be opened. */
export async function readLines(actor: Actor, id: string, from: number, count: number): Promise<Lines> {
  const text = await openText(actor, id)
  const first = Math.floor((from - 1) / LINES_PER_ENTRY)
  const last = Math.floor((from + count - 2) / LINES_PER_ENTRY)
  const [start, end] = [text.starts[first], text.starts[last + 1] ?? Number(text.file.size)]
  if (start === undefined || from > text.total) return { lines: [], total: text.total, short: false }
  const until = Math.min(end, start + MOST_BYTES)
  const piece = await collect(bytesFor(text.opening, text.file, { from: start, to: until - 1 }))
  const begins = first * LINES_PER_ENTRY + 1
  const lines = split(piece, text, begins, until === Number(text.file.size)).filter(
    ({ number }) => number >= from && number < from + count,
  )
  return { lines, total: text.total, short: until < end && lines.length < count }
}

/**
 * Lines from `from` on that hold these words, in any case, as they stand: a few hundred of them at most, out of so much of the text as can be looked
 * through while somebody waits. What it shows counts as seen.
 */
export async function searchLines(actor: Actor, id: string, words: string, from: number): Promise<Hits> {
  const text = await openText(actor, id)
  const sought = words.toLowerCase()
  const hits: Line[] = []
  let looked = 0
  for (let entry = Math.floor((from - 1) / LINES_PER_ENTRY); entry < text.starts.length; ) {
    const stretch = stretchFrom(text, entry)
    const length = stretch.end - stretch.begin
    if (looked > 0 && looked + length > SCANNED) return { hits, next: entry * LINES_PER_ENTRY + 1 }
    const found = await (length > MOST_HELD ? inLongLines : inStretch)(text, stretch, sought, from)
    looked += length
    hits.push(...found.hits)
    if (hits.length >= MOST_HITS)
      return { hits: hits.slice(0, MOST_HITS), next: (hits[MOST_HITS - 1]?.number ?? 0) + 1 }
    if (found.next !== null) return { hits, next: found.next <= text.total ? found.next : null }
    entry += stretch.entries
  }
  return { hits, next: null }
}

/** Entries of the index that are looked through together: bytes from `begin` up to, and without, `end`. */
type Stretch = { entry: number; entries: number; begin: number; end: number }

function stretchFrom({ starts, file }: Text, entry: number): Stretch {
  const endOf = (many: number) => starts[entry + many] ?? Number(file.size)
  const begin = starts[entry] ?? 0
  let entries = 1
  while (entries < AT_ONCE && entry + entries < starts.length && endOf(entries + 1) - begin <= MOST_HELD) entries += 1
  return { entry, entries, begin, end: endOf(entries) }
}

async function inStretch(
  text: Text,
  { entry, entries, begin, end }: Stretch,
  sought: string,
  from: number,
): Promise<Hits> {
  const hits: Line[] = []
  const starts = text.starts.slice(entry, entry + entries)
  const bytes = await collect(bytesKept(text.file.id, { from: begin, to: end - 1 }))
  for (const [i, start] of starts.entries()) {
    const until = starts[i + 1] ?? end
    const piece = bytes.subarray(start - begin, until - begin)
    // Most pieces do not have the words: they are passed over without being taken apart.
    if (!decode(piece, text.encoding).toLowerCase().includes(sought)) continue
    const begins = (entry + i) * LINES_PER_ENTRY + 1
    const found = split(piece, text, begins, until === Number(text.file.size)).filter(
      (line) => line.number >= from && line.text.toLowerCase().includes(sought),
    )
    if (found.length > 0) await seen(text.opening, start, until)
    hits.push(...found)
    if (hits.length >= MOST_HITS) break
  }
  return { hits, next: null }
}

/** The same where one entry alone is more than is held: line by line, of each no more than is shown. A line may be as long as the text. */
async function inLongLines(text: Text, { entry, begin, end }: Stretch, sought: string, from: number): Promise<Hits> {
  const hits: Line[] = []
  const decoder = new TextDecoder(text.encoding)
  let number = entry * LINES_PER_ENTRY + 1
  let [shown, before, has, long] = ['', '', false, false]
  let [passed, looked] = [0, 0]
  const goOn = (part: string) => {
    const lower = before + part.toLowerCase()
    has ||= lower.includes(sought)
    // Words may stand across two pieces.
    before = sought.length > 1 ? lower.slice(1 - sought.length) : ''
    long ||= shown.length + part.length > MOST_OF_LINE
    shown += part.slice(0, MOST_OF_LINE - shown.length)
  }
  const endLine = (cut = false) => {
    if (has && number >= from) hits.push({ number, text: shown.replace(/\r$/, ''), cut: cut || long })
    number += 1
    ;[shown, before, has, long] = ['', '', false, false]
  }
  let next: number | null = null
  for await (const piece of bytesKept(text.file.id, { from: begin, to: end - 1 })) {
    passed += piece.length
    if (number >= from) looked += piece.length
    const [first = '', ...rest] = decoder.decode(piece, { stream: true }).split('\n')
    goOn(first)
    for (const part of rest) {
      endLine()
      goOn(part)
    }
    if (hits.length >= MOST_HITS) break
    if (passed > MOST_PASSED) next = (entry + 1) * LINES_PER_ENTRY + 1
    else if (looked > SCANNED) next = Math.max(number, from + 1)
    if (next !== null) break
  }
  if (has && (next === null || next > number)) endLine(next !== null)
  if (hits.length > 0) await seen(text.opening, begin, begin + passed)
  return { hits, next }
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = []
  for await (const piece of pieces) found.push(piece)
  return Buffer.concat(found)
}

/** A piece of text as lines, the first of which has the number `begins`. A piece that ends before the text does may end with a line that is cut. */
function split(piece: Buffer, { encoding, total }: Text, begins: number, toEnd: boolean): Line[] {
  const words = decode(piece, encoding).replace(/^\ufeff/, '')
  const lines = words.split('\n')
  if (lines[lines.length - 1] === '') lines.pop()
  return lines
    .map((line, i) => {
      const whole = line.endsWith('\r') ? line.slice(0, -1) : line
      const broken = !toEnd && i === lines.length - 1 && !words.endsWith('\n')
      return { number: begins + i, text: whole.slice(0, MOST_OF_LINE), cut: broken || whole.length > MOST_OF_LINE }
    })
    .filter(({ number }) => number <= total)
}
