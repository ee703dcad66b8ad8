import { z } from 'zod'
import { parseBates } from '@/lib/bates'
import { optionalMomentIn } from '@/lib/fields'
import type { Handling, Kind } from '@/lib/generated/prisma/enums'
import { take } from '@/lib/input'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { chosenColumn } from '@/lib/tables/columns'
import { type DayOrder, orderOf, readDay } from '@/lib/tables/days'
import { detectLayout, openTable } from '@/lib/tables/detect'
import { type Layout, withChoices } from '@/lib/tables/layout'
import { type Mapping, suggestMapping } from '@/lib/tables/mapping'
import type { Row, Source } from '@/lib/tables/table'
import { formatDay } from '@/lib/time'
import { nameIn } from '@/lib/volumes/paths'
import {
  knownHeadings,
  readHash,
  readKind,
  readMarking,
  type VolumeField,
  type VolumeView,
  volumeFieldNames,
  volumeFields,
} from '@/lib/volumes/schema'
import { handlings, registerOnly, shortened } from '@/lib/words'

/*
 * A load file read as documents, row by row, without holding it: a volume has a hundred thousand. It asks neither the database nor the disk.
 */

/** A row as a document. Small and plain, so that it can be written down between reading and keeping. */
export type Document = {
  line: number
  /** Under which it is found again: its first Bates number without blanks and case, or its own number */
  key: string
  /** Its first Bates number, as it stands, and what follows from it; or its own number, which is none */
  bates: { from: string; to: string; prefix: string; first: string; last: string } | null
  controlNumber: string | null
  title: string
  custodian: string | null
  author: string | null
  happened: string | null
  /** ISO 8601 in UTC */
  happenedFrom: string | null
  happenedTo: string | null
  kind: Kind
  handling: 'unclassified' | 'cui'
  /** The rest of its row, column to value */
  fields: Record<string, string> | null
  native: string | null
  text: string | null
  hash: string | null
}

/** Problems have to be mended; doubts can be imported in spite of; remarks are only said. Each in words. */
export type ReadRow = {
  line: number
  document: Document | null
  problems: string[]
  doubts: string[]
  remarks: string[]
  /** It carries a classification marking, and nothing of it is kept or shown */
  spill: Refusal | null
}

/** How a list is read. */
export type Head = {
  layout: Layout
  columns: string[]
  mapping: Mapping<VolumeField>
  dates: DayOrder
  /** The first values of each column, by its name */
  samples: Record<string, string[]>
  /** What is odd about its heading */
  remarks: string[]
}

/** So many rows tell how dates are written. */
const FIRST_ROWS = 5_000
const SAMPLES = 3

/** Looks at the beginning of a list. Throws TableTrouble where it cannot be read in this way. */
export async function readHead(source: Source, view: VolumeView, remembered: Mapping<VolumeField>): Promise<Head> {
  const layout = withChoices(await detectLayout(source), view)
  const table = await openTable(source, layout)
  const marked = spillIn(table.columns.join(APART))
  if (marked) throw inColumn(marked, 'The heading', 0)
  const mapping = mappingOf(view, table.columns, remembered)
  const at = table.columns.indexOf(mapping.happened ?? '\0')
  const samples = table.columns.map(() => new Set<string>())
  const days: string[] = []
  for await (const { cells } of table.rows) {
    if (at >= 0) days.push(cells[at] ?? '')
    for (const [column, values] of samples.entries()) {
      if (values.size === SAMPLES) continue
      const value = shown(cells[column] ?? '')
      if (value) values.add(value)
    }
    if (days.length >= FIRST_ROWS || (at < 0 && samples.every(({ size }) => size === SAMPLES))) break
  }
  return {
    layout,
    columns: table.columns,
    mapping,
    dates: view.dates ?? orderOf(days),
    samples: Object.fromEntries(table.columns.map((column, i) => [column, [...(samples[i] ?? [])]])),
    remarks: table.problems,
  }
}

/** A value as a preview shows it; nothing of what carries a marking. */
function shown(cell: string): string | null {
  const value = oneLine(cell)
  if (value === '' || spillIn(value)) return null
  return shortened(value, 80)
}

/** What was chosen counts; else what is remembered of the producer or known of headings. */
function mappingOf(view: VolumeView, columns: string[], remembered: Mapping<VolumeField>): Mapping<VolumeField> {
  const chosen = volumeFieldNames.flatMap((field) => {
    const place = chosenColumn(view, field)
    return place === undefined ? [] : [[field, place === 0 ? undefined : columns[place - 1]] as const]
  })
  const decided = new Map<VolumeField, string | undefined>(chosen)
  const taken = new Set(decided.values())
  const rest = suggestMapping(
    knownHeadings,
    columns.filter((column) => !taken.has(column)),
    remembered,
  )
  const mapping: Mapping<VolumeField> = {}
  for (const field of volumeFieldNames) {
    const column = decided.has(field) ? decided.get(field) : rest[field]
    if (column !== undefined) mapping[field] = column
  }
  return mapping
}

type Given = { receivedOn: string; kind: Kind; handling: 'unclassified' | 'cui' }

/** Every row of a list. Throws TableTrouble, with the line, where it cannot be read on. */
export async function* readRows(actor: Actor, source: Source, head: Head, given: Given): AsyncGenerator<ReadRow> {
  const table = await openTable(source, head.layout)
  const place = Object.fromEntries(
    volumeFieldNames.map((field) => [field, head.columns.indexOf(head.mapping[field] ?? '\0')]),
  ) as Record<VolumeField, number>
  const how = { ...given, place, head, year: Number(given.receivedOn.slice(0, 4)), zone: actor.inquiry.timeZone }
  const moments = z.object({
    happenedFrom: optionalMomentIn(how.zone, volumeFields.happenedFrom),
    happenedTo: optionalMomentIn(how.zone, volumeFields.happenedTo),
  })
  for await (const row of table.rows) yield readRow(row, how, moments)
}

type How = Given & { place: Record<VolumeField, number>; head: Head; year: number; zone: string }
type Moments = z.ZodType<{ happenedFrom?: Date | null | undefined; happenedTo?: Date | null | undefined }>

function readRow(row: Row, how: How, moments: Moments): ReadRow {
  const { line } = row
  const said: ReadRow = {
    line,
    document: null,
    problems: [],
    doubts: [],
    remarks: row.problems,
    spill: markingIn(row, how),
  }
  if (said.spill) return { ...said, remarks: [], problems: said.spill.fields.map(({ message }) => message) }
  const cell = (field: VolumeField) => row.cells[how.place[field]]?.trim() ?? ''
  const doubt = <T>(field: VolumeField, value: T | undefined, hint: string): T | null => {
    if (value === undefined) said.doubts.push(`${volumeFields[field]} cannot be read: ${hint}.`)
    return value ?? null
  }
  // What does not fit, or was not understood, stays as it came among the producer's own fields.
  const kept = new Set<VolumeField>()
  const fitting = (field: VolumeField, max: number) => {
    const [text, whole] = cut(oneLine(cell(field)), max)
    if (!whole) kept.add(field)
    return text
  }
  const numbered = numberOf(cell('number'), cell('batesTo'), said)
  const day = doubt('happened', readDay(cell('happened'), how.head.dates, how.year), 'the item gets none')
  if (day === null && cell('happened')) kept.add('happened')
  const during = momentsOf(cell, moments, said, kept)
  const marking = doubt('marking', readMarking(cell('marking')), 'it is taken for the one chosen for all')
  if (marking && registerOnly(marking)) said.problems.push(markedWords(marking))
  const kind = doubt('kind', readKind(cell('kind')), 'it is taken for the one chosen for all')
  if (kind === null && cell('kind')) kept.add('kind')
  const hash = doubt('hash', readHash(cell('hash')), 'nothing is compared')
  if (!numbered || said.problems.length > 0) return said
  const native = cell('native') || null
  said.document = {
    line,
    ...numbered,
    title: fitting('title', 200) || cut(nameIn(native ?? ''), 200)[0] || cell('number'),
    custodian: fitting('custodian', 300) || null,
    author: fitting('author', 300) || null,
    happened: day && formatDay(day, { year: 'always' }),
    ...during,
    kind: kind ?? how.kind,
    handling: marking === 'cui' || marking === 'unclassified' ? marking : how.handling,
    fields: restOf(row, how, kept),
    native,
    text: cell('text') || null,
    hash,
  }
  return said
}

const markedWords = (marking: Handling) =>
  `It is marked ${handlings[marking].toLowerCase()}: this system keeps a register entry of it, never a file. Take it out of the list, and log it by hand.`

/** As one line, without what controls or reorders text. */
const oneLine = (text: string) =>
  text
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** The text, cut where it is longer, and whether it is whole. */
function cut(text: string, max: number): [string, boolean] {
  const letters = text.length > max ? [...text] : null
  return letters && letters.length > max ? [`${letters.slice(0, max - 1).join('')}…`, false] : [text, true]
}

function numberOf(
  from: string,
  to: string,
  { problems, doubts }: ReadRow,
): Pick<Document, 'key' | 'bates' | 'controlNumber'> | null {
  const number = oneLine(from)
  if (number === '')
    problems.push(`${volumeFields.number} is missing: without it nobody can tell whether it is here already.`)
  if (number.length > 60) problems.push(`${volumeFields.number} is longer than 60 characters.`)
  const first = parseBates(number)
  if (problems.length > 0) return null
  if (!first) return { key: `#${number.toUpperCase()}`, bates: null, controlNumber: number }
  const last = parseBates(oneLine(to) || number)
  const fits = last && last.prefix === first.prefix && last.number >= first.number && to.length <= 60
  if (!fits) doubts.push(`${volumeFields.batesTo} does not follow the first one: it is taken for one page.`)
  return {
    key: `${first.prefix} ${first.number}`,
    bates: {
      from: number,
      to: (fits && oneLine(to)) || number,
      prefix: first.prefix,
      first: String(first.number),
      last: String(fits ? last.number : first.number),
    },
    controlNumber: null,
  }
}

function momentsOf(cell: (field: VolumeField) => string, moments: Moments, said: ReadRow, kept: Set<VolumeField>) {
  const none = { happenedFrom: null, happenedTo: null }
  const [happenedFrom, happenedTo] = [cell('happenedFrom'), cell('happenedTo')]
  if (!happenedFrom && !happenedTo) return none
  // '2026-02-12 09:40:00Z' is as good as with a T.
  const result = moments.safeParse({
    happenedFrom: happenedFrom.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'),
    happenedTo: happenedTo.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'),
  })
  const { happenedFrom: from, happenedTo: to } = result.data ?? {}
  if (result.success && !(from && to && to < from))
    return { happenedFrom: from?.toISOString() ?? null, happenedTo: to?.toISOString() ?? null }
  said.doubts.push(
    result.success
      ? `${volumeFields.happenedTo} is before ${volumeFields.happenedFrom}: the item gets neither.`
      : `${result.error.issues.map(({ message }) => message).join(' ')} The item gets neither.`,
  )
  kept.add('happenedFrom').add('happenedTo')
  return none
}

function restOf(row: Row, { head, place }: How, kept: Set<VolumeField>): Record<string, string> | null {
  const read = new Set(volumeFieldNames.filter((field) => !kept.has(field)).map((field) => place[field]))
  const rest = head.columns.flatMap((column, at) => {
    const value = row.cells[at]?.trim() ?? ''
    return value === '' || read.has(at) ? [] : [[column, value.normalize('NFC')] as const]
  })
  return rest.length > 0 ? Object.fromEntries(rest) : null
}

const text = z.string()

/** The refusal of text that carries a marking. */
function spillIn(value: string): Refusal | null {
  try {
    take(text, value)
    return null
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'spill') return error
    throw error
  }
}

/** So far apart that no marking reaches from one cell into the next. */
const APART = '\n\n\n\n\n'

/** The spill guard on a whole row at once; where it finds something, it says in which column. */
function markingIn({ cells }: Row, { head }: How): Refusal | null {
  const whole = spillIn(cells.join(APART))
  if (!whole) return null
  for (const [at, cell] of cells.entries()) {
    const found = spillIn(cell)
    if (found) return inColumn(found, head.columns[at] ?? '', at)
  }
  return inColumn(whole, '', 0)
}

function inColumn(found: Refusal, column: string, at: number): Refusal {
  const where = spillIn(column) ? `Column ${at + 1}` : column || 'Its text'
  const fields = found.fields.map(({ message }) => ({ path: 'list', message: `${where}: ${message}` }))
  return new Refusal('spill', found.message, {
    ...(found.detail && { detail: found.detail }),
    ...(found.rule && { rule: found.rule }),
    fields,
  })
}
