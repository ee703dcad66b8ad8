import { writeXlsx } from 'hucre/xlsx'
import type { Cell } from '@/lib/csv'

/** As much as a cell of a workbook holds (ECMA-376; Excel's own limit). */
const LONGEST = 32_767
const WIDEST = 60
/** The same table is the same file, byte for byte; when it was handed out stands in the history. */
const NEVER = new Date('2000-01-01T00:00:00Z')

/**
 * A table as a workbook (XLSX) of one sheet, its header fixed and filterable. Text stays text, also where it begins as a formula does: a workbook says of each
 * cell what it is, and none of these is said to be one.
 */
export async function toXlsx(
  name: string,
  header: readonly string[],
  lines: readonly (readonly Cell[])[],
): Promise<Uint8Array> {
  const rows = [header, ...lines].map((line) => line.map(asValue))
  const last = { row: rows.length, column: header.length }
  const columns = header.map((label, at) => ({
    width: Math.min(
      WIDEST,
      Math.max(label.length, ...lines.slice(0, 500).map((line) => String(line[at] ?? '').length)) + 2,
    ),
  }))
  return writeXlsx({
    properties: { created: NEVER, modified: NEVER },
    sheets: [
      {
        name,
        rows,
        columns,
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${columnName(last.column)}${last.row}` },
      },
    ],
  })
}

function asValue(cell: Cell): string | number | boolean | null {
  if (cell === undefined || cell === null) return null
  // What a sheet cannot hold at all (XML 1.0, section 2.2) would make it one that no program opens.
  return typeof cell === 'string' ? cell.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '').slice(0, LONGEST) : cell
}

/** 1 is A, 27 is AA. */
function columnName(number: number): string {
  const rest = (number - 1) % 26
  const letter = String.fromCharCode(65 + rest)
  return number <= 26 ? letter : columnName((number - 1 - rest) / 26) + letter
}
