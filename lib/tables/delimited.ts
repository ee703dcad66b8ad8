import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { textOf } from '@/lib/tables/encoding'
import { type Delimited, newlines, quotes, separators } from '@/lib/tables/layout'
import { asTable, LONGEST_ROW, type Source, type Table, TableTrouble } from '@/lib/tables/table'

/** A text as rows, from its beginning. Throws TableTrouble, with the line, where it cannot be read on. */
export async function delimitedTable(source: Source, layout: Delimited): Promise<Table> {
  return asTable(delimitedRows(source, layout), layout.headings)
}

type Parsed = { record: string[]; info: { lines: number } }

/** The same without a heading: each row as it stands, with as many cells as it has. */
export async function* delimitedRows(
  source: Source,
  layout: Omit<Delimited, 'headings'>,
): AsyncGenerator<{ line: number; cells: string[] }> {
  const [quote] = quotes[layout.quote]
  const [newline] = newlines[layout.newline]
  // Rows that stand before trouble are dropped with it; where the last of them ended is what tells the line.
  let read = 0
  const parser = parse({
    delimiter: separators[layout.separator][0],
    quote: quote ?? false,
    escape: quote ?? null,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    info: true,
    on_record: (row, { lines }) => {
      read = lines
      return row
    },
  })
  const text = Readable.from(textOf(source, layout.encoding), { objectMode: true })
  text.on('error', (error) => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const breaks = record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)
      // The parser tells where a row ends.
      const line = info.lines - breaks
      yield { line, cells: newline ? record.map((cell) => cell.replaceAll(newline, '\n')) : record }
    }
  } catch (error) {
    throw error instanceof CsvError ? inWords(error, read + 1) : error
  } finally {
    text.destroy()
    parser.destroy()
  }
}

/** The parser repeats what it found, which must not reach a log; and names the line where it gave up, not where the trouble began. */
function inWords(error: CsvError, line: number): TableTrouble {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return new TableTrouble('A quote is opened in this row and closed nowhere after it.', line)
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new TableTrouble(
      `This row is longer than ${LONGEST_ROW / 1024 / 1024} million characters: mostly a quote that is closed nowhere.`,
      line,
    )
  return new TableTrouble('This row cannot be read with these delimiters.', line)
}
