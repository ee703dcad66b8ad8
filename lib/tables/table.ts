/*
 * Lists that come from outside, read as rows of text: load files (Concordance DAT), CSV and its relatives, workbooks. What really arrives is
 * read as far as it can be, and each row says what is wrong with it. Nothing here knows of records, rights or the database; nothing holds a
 * whole file in memory. The folder has its own file names, since it holds no records.
 */

/** The bytes of a file, from the beginning each time it is called. */
export type Source = () => AsyncIterable<Uint8Array>

/** One row. Its cells are as many as the columns, whatever came. */
export type Row = {
  /** Where it begins: the line of a text (blank lines count), the row of a sheet; from 1 */
  line: number
  cells: string[]
  /** What is wrong with it, in words */
  problems: string[]
}

export type Table = { columns: string[] /** Of the head itself */; problems: string[]; rows: AsyncIterable<Row> }

/** The file cannot be read any further, or not in this way. Its words are safe to show. */
export class TableTrouble extends Error {
  constructor(
    message: string,
    readonly line: number | null = null,
  ) {
    super(message)
    this.name = 'TableTrouble'
  }
}

/** No real list is wider; a hostile one could be. */
export const MOST_COLUMNS = 1_000
/** More in one row is a quote that was never closed. In characters. */
export const LONGEST_ROW = 16 * 1024 * 1024

type Loose = { line: number; cells: string[] }

/**
 * Puts rows under columns: names them by the first row or by their place, fills up rows that are too short, says of rows that are too long
 * what is lost, and leaves out rows in which nothing stands.
 */
export async function asTable(loose: AsyncIterator<Loose>, headings: boolean): Promise<Table> {
  const first = await nextWritten(loose)
  if (!first) return { columns: [], problems: [], rows: none() }
  const { columns, problems } = headings ? named(first.cells) : { columns: numbered(first.cells), problems: [] }
  const rest = headings ? null : first
  return { columns, problems, rows: underColumns(rest, loose, columns.length) }
}

async function* none(): AsyncGenerator<Row> {}

const isWritten = ({ cells }: Loose) => cells.some((cell) => cell.trim() !== '')

async function nextWritten(loose: AsyncIterator<Loose>): Promise<Loose | null> {
  for (;;) {
    const { done, value } = await loose.next()
    if (done) return null
    if (isWritten(value)) return value
  }
}

async function* underColumns(first: Loose | null, loose: AsyncIterator<Loose>, width: number): AsyncGenerator<Row> {
  try {
    for (let row = first ?? (await nextWritten(loose)); row; row = await nextWritten(loose))
      yield underHeading(row, width)
  } finally {
    await loose.return?.()
  }
}

function underHeading({ line, cells: given }: Loose, width: number): Row {
  const problems: string[] = []
  let cells = given
  const surplus = cells.slice(width)
  if (cells.length < width) {
    problems.push(`It has ${count(cells.length)}, and the heading has ${width}: the last ones are taken as blank.`)
    cells = [...cells, ...Array<string>(width - cells.length).fill('')]
  } else if (surplus.length > 0) {
    // Some programs end each row with a delimiter.
    if (surplus.some((cell) => cell.trim() !== ''))
      problems.push(`It has ${count(cells.length)}, and the heading has ${width}: the last ones have no heading.`)
    cells = cells.slice(0, width)
  }
  if (cells.some((cell) => cell.includes('\ufffd')))
    problems.push('Some of its characters cannot be read in the encoding that was chosen.')
  if (cells.some((cell) => cell.includes('\0'))) {
    problems.push('It has zero bytes in its text; they are left out.')
    cells = cells.map((cell) => cell.replaceAll('\0', ''))
  }
  return { line, cells, problems }
}

const count = (cells: number) => (cells === 1 ? '1 column' : `${cells} columns`)

const numbered = (cells: string[]) => {
  tooWide(cells)
  return cells.map((_, at) => `Column ${at + 1}`)
}

function tooWide(cells: string[]): void {
  if (cells.length > MOST_COLUMNS)
    throw new TableTrouble(`It has ${cells.length} columns; no list is read with more than ${MOST_COLUMNS}.`, 1)
}

/** Each column by a name of its own, since what is kept of a row is kept by it. */
function named(cells: string[]): { columns: string[]; problems: string[] } {
  tooWide(cells)
  // A delimiter at the end of the heading names no column.
  const written = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1)
  const problems: string[] = []
  const taken = new Set<string>()
  const columns = written.map((cell, at) => {
    const name = cell.replace(/[\s\0]+/g, ' ').trim() || `Column ${at + 1}`
    if (!cell.trim()) problems.push(`Column ${at + 1} has no heading.`)
    let free = name
    for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`
    if (free !== name) problems.push(`Two columns are headed ${name}: the later one is called ${free}.`)
    taken.add(free)
    return free
  })
  return { columns, problems }
}
