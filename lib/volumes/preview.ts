import { createHash } from 'node:crypto'
import { db } from '@/lib/db'
import type { Ref } from '@/lib/fields'
import type { Actor } from '@/lib/people/actor'
import { loadProduction } from '@/lib/productions/queries'
import { Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { TableTrouble } from '@/lib/tables/table'
import type { Volume } from '@/lib/volumes/parts'
import { canImport } from '@/lib/volumes/policy'
import { asRefusal, type Delivery, deliveredOf, openVolume } from '@/lib/volumes/queries'
import type { Document } from '@/lib/volumes/reading'
import type { VolumeView } from '@/lib/volumes/schema'
import { type Delivered, type DocumentFile, type Survey, survey } from '@/lib/volumes/survey'

/*
 * How a volume reads, for the page on which it is looked at before anything of it is kept. Apart from queries.ts: it opens the volume and reads it.
 */

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

/** The same for a program, which is refused what a screen does not offer. Throws a Refusal where it cannot be read in this way. */
export async function previewFor(actor: Actor, number: Ref, view: VolumeView): Promise<VolumePreview> {
  const delivery = await loadProduction(db(), actor, number)
  insist(canImport(actor))
  return previewVolume(actor, delivery, view).catch((error) => {
    throw asRefusal(error)
  })
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
