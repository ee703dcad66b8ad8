import type { Body } from '@/lib/audit/append'
import type { Json } from '@/lib/audit/canonical'
import { formatDay, formatMoment } from '@/lib/time'
import { inQuotes, shortened } from '@/lib/words'

/** Fields that say nothing to people: they follow from others, or name things by ids. */
const unsaid = new Set([
  'version',
  'statusSince',
  'createdAt',
  'createdById',
  'clearedAt',
  'number',
  'partition',
  'outstanding',
  'firstDueOn',
  'position',
])

const names: Record<string, string> = {
  dueOn: 'due date',
  issuedOn: 'issue date',
  formWanted: 'form wanted',
  statusReason: 'reason',
  refusalBasis: 'basis of the refusal',
  refusedBy: 'refused by',
  missing: 'what is missing',
  proof: 'rests on',
  blocker: 'held up by',
  blockerSince: 'held up since',
  blockerNote: 'note on that',
  needs: 'kinds needed',
  why: 'why it matters',
  accessMode: 'access',
  heldAt: 'held at',
  maySee: 'who may see it',
  above: 'office above it',
  happenedOn: 'date',
  sourceKind: 'kind of source',
  batesFrom: 'first Bates number',
  batesTo: 'last Bates number',
}

/** Values of closed lists whose words do not follow from their names. */
const labels: Record<string, string> = {
  white_house_review: 'White House review',
  cui: 'CUI',
  top_secret_sci: 'Top secret/SCI',
}

/** As much of a value as a line of changes shows, in characters. */
const LONGEST = 120

/** What people wrote stands in quotation marks; what stands in a list, nobody wrote. */
function words(value: Json, zone: string, quoted = true): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.length ? value.map((one) => words(one, zone, false)).join(', ') : 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatDay(text, { year: 'always' })
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return formatMoment(new Date(text), zone)
  if (/^[a-z]+(_[a-z]+)*$/.test(text)) return labels[text] ?? text.replaceAll('_', ' ')
  const written = quoted && /\s/.test(text.slice(0, LONGEST))
  if (written) return inQuotes(text, LONGEST)
  return shortened(text, LONGEST)
}

const fieldName = (field: string) => names[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
const isId = (value: Json): boolean =>
  (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value)) ||
  (Array.isArray(value) && value.length > 0 && value.every(isId))

/** What was written with the act stands in its sentence; said again as the record's reason it says nothing. */
const isNote = (fresh: Json, entry: Body) => fresh !== null && fresh === entry.note

/** What changed, as one line; '' where nothing did that says something to people. */
export const changesInWords = (entry: Body, zone: string): string =>
  changeLines(entry, zone).join('. ').replaceAll('.”. ', '.” ')

/**
 * What changed, one line a field: 'Status: issued (was draft)'; words that people wrote stand in quotation marks, moments on the wall
 * clock of `zone`. Nothing for a record that was just made.
 */
export function changeLines(entry: Body, zone: string): string[] {
  const made = entry.changes.createdAt?.[0] === null
  if (made) return []
  return Object.entries(entry.changes)
    .filter(([field, [old, fresh]]) => !unsaid.has(field) && !isId(old) && !isId(fresh) && !isNote(fresh, entry))
    .map(([field, [old, fresh]]) => {
      const name = fieldName(field)
      const now = `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${words(fresh, zone)}`
      return old === null ? now : `${now} (was ${words(old, zone)})`
    })
}
