import type { Encoding } from '@/lib/tables/layout'
import type { Source } from '@/lib/tables/table'

/** How much of a file without a byte order mark is looked at for the zero bytes of UTF-16. */
const SAMPLE = 64 * 1024

/**
 * In which encoding a file is written: by its byte order mark; without one, UTF-16 by where its zero bytes stand; else UTF-8 if every byte of the
 * whole file is in order as such (which text in Windows-1252 with any letter beyond ASCII is not), else Windows-1252.
 */
export async function detectEncoding(source: Source): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let first: Encoding | null | undefined
  let head: Uint8Array<ArrayBufferLike> = new Uint8Array(0)
  try {
    for await (const chunk of source()) {
      if (first === undefined) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
        if (head.length < SAMPLE) continue
        first = byHead(head)
        if (first) return first
        utf8.decode(head, { stream: true })
      } else utf8.decode(chunk, { stream: true })
    }
    if (first === undefined) {
      first = byHead(head)
      if (first) return first
      utf8.decode(head, { stream: true })
    }
    utf8.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

function byHead(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return byZeros(head.subarray(0, SAMPLE))
}

/** ASCII in UTF-16 has every other byte zero; which one says the order. Where most letters are others, delimiters and line ends still are ASCII. */
function byZeros(head: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const few = head.length / 100
  if (odd > few && odd > 10 * even) return 'utf-16le'
  if (even > few && even > 10 * odd) return 'utf-16be'
  return null
}

/**
 * The text of a file, piece by piece, without its byte order mark and with `\n` as the only line end. What is not of this encoding becomes U+FFFD.
 */
export async function* textOf(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  // A carriage return at the end of a piece may be the first half of a line end.
  let held = ''
  for await (const chunk of source()) {
    let text = held + decoder.decode(chunk, { stream: true })
    held = text.endsWith('\r') ? '\r' : ''
    if (held) text = text.slice(0, -1)
    if (text) yield lineEnds(text)
  }
  const rest = lineEnds(held + decoder.decode())
  if (rest) yield rest
}

const lineEnds = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
