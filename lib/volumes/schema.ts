import { z } from 'zod'
import { checkbox, optionalChoice, optionalLine, optionalRef, ref } from '@/lib/fields'
import { Handling, Kind } from '@/lib/generated/prisma/enums'
import { columnChoices, columnName, namesIn } from '@/lib/tables/columns'
import { dayOrders } from '@/lib/tables/days'
import { type Layout, layoutFields } from '@/lib/tables/layout'
import { headings, type Known, type Mapping } from '@/lib/tables/mapping'

/*
 * A volume of documents: what may be read of a row of its load file, under which headings producers send it, and how a volume is asked for.
 */

/** What may be read of a row, in the order of the form. */
export const volumeFields = {
  number: 'First Bates or document number',
  batesTo: 'Last Bates number',
  title: 'Title or file name',
  custodian: 'Custodian',
  author: 'Author',
  happened: 'Date of the document',
  happenedFrom: 'Happened from',
  happenedTo: 'Happened until',
  kind: 'Kind',
  marking: 'Marking',
  native: 'Native file',
  text: 'Text file',
  hash: 'Hash of the native file',
} as const

export type VolumeField = keyof typeof volumeFields
export const volumeFieldNames = Object.keys(volumeFields) as VolumeField[]

/** Without its number nobody can tell whether a document is here already. */
export const neededFields: readonly VolumeField[] = ['number']

/** What producers call them: from committees' and agencies' production instructions, and from what the usual programs write. */
export const knownHeadings: Known<VolumeField> = {
  number: headings(
    'begbates begdoc begno beginbates begbatesnumber beginningbates beginningbatesnumber beginbatesnumber batesbeg batesbegin batesfirst firstbates startbates productionbeginbates prodbeg prodbegbates firstbatesnumber begdocno bates batesnumber docid documentid controlnumber controlno docno documentno documentnumber docnumber number no id itemno',
  ),
  batesTo: headings(
    'endbates enddoc endno endbatesnumber endingbates endingbatesnumber batesend bateslast lastbates productionendbates prodend prodendbates lastbatesnumber enddocno',
  ),
  title: headings(
    'title documenttitle doctitle emailsubject subject filename originalfilename nativefilename file name description',
  ),
  custodian: headings('custodian allcustodians custodians dupecustodian source custodianname'),
  author: headings('author from emailfrom sender docauthor authors createdby'),
  happened: headings(
    'docdate documentdate date datesent sentdate emaildate datelastmod lastmodified datemodified datecreated createddate masterdate sortdate',
  ),
  happenedFrom: headings('happenedfrom startsat starttime start from begintime recordingstart firsttimestamp'),
  happenedTo: headings('happeneduntil happenedto endsat endtime end until recordingend lasttimestamp'),
  kind: headings('kind recordtype itemtype'),
  marking: headings('marking handling classification securitymarking classificationmarking'),
  native: headings('nativelink nativefile nativepath nativefilepath native nativefilelink filepath link path itempath'),
  text: headings(
    'textlink textpath textfile textfilepath extractedtextpath ocrpath fulltextpath extractedtext text ocrtext fulltext',
  ),
  hash: headings('sha256 sha256hash md5hash md5 hash hashvalue filehash nativehash'),
}

/** What content may be here at all; what is marked is registered by hand, without a file. */
export const openHandlings = { unclassified: Handling.unclassified, cui: Handling.cui } as const

/** What the screens call the choices for a volume as a whole. */
export const volumeLabels = {
  folder: 'Folder or zip on the server',
  item: 'Zip that is kept here',
  list: 'List of documents',
  images: 'List of page images',
  dates: 'Dates such as 3/4/2026',
  as: 'What the documents are',
  handled: 'Handling',
  despite: 'Import in spite of what is in doubt',
} as const

/** Instead of a list of page images: none is read. */
export const NO_IMAGES = '-'

const path = (label: string) => optionalLine(label, { max: 1_000 })

/** How a volume is read where somebody chose otherwise than was detected; each stands in the address of its preview. */
export const volumeView = z.strictObject({
  folder: optionalLine(volumeLabels.folder, { max: 255 }),
  item: optionalRef('E', volumeLabels.item),
  list: path(volumeLabels.list),
  images: path(volumeLabels.images),
  ...layoutFields,
  dates: optionalChoice(namesIn(dayOrders), volumeLabels.dates),
  as: optionalChoice(Kind, volumeLabels.as),
  handled: optionalChoice(openHandlings, volumeLabels.handled),
  ...columnChoices(volumeFieldNames),
})

export type VolumeView = Partial<z.output<typeof volumeView>>

export const importVolumeInput = z.strictObject({
  production: ref('P', 'Delivery'),
  ...volumeView.shape,
  despite: checkbox(volumeLabels.despite),
})

/** How a volume was read when it was looked at. */
type Reading = {
  list: string
  images: string | null
  head: { layout: Layout; dates: string; columns: string[]; mapping: Mapping<VolumeField> }
}

/** The reading as it is shown, every choice spelled out as it is sent, so that what is imported is what was seen. */
export function spelledOut({ list, images, head }: Reading, view: VolumeView): Record<string, string> {
  const { layout, dates, columns, mapping } = head
  const choices: Record<string, string> = {
    list,
    images: images ?? NO_IMAGES,
    headings: layout.headings ? 'names' : 'values',
    dates,
  }
  if (layout.kind === 'text') {
    const { encoding, separator, quote, newline } = layout
    Object.assign(choices, { encoding, separator, quote, newline })
  }
  if (view.as) choices.as = view.as
  if (view.handled) choices.handled = view.handled
  for (const field of volumeFieldNames) choices[columnName(field)] = String(columns.indexOf(mapping[field] ?? '\0') + 1)
  return choices
}

/** What is not as it should be, with its line in the load file. */
const said = z.object({ line: z.int().nullable(), words: z.string() })

/** What came of an import; in the report of its job. */
export const volumeReport = z.object({
  volume: z.string(),
  list: z.string(),
  production: z.string(),
  /** Documents that are new in the register, the first and the last of them by number */
  made: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  files: z.int(),
  bytes: z.int(),
  /** Documents that were here already, and the first of them */
  here: z.int(),
  already: z.array(z.object({ line: z.int(), ref: z.string() })),
  /** What was in doubt and imported in spite of it, and what was read in spite of something: how many, and the first of them */
  doubts: z.int(),
  doubtful: z.array(said),
  remarks: z.int(),
  remarked: z.array(said),
})

export type VolumeReport = z.output<typeof volumeReport>

/** The marking of a row: content of what is marked above CUI is never kept. Undefined where it cannot be read. */
export function readMarking(text: string): Handling | null | undefined {
  const cell = text
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase()
  if (cell === '' || /^(n\/?a|none)$/.test(cell)) return null
  if (/^(u|unclassified|unmarked|public)$/.test(cell)) return 'unclassified'
  if (
    /^(cui\b.*|controlled unclassified( information)?|u\/+fouo|fouo|for official use only|sbu|les|law enforcement sensitive)$/.test(
      cell,
    )
  )
    return 'cui'
  if (/^(c|confidential|confidential \(national security\))$/.test(cell)) return 'confidential'
  if (/^(s|secret)\b/.test(cell)) return 'secret'
  return /^(ts|top secret)\b/.test(cell) ? (/sci/.test(cell) ? 'top_secret_sci' : 'top_secret') : undefined
}

/** The kind that a row names; undefined where it names none that there is. */
export function readKind(text: string): Kind | null | undefined {
  const cell = text.trim().toLowerCase()
  if (cell === '') return null
  if (/video|recording/.test(cell)) return 'video'
  if (/^logs?\b|\blog$/.test(cell)) return 'log'
  return /^(document|e-?mail|e-?doc|edoc|attachment|memo|letter|paper)/.test(cell) ? 'document' : undefined
}

/** A hash as lists give it: SHA-256 or MD5 in hex; null for none, undefined for what is neither. */
export function readHash(text: string): string | null | undefined {
  const cell = text
    .trim()
    .replace(/^(sha-?256|md5)[:=]\s*/i, '')
    .toLowerCase()
  if (cell === '') return null
  return /^([0-9a-f]{64}|[0-9a-f]{32})$/.test(cell) ? cell : undefined
}
