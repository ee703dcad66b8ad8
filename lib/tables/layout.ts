import { optionalChoice } from '@/lib/fields'

/*
 * How a list is written: what was detected in it, or what somebody chose instead. Delimiters go by names, since some of them cannot be typed or
 * shown. Pure, so that forms and schemas may stand on it.
 */

/** In what characters were written down as bytes. */
export const encodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows-1252 (Western)',
} as const

/** What stands between two cells. Concordance writes ASCII 20. */
export const separators = {
  concordance: ['\x14', 'ASCII 20 (Concordance)'],
  comma: [',', 'Comma'],
  tab: ['\t', 'Tab'],
  pipe: ['|', 'Pipe |'],
  semicolon: [';', 'Semicolon'],
  caret: ['^', 'Caret ^'],
  tilde: ['~', 'Tilde ~'],
  pilcrow: ['\u00b6', 'Pilcrow \u00b6'],
} as const

/** What stands around a cell that may hold a separator or a line end; doubled for itself. Concordance writes ASCII 254. */
export const quotes = {
  concordance: ['\u00fe', '\u00fe (Concordance)'],
  double: ['"', 'Quotation mark "'],
  single: ["'", "Apostrophe '"],
  caret: ['^', 'Caret ^'],
  tilde: ['~', 'Tilde ~'],
  none: [null, 'None'],
} as const

/** What stands for a line end within a cell. Concordance writes ASCII 174. */
export const newlines = {
  concordance: ['\u00ae', '\u00ae (Concordance)'],
  tilde: ['~', 'Tilde ~'],
  pilcrow: ['\u00b6', 'Pilcrow \u00b6'],
  backslash_n: ['\\n', 'Backslash and n'],
  none: [null, 'None'],
} as const

export type Encoding = keyof typeof encodings
export type Separator = keyof typeof separators
export type Quote = keyof typeof quotes
export type Newline = keyof typeof newlines

/** How a text is parted into rows and cells; `headings`: its first row names the columns. */
export type Delimited = {
  encoding: Encoding
  separator: Separator
  quote: Quote
  newline: Newline
  headings: boolean
}

/** Which sheet of a workbook is read, from 1. */
export type Sheet = { sheet: number; headings: boolean }

export type Layout = ({ kind: 'text' } & Delimited) | ({ kind: 'workbook' } & Sheet)

/** As Concordance writes a DAT. */
export const CONCORDANCE = { separator: 'concordance', quote: 'concordance', newline: 'concordance' } as const

/** An enum of the keys, as `optionalChoice` takes it. */
const keys = <K extends string>(all: Readonly<Record<K, unknown>>) =>
  Object.fromEntries(Object.keys(all).map((key) => [key, key])) as { [key in K]: key }

/** What the screens call the parts of a layout. */
const layoutLabels = {
  encoding: 'Encoding',
  separator: 'Between columns',
  quote: 'Around values',
  newline: 'For a new line',
  headings: 'First row',
} as const

/** For a schema: each part of a layout that somebody may choose instead of what was detected; left out or null, the detected one holds. */
export const layoutFields = {
  encoding: optionalChoice(keys(encodings), layoutLabels.encoding),
  separator: optionalChoice(keys(separators), layoutLabels.separator),
  quote: optionalChoice(keys(quotes), layoutLabels.quote),
  newline: optionalChoice(keys(newlines), layoutLabels.newline),
  headings: optionalChoice({ names: 'names', values: 'values' }, layoutLabels.headings),
}

export type LayoutChoices = {
  encoding?: Encoding | null | undefined
  separator?: Separator | null | undefined
  quote?: Quote | null | undefined
  newline?: Newline | null | undefined
  /** Whether the first row names the columns, or holds values already */
  headings?: 'names' | 'values' | null | undefined
}

/** A layout with what was chosen instead of the detected. */
export function withChoices(detected: Layout, given: LayoutChoices): Layout {
  const headings = given.headings ? given.headings === 'names' : detected.headings
  if (detected.kind === 'workbook') return { ...detected, headings }
  return {
    kind: 'text',
    encoding: given.encoding ?? detected.encoding,
    separator: given.separator ?? detected.separator,
    quote: given.quote ?? detected.quote,
    newline: given.newline ?? detected.newline,
    headings,
  }
}
