import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Encoding, LINES_PER_ENTRY, LineReader, looksLikeText, stampIn, stampOf } from '@/lib/files/lines'

/** The text in pieces of these sizes, and then the rest. */
function read(bytes: Buffer, cuts: number[] = []) {
  const reader = new LineReader()
  let at = 0
  for (const cut of [...cuts, bytes.length]) {
    reader.push(bytes.subarray(at, at + cut))
    at += cut
  }
  return reader.finish()
}

const encoded: Record<Encoding, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'windows-1252': (text) => Buffer.from(`\u00e9${text}`, 'latin1'),
  'utf-16le': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
}
const encodings = Object.keys(encoded) as Encoding[]

/** Where the lines of a text begin, found in the plainest way. */
function startsOf(bytes: Buffer, encoding: Encoding): number[] {
  const wide = encoding.startsWith('utf-16')
  const end = encoding === 'utf-16be' ? [0, 10] : wide ? [10, 0] : [10]
  const starts = [0]
  for (let at = 0; at < bytes.length; at += end.length) {
    if (end.every((byte, i) => bytes[at + i] === byte)) starts.push(at + end.length)
  }
  return starts.at(-1) === bytes.length && starts.length > 1 ? starts.slice(0, -1) : starts
}

describe('the lines of a text', () => {
  it.each(encodings)('in %s are counted and found, however it comes in pieces', (encoding) => {
    const line = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\r', encoding === 'windows-1252' ? 'c' : 'é', '\n'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(40)),
        fc.boolean(),
        (lines, cuts, ends) => {
          // Enough of them for more than one entry.
          const text = Array.from({ length: 40 }, () => lines.join('\n')).join('\n') + (ends ? '\n' : '')
          const bytes = encoded[encoding](text)
          const starts = startsOf(bytes, encoding)
          const found = read(bytes, cuts)
          expect(found?.lines).toBe(starts.length)
          const entries = Array.from({ length: (found?.index?.length ?? 0) / 8 }, (_, i) =>
            Number(found?.index?.readBigUInt64BE(i * 8)),
          )
          expect(entries).toEqual(starts.filter((_, i) => i % LINES_PER_ENTRY === 0))
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each(encodings)('tell that they stand in %s, also where a character is cut', (encoding) => {
    const bytes = encoded[encoding](encoding === 'windows-1252' ? 'abc\n' : 'Zoë’s log: 12 €\n'.repeat(30))
    for (const cut of [1, 2, 3, 5, 11, 17]) expect(read(bytes, Array(40).fill(cut))?.encoding).toBe(encoding)
  })

  it.each([
    ['nothing but a line feed', '\n', 1],
    ['no line feed', 'abc', 1],
    ['one at its end', 'abc\ndef\n', 2],
    ['none at its end', 'abc\ndef', 2],
    ['one sign', 'a', 1],
  ])('with %s', (_what, text, lines) => {
    expect(read(Buffer.from(text))).toMatchObject({ lines, encoding: 'utf-8' })
  })

  it('are none of what holds zeros', () => {
    expect(read(Buffer.from('abc\n\0def\n'), [3])).toBeNull()
    expect(looksLikeText(Buffer.from([0x50, 0x4b, 0x03, 0x04]))).toBe(false)
    expect(looksLikeText(Buffer.from('\u001b[31mred\u001b[0m\tlog\r\n'))).toBe(true)
  })
})

describe('a time in a line', () => {
  it.each([
    ['2026-02-12T09:40:00Z up', '2026-02-12T09:40:00Z'],
    ['[2026-02-12 09:40:00,123] INFO', '2026-02-12T09:40:00.123'],
    ['INFO 2026/02/12 09:40:00 +0100 up', '2026-02-12T09:40:00+01:00'],
    ['"2026-02-12 09:40:00 UTC","up"', '2026-02-12T09:40:00Z'],
    ['20260212T094000Z up', '2026-02-12T09:40:00Z'],
    ['10.0.0.1 - - [12/Feb/2026:09:40:00 -0500] "GET /"', '2026-02-12T09:40:00-05:00'],
    ['121430ZFEB26 course 090', '2026-02-12T14:30:00Z'],
    ['121430Z FEB 2026 course 090', '2026-02-12T14:30:00Z'],
  ])('%s', (line, stamp) => {
    expect(stampIn(line)).toBe(stamp)
  })

  it.each([
    ['that has no year', 'Feb 12 09:40:00 bridge up'],
    ['whose day and month cannot be told apart', '02/03/2026 09:40:00 up'],
    ['that does not exist', '2026-02-30 09:40:00 up'],
    ['that no clock shows', '2026-02-12 25:40:00 up'],
    ['that is a number', '1234567890123456789'],
  ])('%s is left alone', (_what, line) => {
    expect(stampIn(line)).toBeNull()
  })

  it('is the first and the last that there is', () => {
    const text = 'header\n2026-02-12 09:00:00 a\n  more of it\n2026-02-12 10:00:00 b\nfooter\n'
    expect([stampOf(text), stampOf(text, true)]).toEqual(['2026-02-12T09:00:00', '2026-02-12T10:00:00'])
    expect(stampOf('nothing\nof it\n')).toBeNull()
  })
})
