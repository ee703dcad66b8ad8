import { createHash } from 'node:crypto'
import type { Cell } from '@/lib/csv'
import { db, type Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { formatRef, parseRef, type Ref } from '@/lib/fields'
import { mayOpen } from '@/lib/files/policy'
import { getJob } from '@/lib/jobs/queries'
import type { Actor } from '@/lib/people/actor'
import { loadProduction, type ProductionRow } from '@/lib/productions/queries'
import { invalidField, Refusal } from '@/lib/refusal'
import type { Mapping } from '@/lib/tables/mapping'
import { TableTrouble } from '@/lib/tables/table'
import { dateFromDb } from '@/lib/time'
import { openKeptVolume, openVolumeIn, type Volume, volumesIn } from '@/lib/volumes/parts'
import type { Document } from '@/lib/volumes/reading'
import { type VolumeField, type VolumeView, volumeLabels, volumeReport } from '@/lib/volumes/schema'
import { type Delivered, type DocumentFile, type Survey, survey } from '@/lib/volumes/survey'

/** Of a delivery what a volume has to do with. */
export type Delivery = Pick<ProductionRow, 'id' | 'number' | 'inquiryId' | 'fromOfficeId' | 'receivedOn'>

/** Where a volume may be read from: what lies in the inquiry's folder on the server, and zips that are kept with the delivery. */
export type Offered = { folders: string[]; items: { ref: string; title: string; name: string }[] }

const zipOf = (productionId: string) => ({
  where: { productionId, files: { some: { role: 'original', mediaType: 'application/zip' } } } as const,
  orderBy: { number: 'asc' } as const,
})

/** What a volume of this delivery can be read from now. */
export async function offeredFor(actor: Actor, delivery: { id: string }): Promise<Offered> {
  const { where, orderBy } = zipOf(delivery.id)
  const [folders, items] = await Promise.all([
    volumesIn(actor.inquiry.slug),
    db().evidenceItem.findMany({
      where: { ...where, inquiryId: actor.inquiry.id },
      orderBy,
      select: { number: true, title: true, files: { where: { role: 'original' }, select: { name: true } } },
    }),
  ])
  return {
    folders,
    items: items.map((item) => ({ ref: evidenceRef(item), title: item.title, name: item.files[0]?.name ?? '' })),
  }
}

/** A volume that was chosen, open. Close it. Throws a Refusal where there is none, TableTrouble where it cannot be read. */
export async function openVolume(
  tx: Tx,
  actor: Actor,
  delivery: { id: string },
  view: Pick<VolumeView, 'folder' | 'item'>,
): Promise<{ name: string; volume: Volume }> {
  if (view.item) return openKept(tx, actor, delivery, view.item.number)
  const volume = view.folder ? await openVolumeIn(actor.inquiry.slug, view.folder) : null
  if (!view.folder || !volume)
    throw invalidField(
      'folder',
      `${volumeLabels.folder}: it is not there any more. Choose another, or put it there again.`,
    )
  return { name: view.folder, volume }
}

async function openKept(tx: Tx, actor: Actor, delivery: { id: string }, number: number) {
  const item = await tx.evidenceItem.findFirst({
    where: { inquiryId: actor.inquiry.id, productionId: delivery.id, number },
    select: {
      status: true,
      revision: true,
      standing: { where: { copyNo: '' }, select: { revision: true, state: true } },
      files: zipFile,
    },
  })
  const file = item?.files.find(({ revision }) => revision === item.revision)
  if (!item || !file)
    throw invalidField(
      'item',
      `${formatRef('E', 'shared', number)} is no zip that came with this delivery: choose another.`,
    )
  const may = mayOpen({ revision: file.revision, checks: file.checks, item })
  if (!may.allowed) throw new Refusal('forbidden', may.why)
  return { name: file.name, volume: await openKeptVolume({ id: file.id, size: Number(file.size) }) }
}

const zipFile = {
  where: { role: 'original', mediaType: 'application/zip' },
  select: {
    id: true,
    name: true,
    size: true,
    revision: true,
    checks: { orderBy: { checkedAt: 'desc' }, take: 1, select: { matches: true, found: true } },
  },
} as const

/** What a survey has to know of the delivery. */
export async function deliveredOf(tx: Tx, delivery: Delivery): Promise<Delivered> {
  const [mapping, here] = await Promise.all([
    tx.loadFileMapping.findUnique({
      where: { inquiryId_officeId: { inquiryId: delivery.inquiryId, officeId: delivery.fromOfficeId } },
    }),
    hereOf(tx, delivery),
  ])
  return {
    receivedOn: dateFromDb(delivery.receivedOn),
    remembered: (mapping?.mapping ?? {}) as Mapping<VolumeField>,
    here,
  }
}

/** What of a delivery is here already, by the keys of documents: each is here once. */
export async function hereOf(tx: Tx, delivery: { id: string }): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ key: string; number: number }[]>`
    SELECT CASE WHEN bates_prefix IS NULL THEN '#' || upper(control_number) ELSE bates_prefix || ' ' || bates_first END AS key, number
      FROM evidence_item
     WHERE production_id = ${delivery.id}::uuid AND (bates_prefix IS NOT NULL OR control_number IS NOT NULL)`
  return new Map(rows.map(({ key, number }) => [key, evidenceRef({ number })]))
}

type Line = { line: number | null; words: string }

/** What the preview of a volume shows. */
export type VolumePreview = Pick<Survey, 'lists' | 'imageLists' | 'list' | 'images' | 'head'> & {
  name: string
  /** All files of the volume, and those that its documents name */
  parts: number
  partBytes: number
  rows: number
  /** There are more rows than a page looks at: they are judged when the volume is imported */
  more: boolean
  fresh: number
  here: number
  files: Record<DocumentFile['role'], number>
  fileBytes: number
  first: { document: Document; files: number }[]
  /** The first of each, and how many there are */
  problems: Line[]
  problemCount: number
  doubts: Line[]
  doubtCount: number
  remarks: Line[]
  remarkCount: number
  /** Whether hashes were compared now; where the files are too large for that, they are when it is imported */
  hashes: 'none' | 'compared' | 'later'
}

const FIRST = 10
/** Rows that are read while somebody waits for a page: some seconds. */
const MOST_SEEN = 20_000
/** As many of a kind as a preview lists. */
const MOST_LISTED = 200
/** While the files of which the list gives a hash come to no more than this, they are hashed for the preview. */
const MOST_HASHED = 64 * 1024 * 1024

/** How a volume reads. Throws TableTrouble where it cannot be read in this way. */
export async function previewVolume(actor: Actor, delivery: Delivery, view: VolumeView): Promise<VolumePreview> {
  const { name, volume } = await openVolume(db(), actor, delivery, view)
  try {
    return await previewOf(actor, name, volume, view, await deliveredOf(db(), delivery))
  } finally {
    volume.close()
  }
}

/** The same for a page: what cannot be read is said. */
export async function openedFor(
  actor: Actor,
  number: Ref,
  view: VolumeView,
): Promise<{ preview: VolumePreview | null; trouble: { words: string; line: number | null } | null }> {
  const delivery = await loadProduction(db(), actor, number)
  try {
    return { preview: await previewVolume(actor, delivery, view), trouble: null }
  } catch (error) {
    return { preview: null, trouble: troubleIn(error) }
  }
}

async function previewOf(
  actor: Actor,
  name: string,
  volume: Volume,
  view: VolumeView,
  of: Delivered,
): Promise<VolumePreview> {
  const found = await survey(actor, volume, view, of)
  const { rows, remarks: asWhole, ...shown } = found
  const [problems, doubts, remarks] = [listing(), listing(), listing()]
  const files = { original: 0, page_image: 0, extracted_text: 0 }
  const claimed: { line: number; file: DocumentFile }[] = []
  const first: VolumePreview['first'] = []
  let [read, fresh, here, fileBytes, claimedBytes] = [0, 0, 0, 0, 0]
  let more = false
  for await (const row of rows()) {
    if (read === MOST_SEEN) {
      more = true
      break
    }
    read += 1
    problems.add(row.line, row.problems)
    doubts.add(row.line, row.doubts)
    remarks.add(row.line, row.remarks)
    if (row.here) here += 1
    if (!row.document || row.here || row.problems.length > 0) continue
    fresh += 1
    if (first.length < FIRST) first.push({ document: row.document, files: row.files.length })
    for (const file of row.files) {
      files[file.role] += 1
      fileBytes += file.part.size
      if (!file.claimed) continue
      claimedBytes += file.part.size
      if (claimedBytes <= MOST_HASHED) claimed.push({ line: row.line, file })
    }
  }
  remarks.add(null, asWhole)
  const compared = claimedBytes <= MOST_HASHED
  if (compared)
    for (const { line, file } of claimed) if (!(await hasHash(volume, file))) doubts.add(line, [otherHash(file)])
  return {
    ...shown,
    name,
    parts: volume.parts.length,
    partBytes: volume.parts.reduce((sum, { size }) => sum + size, 0),
    rows: read,
    more,
    fresh,
    here,
    files,
    fileBytes,
    first,
    problems: problems.first,
    problemCount: problems.count(),
    doubts: doubts.first,
    doubtCount: doubts.count(),
    remarks: remarks.first,
    remarkCount: remarks.count(),
    hashes: claimedBytes === 0 ? 'none' : compared ? 'compared' : 'later',
  }
}

function listing() {
  const first: Line[] = []
  let count = 0
  return {
    first,
    count: () => count,
    add(line: number | null, words: string[]) {
      for (const one of words) {
        count += 1
        if (first.length < MOST_LISTED) first.push({ line, words: one })
      }
    },
  }
}

async function hasHash(volume: Volume, { part, claimed }: DocumentFile): Promise<boolean> {
  const hash = createHash(claimed?.length === 32 ? 'md5' : 'sha256')
  for await (const piece of volume.read(part)) hash.update(piece)
  return hash.digest('hex') === claimed
}

/** What is said of a file that is not the one of its producer's list. */
export const otherHash = ({ part }: Pick<DocumentFile, 'part'>): string =>
  `${part.path.split('/').pop()?.slice(0, 100)} is not the file of the list: its hash is another one.`

/** Words for a volume that cannot be read; anything else is thrown on. */
function troubleIn(error: unknown): { words: string; line: number | null } {
  if (error instanceof TableTrouble) return { words: error.message, line: error.line }
  if (error instanceof Refusal && error.kind !== 'missing')
    return {
      words: error.fields.map(({ message }) => message).join(' ') || `${error.message}.`,
      line: null,
    }
  throw error
}

type Told = {
  number: number
  from: string | null
  to: string | null
  title: string
  name: string | null
  size: bigint | null
  sha256: string | null
  claimed: string | null
  md5: string | null
  files: bigint
}

/** As many are fetched at once. */
const AT_ONCE = 10_000

/** What came of an import, line by line, for a spreadsheet; nothing of a job of another kind. Throws missing(), the same for unknown and hidden. */
export async function reportLines(actor: Actor, id: string): Promise<{ header: string[]; lines: Cell[][] }> {
  const { job } = await getJob(actor, id)
  const { data: of } = volumeReport.safeParse(job.report)
  const lines: Cell[][] = []
  const header = [
    'What',
    'Line',
    'Item',
    'First Bates number',
    'Last Bates number',
    'Title',
    'Files',
    'File',
    'Bytes',
    'SHA-256',
    'Producer’s hash',
    'Hash matches',
    'Note',
  ]
  if (job.kind !== 'import_volume' || !of) return { header, lines }
  const note = (what: string, line: number | null, words: string) => [what, line, ...Array<Cell>(10).fill(null), words]
  for (const { line, words } of of.doubtful) lines.push(note('In doubt', line, words))
  for (const { line, words } of of.remarked) lines.push(note('Read nevertheless', line, words))
  for (const { line, ref } of of.already) lines.push(['Here already', line, ref, ...Array<Cell>(10).fill(null)])
  const [first, last] = [of.first, of.last].map((ref) => parseRef('E', ref ?? '')?.number ?? 0)
  for (let from = first ?? 0; from > 0 && from <= (last ?? 0); from += AT_ONCE) {
    const rows = await itemsFrom(actor, from, Math.min(from + AT_ONCE - 1, last ?? 0))
    lines.push(...rows.map(asLine))
  }
  return { header, lines }
}

function itemsFrom(actor: Actor, from: number, to: number): Promise<Told[]> {
  return db().$queryRaw<Told[]>`
    SELECT e.number, e.bates_from AS "from", e.bates_to AS "to", e.title, f.name, f.size, f.sha256, f.claimed_hash AS claimed, f.md5,
           (SELECT count(*) FROM stored_file a WHERE a.evidence_id = e.id AND a.revision = 1) AS files
      FROM evidence_item e LEFT JOIN stored_file f ON f.evidence_id = e.id AND f.revision = 1 AND f.role = 'original'
     WHERE e.inquiry_id = ${actor.inquiry.id}::uuid AND e.number BETWEEN ${from}::int AND ${to}::int ORDER BY e.number`
}

function asLine(row: Told): Cell[] {
  const matches = row.claimed === null ? null : row.claimed === row.sha256 || row.claimed === row.md5
  return [
    ...['Imported', null, evidenceRef(row), row.from, row.to, row.title, Number(row.files), row.name],
    ...[
      row.size === null ? null : Number(row.size),
      row.sha256,
      row.claimed,
      matches === null ? null : matches ? 'Yes' : 'No',
      null,
    ],
  ]
}
