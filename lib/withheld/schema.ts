import { z } from 'zod'
import {
  checkbox,
  choice,
  day,
  formatRef,
  optionalChoice,
  optionalCount,
  optionalDay,
  optionalLine,
  optionalPassage,
  optionalRef,
  parseRef,
  passage,
  type Ref,
  ref,
  refs,
  version,
} from '@/lib/fields'
import {
  Accommodation,
  EvidenceStatus,
  RequestStatus,
  WithheldBasis,
  WithheldExtent,
  WithheldStatus,
} from '@/lib/generated/prisma/enums'
import type { WithheldMoveField } from '@/lib/withheld/status'

export const bases: Readonly<Record<WithheldBasis, string>> = {
  executive_privilege: 'Executive privilege',
  deliberative_process: 'Deliberative process',
  attorney_client: 'Attorney-client',
  attorney_work_product: 'Attorney work product',
  law_enforcement: 'Law enforcement',
  classified: 'Classified',
  statute: 'Statute',
  personal_privacy: 'Personal privacy',
  other: 'Other basis',
}

export const extents: Readonly<Record<WithheldExtent, string>> = { whole: 'Whole', part: 'In part' }

export const accommodations: Readonly<Record<Accommodation, string>> = {
  in_camera: 'In camera',
  redacted: 'Redacted copy',
  summary: 'Summary',
}

/** What the screens call the fields of an entry: those that committees' instructions ask a privilege log for. */
export const entryLabels = {
  requests: 'Requests it would answer',
  production: 'Came with delivery',
  office: 'Asserted by',
  assertedBy: 'Official, by title',
  assertedOn: 'Asserted on',
  controlNumber: 'Control number',
  what: 'What is withheld',
  documentType: 'Type',
  datedOn: 'Date of the document',
  author: 'Author',
  addressees: 'Addressees',
  custodian: 'Custodian',
  pages: 'Pages',
  extent: 'Whole or in part',
  basis: 'Basis',
  basisWords: 'Basis in their words',
} as const

/** What the screens call the fields of a move. */
export const moveLabels: Readonly<Record<WithheldMoveField, string>> = {
  note: 'Reason',
  accommodation: 'Accommodation',
  item: 'Item that came',
}

const particulars = {
  requests: refs('R', entryLabels.requests, { min: 1, max: 50 }),
  production: optionalRef('P', entryLabels.production),
  office: ref('O', entryLabels.office),
  assertedBy: optionalLine(entryLabels.assertedBy, { max: 200 }),
  assertedOn: day(entryLabels.assertedOn),
  controlNumber: optionalLine(entryLabels.controlNumber, { max: 100 }),
  what: passage(entryLabels.what, { max: 2_000, hint: 'say what it is, in unclassified words' }),
  documentType: optionalLine(entryLabels.documentType, { max: 100 }),
  datedOn: optionalDay(entryLabels.datedOn),
  author: optionalLine(entryLabels.author, { max: 500 }),
  addressees: optionalPassage(entryLabels.addressees, { max: 2_000 }),
  custodian: optionalLine(entryLabels.custodian, { max: 300 }),
  pages: optionalCount(entryLabels.pages, { max: 1_000_000 }),
  extent: choice(WithheldExtent, entryLabels.extent),
  basis: choice(WithheldBasis, entryLabels.basis),
  basisWords: optionalPassage(entryLabels.basisWords, { max: 2_000 }),
}

/** An entry of a privilege log: something that exists and was not given. Of marked material it says what it is, never what it says. */
export const logWithheldInput = z.strictObject(particulars)

export const editWithheldInput = z.strictObject({ withheld: ref('W', 'Entry'), version, ...particulars })

/** A move of an entry; which of its fields are needed stands in the table of transitions. */
export const moveWithheldInput = z.strictObject({
  withheld: ref('W', 'Entry'),
  version,
  to: choice(WithheldStatus, 'New status'),
  note: optionalPassage(moveLabels.note, { max: 5_000 }),
  accommodation: optionalChoice(Accommodation, moveLabels.accommodation),
  item: optionalRef('E', moveLabels.item),
})

/** As many entries as are challenged at once. */
export const MOST_CHALLENGED = 200

const wrongChoice = 'Entries must be numbers with their versions, such as W-3@2, with commas between them.'

/** An entry as it was chosen from a list: its number, and the version that was on the screen. */
export type Chosen = { ref: Ref; version: number }

/** 'W-3@2' */
export const formatChosen = (entry: { ref: string; version: number }) => `${entry.ref}@${entry.version}`

const chosen = z
  .union([z.string(), z.array(z.string())], { error: wrongChoice })
  .nullish()
  .transform((value, ctx): Chosen[] => {
    const refuse = (message: string) => {
      ctx.issues.push({ code: 'custom', message, input: undefined })
      return z.NEVER
    }
    const words = [value ?? []].flat().flatMap((text) => text.split(/[\s,;]+/).filter(Boolean))
    if (words.length === 0) return refuse('No entry was chosen: choose at least one.')
    if (words.length > MOST_CHALLENGED) return refuse(`Entries may be ${MOST_CHALLENGED} at most: choose fewer.`)
    const found = new Map<string, Chosen>()
    for (const word of words) {
      const [, text = '', at = ''] = /^([^@]{1,20})@([1-9]\d{0,9})$/.exec(word) ?? []
      const one = parseRef('W', text)
      if (!one || Number(at) > 2 ** 31 - 1) return refuse(wrongChoice)
      found.set(formatRef('W', one.series, one.number), { ref: one, version: Number(at) })
    }
    return [...found.values()]
  })
  .meta({ title: 'Entries', examples: [['W-3@2']] })

/** Many entries challenged with one reason, all of them or none. */
export const challengeWithheldInput = z.strictObject({
  entries: chosen,
  note: passage(moveLabels.note, { max: 5_000, hint: 'say why the committee disputes the basis' }),
})

/** The columns by which the list can be ordered. */
export const sorts = {
  number: 'number',
  status: 'status',
  basis: 'basis',
  asserted: 'asserted',
  dated: 'dated',
  pages: 'pages',
} as const

/** How the list is narrowed and ordered; by number when no order is asked for. */
export const withheldFilter = z.strictObject({
  q: optionalLine('Words', { max: 200 }),
  status: optionalChoice(WithheldStatus, 'Status'),
  basis: optionalChoice(WithheldBasis, entryLabels.basis),
  extent: optionalChoice(WithheldExtent, entryLabels.extent),
  office: optionalRef('O', 'Office'),
  request: optionalRef('R', 'Request'),
  production: optionalRef('P', 'Production'),
  sort: optionalChoice(sorts, 'Order'),
  down: checkbox('Descending').optional(),
})

export type WithheldFilter = Partial<z.output<typeof withheldFilter>>

/** An entry as it is shown, on screens and by the API. */
export const withheldRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  controlNumber: z.string().nullable(),
  what: z.string(),
  documentType: z.string().nullable(),
  datedOn: z.iso.date().nullable(),
  author: z.string().nullable(),
  addressees: z.string().nullable(),
  custodian: z.string().nullable(),
  pages: z.int().nullable(),
  extent: z.enum(WithheldExtent),
  basis: z.enum(WithheldBasis),
  /** The basis in the producer's own words */
  basisWords: z.string().nullable(),
  /** The office that claims the basis, and the official by title */
  office: z.object({ ref: z.string(), name: z.string() }),
  assertedBy: z.string().nullable(),
  assertedOn: z.iso.date(),
  status: z.enum(WithheldStatus),
  statusSince: z.iso.datetime(),
  /** The reason given with the last move */
  statusReason: z.string().nullable(),
  accommodation: z.enum(Accommodation).nullable(),
  /** The item that came, when it was released or given in part */
  releasedAs: z.object({ ref: z.string(), title: z.string(), status: z.enum(EvidenceStatus) }).nullable(),
  /** The delivery that its privilege log came with */
  production: z.string().nullable(),
  /** The requests that it would answer, by number */
  requests: z.array(z.object({ ref: z.string(), title: z.string(), status: z.enum(RequestStatus) })),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type WithheldRecord = z.output<typeof withheldRecord>
