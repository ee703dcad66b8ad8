import { z } from 'zod'
import { evidenceFilter } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { formatRef, refs } from '@/lib/fields'
import { accessModes, counted, handlings, kinds } from '@/lib/words'

/** So many items go into one bag; more are handed over in parts. */
export const MOST_ITEMS = 20_000
/** A bag is kept for so many days, then it is prepared anew. */
export const BAG_DAYS = 30

/** What is handed over: the register narrowed as its list is, or items by their numbers; nothing said means all of the inquiry. */
export const bagView = evidenceFilter.omit({ sort: true, down: true }).extend({
  items: refs('E', 'Items', { max: 500 }).optional(),
})

export type BagView = Partial<z.output<typeof bagView>>

/** Why a file, or an item without one, is not in a bag. */
export const reasons = {
  marked: 'Register entry only: of what is marked confidential or above there is no file here.',
  no_copy: 'No copy was delivered.',
  no_file: 'No file of it is kept here.',
  gone: 'It was returned, clawed back or destroyed, so its file is handed on no more.',
  ruled: 'It was ruled to carry a classification marking after it was kept, so it is handed on no more.',
  unsound: 'The stored bytes are not those that came, or are missing.',
} as const

export type Reason = keyof typeof reasons

/** What came of preparing a bag. */
export const bagReport = z.object({
  name: z.string(),
  of: z.string(),
  size: z.int(),
  items: z.int(),
  files: z.int(),
  fileBytes: z.int(),
  leftOut: z.array(
    z.object({ item: z.string(), name: z.string().nullable(), reason: z.enum(Object.keys(reasons) as Reason[]) }),
  ),
  leftOutInAll: z.int(),
})

export type BagReport = z.output<typeof bagReport>

/** A bag as it is listed. */
export const bagRecord = z.object({
  id: z.uuid(),
  name: z.string(),
  of: z.string(),
  /** In bytes, as it is downloaded; and of the files in it */
  size: z.int(),
  files: z.int(),
  fileBytes: z.int(),
  leftOut: z.int(),
  preparedAt: z.iso.datetime(),
  /** When a part of it last went out */
  handedAt: z.iso.datetime().nullable(),
  /** Below the address of the server, for whoever is signed in */
  download: z.string(),
})

export type BagRecord = z.output<typeof bagRecord>

const given = (view: BagView) => Object.entries(view).filter(([, value]) => value !== null && value !== undefined)

/** Does this view narrow nothing? */
export const isWhole = (view: BagView): boolean => given(view).length === 0

/** 'the whole inquiry', 'what came on R-12', 'E-3 and 4 other items', 'items of kind video that are accepted' */
export function ofWords(view: BagView): string {
  if (isWhole(view)) return 'the whole inquiry'
  const { items, request, question, office, production, kind, access, handling, status, q } = view
  const refs = (items ?? []).map(({ series, number }) => formatRef('E', series, number))
  if (refs.length > 3) return `${refs[0]} and ${counted(refs.length - 1, 'other item', 'other items')}`
  if (refs.length > 0) return refs.join(', ')
  const from = [
    request && `on ${formatRef('R', request.series, request.number)}`,
    question && `on ${formatRef('Q', question.series, question.number)}`,
    production && `with ${formatRef('P', production.series, production.number)}`,
    office && `from ${formatRef('O', office.series, office.number)}`,
  ].filter(Boolean)
  const by = [
    kind && `of kind ${kinds[kind].toLowerCase()}`,
    access && `with access ${accessModes[access].toLowerCase()}`,
    handling && `marked ${handlings[handling].toLowerCase()}`,
    status && `that are ${evidenceStatuses[status].toLowerCase()}`,
    q && 'found by words',
  ].filter(Boolean)
  const came = from.length > 0 ? `what came ${from.join(' ')}` : 'items'
  return [came, ...by].join(' ')
}
