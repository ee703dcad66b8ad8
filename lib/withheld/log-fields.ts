import { z } from 'zod'
import { choice, day, file, optionalChoice, optionalRef, ref, refs } from '@/lib/fields'
import { WithheldBasis, WithheldExtent } from '@/lib/generated/prisma/enums'
import { columnChoices, namesIn } from '@/lib/tables/columns'
import { dayOrders } from '@/lib/tables/days'
import { layoutFields } from '@/lib/tables/layout'
import { headings, type Known } from '@/lib/tables/mapping'
import { entryLabels, logWithheldInput } from '@/lib/withheld/schema'

/*
 * A privilege log as a file: what is asked of it, which of its columns are known, and what their words mean. Apart from schema.ts, which is about
 * one entry.
 */

/** What may be read of a row, in the order of the form. */
export const logFields = {
  controlNumber: entryLabels.controlNumber,
  what: entryLabels.what,
  documentType: entryLabels.documentType,
  datedOn: entryLabels.datedOn,
  author: entryLabels.author,
  addressees: entryLabels.addressees,
  custodian: entryLabels.custodian,
  pages: entryLabels.pages,
  extent: entryLabels.extent,
  basis: entryLabels.basis,
  basisWords: entryLabels.basisWords,
  assertedBy: entryLabels.assertedBy,
  requests: entryLabels.requests,
} as const

export type LogField = keyof typeof logFields
export const logFieldNames = Object.keys(logFields) as LogField[]

/** What no entry can do without, so that its column has to be named. */
export const neededFields: readonly LogField[] = ['controlNumber', 'what', 'basis']

/** What producers call them: from the instructions of committees and courts, and from what the usual programs write. */
export const knownHeadings: Known<LogField> = {
  controlNumber: headings(
    'controlnumber controlno control privilegelognumber privilegelogno privlogno logno lognumber privilegeno privno privid privilegeid entryno entrynumber itemno itemnumber docid documentid documentno docno begbates begdoc begno beginbates batesno batesnumber bates batesrange beginningbates no number id item entry',
  ),
  what: headings(
    'description documentdescription generaldescription descriptionofdocument subjectmatter subjectmatterdescription whatiswithheld what subject title documenttitle emailsubject subjecttitle',
  ),
  documentType: headings('documenttype doctype typeofdocument type filetype kind'),
  datedOn: headings('dateofthedocument documentdate docdate dateofdocument datesent sentdate date dated datecreated'),
  author: headings('author authors from sender authorfrom fromauthor emailfrom'),
  addressees: headings('addressees addressee recipients recipient to torecipients emailto addresseesrecipients tocc'),
  custodian: headings('custodian custodians allcustodians source'),
  pages: headings('pages pagecount pgcount noofpages numberofpages pgs numpages'),
  extent: headings(
    'wholeorinpart wholeorpart extent treatment withheldinfullorpart withheldorredacted withheldredacted redactedorwithheld privilegetreatment privilegestatus productionstatus status withheld redacted',
  ),
  basis: headings(
    'basis basisforwithholding basisofprivilege privilegebasis privilegetype privilegeasserted privilegeclaimed privilegeclaim privilege privileges claim basisforclaim exemption privcode privtype',
  ),
  basisWords: headings(
    'basisintheirwords privilegedescription privdescription descriptionofbasis explanation justification privilegeexplanation privlogdesc basisdescription',
  ),
  assertedBy: headings('officialbytitle assertedby claimedby assertingofficial privilegeholder holder official'),
  requests: headings('requestsitwouldanswer requests request requestno requestnumber responsiveto'),
}

/** How a log is read where somebody chose otherwise than was detected; each stands in the address of its preview. */
export const logView = z.strictObject({
  ...layoutFields,
  dates: optionalChoice(namesIn(dayOrders), 'Dates'),
  otherwise: optionalChoice(WithheldExtent, 'Where a row does not say'),
  ...columnChoices(logFieldNames),
})

export type LogView = Partial<z.output<typeof logView>>

/** What the screens call the fields of a log as a whole. */
export const broughtLabels = {
  office: entryLabels.office,
  assertedOn: entryLabels.assertedOn,
  requests: entryLabels.requests,
  production: entryLabels.production,
  log: 'Privilege log',
} as const

/** A form holds so much beside its other fields; the address that takes it takes 3 MB. */
export const LARGEST_LOG = 2_900_000
/** More entries than any privilege log here has; what is longer comes in parts. */
export const MOST_ENTRIES = 20_000

export const bringLogInput = z.strictObject({
  office: ref('O', broughtLabels.office),
  assertedOn: day(broughtLabels.assertedOn),
  requests: refs('R', broughtLabels.requests, { min: 1, max: 50 }),
  production: optionalRef('P', broughtLabels.production),
  log: file(broughtLabels.log, { max: LARGEST_LOG }),
})

const log = z.uuid({ error: 'There is no such log.' })

export const importLogInput = z.strictObject({ log, ...logView.shape })
export const discardLogInput = z.strictObject({ log })

/** One row, once its columns are known: an entry less what holds for the whole log. A row can name requests of its own. */
export const rowInput = logWithheldInput
  .omit({ office: true, production: true, requests: true })
  .extend({ requests: refs('R', entryLabels.requests, { max: 50 }), basis: choice(WithheldBasis, entryLabels.basis) })

/** A row that is here already, under its control number; `differs` names the fields in which the log says otherwise. */
export type AlreadyHere = { line: number; ref: string; differs: string[] }

/** What came of an import. */
export const logReport = z.object({
  file: z.string(),
  office: z.string(),
  made: z.int(),
  /** The first and the last of the entries that were made */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** How many were here already, and the first of them */
  here: z.int(),
  already: z.array(z.object({ line: z.int(), ref: z.string(), differs: z.array(z.string()) })),
})

export type LogReport = z.output<typeof logReport>

const wholeWords =
  /^(w|whole|full|fully|in full|withheld( in (full|whole|its entirety))?|wif|entire(ly|ty)?|in its entirety)$/i
const partWords =
  /^(p|part|partial(ly)?|in part|withheld in part|wip|redact(ed|ion|ions)?|produced (with redactions|in part|redacted)|released in part)$/i

/** Whole or in part, as a log says it; undefined where it says neither. */
export function readExtent(text: string): WithheldExtent | undefined {
  const words = text
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .replace(/[.;]$/, '')
  if (wholeWords.test(words)) return 'whole'
  return partWords.test(words) ? 'part' : undefined
}

/** How a log says each basis. Where it claims several, the one that it puts first counts, and its words keep all. */
const basisWords: readonly [WithheldBasis, RegExp][] = [
  ['executive_privilege', /executive privilege|presidential (communications?|privilege)|\bPCP\b|\bEP\b/i],
  ['deliberative_process', /deliberative|pre-?decisional|\bDPP?\b/i],
  ['attorney_client', /(attorney|lawyer|solicitor)s?[\s/&-]*client|legal advice|\bACP?\b|\bA[-/]C\b/i],
  ['attorney_work_product', /work[\s-]*product|anticipation of litigation|\bA?WP\b/i],
  ['law_enforcement', /law[\s-]*enforcement|\binvestigat(ive|ory|ion)|informant|\bLE[PS]?\b/i],
  ['classified', /(?<!un)\bclassified\b|national security|state secrets?|\bE\.?O\.? ?13526\b/i],
  ['personal_privacy', /privacy|\bPII\b|personal(ly)? (identif|information)|medical/i],
  ['statute', /\bstatut|\bU\.? ?S\.? ?C\b|grand jury|\b6\(e\)|prohibited by law/i],
]

/** The basis that a log's words claim: the one that they name first; 'other' where none is known. */
export function readBasis(text: string): WithheldBasis {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (Object.hasOwn(WithheldBasis, plain)) return plain as WithheldBasis
  const found = basisWords
    .map(([basis, pattern]) => ({ basis, at: text.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
  return found[0]?.basis ?? 'other'
}

/** Pages, as a log writes them: '3', '1,204', '3 pp.'; null where it gives none, undefined where they cannot be read. */
export function readPages(text: string): number | null | undefined {
  const cell = text.trim()
  if (cell === '' || /^(n\/?a|unknown|-+)$/i.test(cell)) return null
  const figures = /^(\d{1,3}(?:,\d{3})+|\d{1,7})\s*(?:p|pp|pgs?|pages?)?\.?$/i.exec(cell)?.[1]
  const pages = figures === undefined ? 0 : Number(figures.replaceAll(',', ''))
  return pages > 0 ? pages : undefined
}
