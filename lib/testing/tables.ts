import { expect } from 'vitest'
import { detectLayout, openTable } from '@/lib/tables/detect'
import { type Delimited, type Encoding, type Layout, newlines, quotes, separators } from '@/lib/tables/layout'
import { type Row, type Source, TableTrouble } from '@/lib/tables/table'

type Read = { columns: string[]; problems: string[]; rows: Row[] }

/** A whole list, by the layout given or the one detected. */
export async function read(source: Source, layout?: Layout): Promise<Read> {
  const { columns, problems, rows } = await openTable(source, layout ?? (await detectLayout(source)))
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return { columns, problems, rows: all }
}

export const cellsOf = ({ rows }: Read) => rows.map(({ cells }) => cells)

/** What a list that cannot be read is refused with. */
export async function troubleOf(reading: Promise<unknown>): Promise<{ message: string; line: number | null }> {
  try {
    await reading
  } catch (error) {
    if (error instanceof TableTrouble) return { message: error.message, line: error.line }
    throw error
  }
  return expect.fail('it was read')
}

/** What Windows-1252 has of its own between 0x80 and 0x9f. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Text as bytes in an encoding; throws when it has no such character. */
export function encoded(text: string, encoding: Encoding, bom: boolean): Buffer {
  const whole = bom ? `\ufeff${text}` : text
  if (encoding === 'utf-8') return Buffer.from(whole)
  if (encoding === 'utf-16le') return Buffer.from(whole, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(whole, 'utf16le').swap16()
  return Buffer.from(
    [...whole].map((char) => {
      const own = WINDOWS.indexOf(char)
      const code = own >= 0 ? 0x80 + own : char.charCodeAt(0)
      if (code > 0xff) throw new Error(`Windows-1252 has no ${char}`)
      return code
    }),
  )
}

/** These bytes as a source that gives them in pieces of a size, so that what is cut apart shows. */
export function inPieces(bytes: Uint8Array, size: number): Source {
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
}

/**
 * Rows as their producer would write them, each cell in quotes, and the line on which each begins. Line ends within a cell stand as the layout's
 * character for them, or in rows that `real` names as they are.
 */
export function written(
  rows: readonly (readonly string[])[],
  layout: Pick<Delimited, 'separator' | 'quote' | 'newline'>,
  { end, real = () => false }: { end: string; real?: (row: number) => boolean },
): { content: string; lines: number[] } {
  const [separator] = separators[layout.separator]
  const [quote] = quotes[layout.quote]
  const [newline] = newlines[layout.newline]
  const lines: number[] = []
  let line = 1
  const content = rows.map((row, at) => {
    lines.push(line)
    const asIs = real(at) || newline === null
    line += 1 + (asIs ? row.join('').split('\n').length - 1 : 0)
    const cells = row.map((cell) => (asIs ? cell.replaceAll('\n', end) : cell.replaceAll('\n', newline)))
    return (
      cells.map((cell) => (quote ? quote + cell.replaceAll(quote, quote + quote) + quote : cell)).join(separator) + end
    )
  })
  return { content: content.join(''), lines }
}
