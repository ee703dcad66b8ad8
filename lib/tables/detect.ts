import { delimitedTable } from '@/lib/tables/delimited'
import { detectEncoding, textOf } from '@/lib/tables/encoding'
import {
  CONCORDANCE,
  type Delimited,
  type Encoding,
  type Layout,
  type Newline,
  type Quote,
  quotes,
  type Separator,
  separators,
} from '@/lib/tables/layout'
import type { Source, Table } from '@/lib/tables/table'
import { workbookTable } from '@/lib/tables/workbook'

/** A list as rows under columns. Throws TableTrouble where it cannot be read. */
export function openTable(source: Source, layout: Layout): Promise<Table> {
  return layout.kind === 'text' ? delimitedTable(source, layout) : workbookTable(source, layout)
}

/** So many characters tell how a text is delimited; a heading is rarely longer. */
const HEAD = 128 * 1024

/** How a list seems to be written, by its content. An empty one counts as CSV. */
export async function detectLayout(source: Source): Promise<Layout> {
  if (await isPacked(source)) return { kind: 'workbook', sheet: 1, headings: true }
  const encoding = await detectEncoding(source)
  const head = await headOf(source, encoding)
  return { kind: 'text', encoding, ...delimitersOf(head), headings: true }
}

async function isPacked(source: Source): Promise<boolean> {
  let head: Uint8Array<ArrayBufferLike> = new Uint8Array(0)
  for await (const chunk of source()) {
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
    if (head.length >= 4) break
  }
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04
}

async function headOf(source: Source, encoding: Encoding): Promise<string> {
  let head = ''
  for await (const piece of textOf(source, encoding)) {
    head += piece
    if (head.length >= HEAD) return head.slice(0, HEAD)
  }
  return head
}

type Delimiters = Pick<Delimited, 'separator' | 'quote' | 'newline'>

/** By the first row: which quote it begins with, and what stands between two quoted cells; else which separator it has most of. */
function delimitersOf(text: string): Delimiters {
  const head = text.trimStart()
  const row = head.split('\n', 1)[0] ?? ''
  for (const quote of Object.keys(quotes) as Quote[]) {
    const separator = separatorBetween(row, quotes[quote][0])
    if (separator) return { separator, quote, newline: newlineOf(separator, quote) }
  }
  if (row.includes('\x14') || row.startsWith('\u00fe')) return { ...CONCORDANCE }
  const [best] = (Object.keys(separators) as Separator[])
    .map((separator) => ({ separator, many: steadiness(head, separators[separator][0]) }))
    .sort((a, b) => b.many - a.many)
  return { separator: best && best.many > 0 ? best.separator : 'comma', quote: 'double', newline: 'none' }
}

/** What stands between the first two cells of a row that begins with this quote. */
function separatorBetween(row: string, quote: string | null): Separator | null {
  if (quote === null || !row.startsWith(quote)) return null
  const end = row.indexOf(quote, 1)
  const between = end > 0 ? row[end + 1] : undefined
  const [name] = (Object.keys(separators) as Separator[]).filter((one) => separators[one][0] === between)
  return name && between !== quote ? name : null
}

const newlineOf = (separator: Separator, quote: Quote): Newline =>
  separator === 'concordance' || quote === 'concordance' ? 'concordance' : 'none'

/** How many of a separator the first row has outside quotes; more where the rows after it have as many. */
function steadiness(text: string, separator: string): number {
  const counts = text
    .split('\n', 10)
    .filter((row) => row.trim() !== '')
    .map((row) => row.replace(/"[^"]*"/g, '').split(separator).length - 1)
  const [first = 0, ...others] = counts
  const same = others.filter((count) => count === first).length
  return first === 0 ? 0 : first + 100 * (others.length === 0 ? 1 : same / others.length)
}
