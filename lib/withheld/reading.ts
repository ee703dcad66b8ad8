import type { z } from 'zod'
import type { WithheldExtent } from '@/lib/generated/prisma/enums'
import { take } from '@/lib/input'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { chosenColumn } from '@/lib/tables/columns'
import { type DayOrder, orderOf, readDay } from '@/lib/tables/days'
import { detectLayout, openTable } from '@/lib/tables/detect'
import { type Layout, withChoices } from '@/lib/tables/layout'
import { type Mapping, suggestMapping } from '@/lib/tables/mapping'
import { type Row, type Source, TableTrouble } from '@/lib/tables/table'
import {
  knownHeadings,
  type LogField,
  type LogView,
  logFieldNames,
  logFields,
  MOST_ENTRIES,
  neededFields,
  readBasis,
  readExtent,
  readPages,
  rowInput,
} from '@/lib/withheld/log-fields'
import { columns as columnsOf } from '@/lib/withheld/particulars'
import { figure, shortened } from '@/lib/words'

/*
 * A privilege log read as entries, row by row: for its preview and for its import alike. It asks the database nothing.
 */

export type Problem = { line: number | null; words: string }

/** A row as an entry: where it stands, what it says, and the numbers of the requests that it names itself. */
export type RowEntry = {
  line: number
  entry: ReturnType<typeof columnsOf>
  requests: z.output<typeof rowInput>['requests']
}

export type LogReading = {
  layout: Layout
  columns: string[]
  mapping: Mapping<LogField>
  dates: DayOrder
  /** How many rows there are, read or not */
  rows: number
  entries: RowEntry[]
  /** What has to be mended before it can be imported */
  problems: Problem[]
  /** What was read in spite of something, to be looked at */
  remarks: Problem[]
  /** The first values of each column, by its name */
  samples: Record<string, string[]>
  /** Each way in which a basis is written, how it was read, and how often */
  bases: { words: string; basis: RowEntry['entry']['basis']; rows: number }[]
}

type Given = { assertedOn: string; remembered: Mapping<LogField> }

/** Reads a log. Throws TableTrouble, with the line, where it cannot be read on in this way. */
export async function readLog(actor: Actor, source: Source, view: LogView, given: Given): Promise<LogReading> {
  const layout = withChoices(await detectLayout(source), view)
  const table = await openTable(source, layout)
  const rows: Row[] = []
  for await (const row of table.rows) {
    if (rows.length === MOST_ENTRIES)
      throw new TableTrouble(`It has more than ${figure(MOST_ENTRIES)} rows: send it in parts.`, row.line)
    rows.push(row)
  }
  const mapping = mappingOf(view, table.columns, given.remembered)
  const cellOf = cellsBy(mapping, table.columns)
  const dates = view.dates ?? orderOf(rows.map((row) => cellOf(row, 'datedOn')))
  const read = rows.map((row) => readRow(actor, row, cellOf, { ...given, dates, otherwise: view.otherwise ?? null }))
  const lacking = neededFields.filter((field) => mapping[field] === undefined)
  return {
    layout,
    columns: table.columns,
    mapping,
    dates,
    rows: rows.length,
    entries: read.flatMap(({ entry }) => entry ?? []),
    problems:
      lacking.length > 0
        ? lacking.map((field) => ({ line: null, words: `${logFields[field]}: no column was found or chosen for it.` }))
        : read.flatMap(({ problems }) => problems),
    remarks: [
      ...table.problems.map((words) => ({ line: null, words })),
      ...rows.flatMap(({ line, problems }) => problems.map((words) => ({ line, words }))),
    ],
    samples: samplesOf(table.columns, rows),
    bases: basesOf(rows, cellOf),
  }
}

/** What was chosen counts; else what is remembered of the office or known of headings. */
function mappingOf(view: LogView, columns: string[], remembered: Mapping<LogField>): Mapping<LogField> {
  const chosen = logFieldNames.flatMap((field) => {
    const place = chosenColumn(view, field)
    return place === undefined ? [] : [[field, place === 0 ? undefined : columns[place - 1]] as const]
  })
  const decided = new Map<LogField, string | undefined>(chosen)
  const taken = new Set(decided.values())
  const rest = suggestMapping(
    knownHeadings,
    columns.filter((column) => !taken.has(column)),
    remembered,
  )
  const mapping: Mapping<LogField> = {}
  for (const field of logFieldNames) {
    const column = decided.has(field) ? decided.get(field) : rest[field]
    if (column !== undefined) mapping[field] = column
  }
  return mapping
}

type CellOf = (row: Row, field: LogField) => string

function cellsBy(mapping: Mapping<LogField>, columns: string[]): CellOf {
  const places = new Map(logFieldNames.map((field) => [field, columns.indexOf(mapping[field] ?? '\0')]))
  return (row, field) => row.cells[places.get(field) ?? -1]?.trim() ?? ''
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ')

type How = Given & { dates: DayOrder; otherwise: WithheldExtent | null }

function readRow(actor: Actor, row: Row, cellOf: CellOf, how: How): { entry: RowEntry | null; problems: Problem[] } {
  const { line } = row
  const cell = (field: LogField) => cellOf(row, field)
  const unread: string[] = []
  const read = <T>(field: LogField, value: T | undefined, hint: string): T | undefined => {
    if (value === undefined) unread.push(`${logFields[field]} cannot be read: ${hint}.`)
    return value
  }
  const year = Number(how.assertedOn.slice(0, 4))
  const extent = cell('extent') === '' ? how.otherwise : readExtent(cell('extent'))
  const raw = {
    controlNumber: oneLine(cell('controlNumber')),
    what: cell('what'),
    documentType: oneLine(cell('documentType')),
    datedOn: read('datedOn', readDay(cell('datedOn'), how.dates, year), 'mend the date, or leave the column out'),
    author: oneLine(cell('author')),
    addressees: cell('addressees'),
    custodian: oneLine(cell('custodian')),
    pages: read('pages', readPages(cell('pages')), 'write a whole number'),
    extent: read('extent', extent, 'write whole or in part') ?? 'whole',
    basis: readBasis(cell('basis')),
    basisWords: cell('basisWords') || cell('basis'),
    assertedBy: oneLine(cell('assertedBy')),
    assertedOn: how.assertedOn,
    requests: cell('requests'),
  }
  if (extent === null) {
    unread.push(`${logFields.extent} is missing: choose below what holds where a row does not say.`)
  }
  if (raw.controlNumber === '') {
    unread.push(`${logFields.controlNumber} is missing: without it nobody can tell whether the entry is here already.`)
  }
  if (raw.basisWords === '') unread.push(`${logFields.basis} is missing: an entry says why it is withheld.`)
  const said = (words: string[]) => words.map((one) => ({ line, words: one }))
  try {
    const { requests, ...typed } = take(rowInput, raw)
    const entry = columnsOf(actor, typed)
    return unread.length > 0
      ? { entry: null, problems: said(unread) }
      : { entry: { line, entry, requests }, problems: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { entry: null, problems: said([...unread, ...error.fields.map(({ message }) => message)]) }
  }
}

const SAMPLES = 3

function samplesOf(columns: string[], rows: Row[]): Record<string, string[]> {
  const samples = columns.map((column, at) => {
    const values = new Set<string>()
    for (const { cells } of rows) {
      const value = oneLine(cells[at]?.trim() ?? '')
      if (value !== '') values.add(shortened(value, 80))
      if (values.size === SAMPLES) break
    }
    return [column, [...values]]
  })
  return Object.fromEntries(samples)
}

function basesOf(rows: Row[], cellOf: CellOf): LogReading['bases'] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const words = oneLine(cellOf(row, 'basis'))
    if (words !== '') counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts]
    .map(([words, rows]) => ({ words, basis: readBasis(words), rows }))
    .sort((a, b) => b.rows - a.rows || a.words.localeCompare(b.words))
}
