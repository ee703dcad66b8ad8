/**
 * Comma-separated values as in RFC 4180 (CRLF, doubled quotes), safe to open in a spreadsheet: no text cell starts a formula
 * (OWASP, "CSV Injection"). The price is an apostrophe in front of such text, which spreadsheets take for "this is text".
 */

export type Cell = string | number | boolean | null | undefined

// Some programs trim what is blank or invisible before they look for a formula.
const BLANK_START = /^[\s\p{Default_Ignorable_Code_Point}]+/u

/** OWASP's list: = + - @ tab CR LF; with the full-width and small forms (by NFKC) and the minus sign. */
function startsFormula(text: string): boolean {
  return /^[\t\r\n]/.test(text) || /^[=+\-@\u2212]/.test(text.replace(BLANK_START, '').slice(0, 1).normalize('NFKC'))
}

const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) throw new RangeError('A number in a CSV file must be finite.')
    return String(cell)
  }
  const text = String(cell)
  const safe = startsFormula(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its CRLF. Numbers stay numbers; null and undefined are empty; true and false are words. Throws RangeError on NaN and infinities. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * A whole file. `bom` puts a UTF-8 byte order mark in front, without which Excel reads another encoding.
 * Throws RangeError where a row is not as long as the header (RFC 4180, section 2.4).
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>, { bom = false } = {}): string {
  const lines = [csvRow(header)]
  for (const row of rows) {
    if (row.length !== header.length) throw new RangeError('A row of a CSV file must be as long as its header.')
    lines.push(csvRow(row))
  }
  return (bom ? '\uFEFF' : '') + lines.join('')
}
