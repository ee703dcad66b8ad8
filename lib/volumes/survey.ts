import { z } from 'zod'
import { parseBates } from '@/lib/bates'
import type { FileRole } from '@/lib/generated/prisma/enums'
import { isMarkedName, take } from '@/lib/input'
import type { Actor } from '@/lib/people/actor'
import { detectEncoding } from '@/lib/tables/encoding'
import type { Mapping } from '@/lib/tables/mapping'
import { pageImages } from '@/lib/tables/opticon'
import { type Source, TableTrouble } from '@/lib/tables/table'
import type { Part, Volume } from '@/lib/volumes/parts'
import { imageListsIn, listsIn, nameIn, Paths } from '@/lib/volumes/paths'
import { type Document, type Head, type ReadRow, readHead, readRows } from '@/lib/volumes/reading'
import { NO_IMAGES, type VolumeField, type VolumeView, volumeFields } from '@/lib/volumes/schema'
import { counted, figure } from '@/lib/words'

/*
 * The rows of a volume with the files that they name, held against each other and against what is here: for its preview and for its import
 * alike. It reads, and keeps nothing; no more than the numbers of a volume is held at once.
 */

/** A file of a document: a part of the volume, or text that stands in the row itself. */
export type DocumentFile = { part: Part; inline: string | null; role: FileRole; page: number; claimed: string | null }

export type Surveyed = ReadRow & {
  files: DocumentFile[]
  /** The number of the item that it is already */
  here: string | null
}

export type Survey = {
  lists: string[]
  imageLists: string[]
  /** The list of documents, and that of page images, which are read */
  list: string
  images: string | null
  head: Head
  rows(): AsyncGenerator<Surveyed>
  /** What is said of the volume as a whole; complete when all rows were read */
  remarks: string[]
}

/** What a survey has to know of the delivery. */
export type Delivered = {
  receivedOn: string
  remembered: Mapping<VolumeField>
  /** What of the delivery is here: key of the document to number of the item */
  here: ReadonlyMap<string, string>
}

const sourceOf =
  (volume: Volume, part: Part): Source =>
  () =>
    volume.read(part)

/** More rows, and more pages, than any volume here has: their numbers are held in memory. */
const MOST_ROWS = 2_000_000
const named = z.object({ list: z.file() })
const tooMany = (line: number) =>
  new TableTrouble(`It has more than ${figure(MOST_ROWS)} rows: import it in parts.`, line)

/** Why a volume without a list of documents cannot be read. A list of page images alone says neither whose a document is nor when it was written. */
function noListIn(imageLists: string[]): string {
  if (imageLists.length === 0) return 'It has no list of documents: a load file (DAT), a CSV or an Excel workbook.'
  return 'It has a list of page images (OPT) and no list of documents, which says what each page belongs to: ask its producer for the load file (DAT) or the CSV that goes with it, and put it beside the other.'
}

/** Looks into a volume. Throws TableTrouble where it holds no list, or none that can be read in this way; a Refusal where a list is named with a marking. */
export async function survey(actor: Actor, volume: Volume, view: VolumeView, of: Delivered): Promise<Survey> {
  const [lists, imageLists] = [listsIn(volume.parts), imageListsIn(volume.parts)]
  const found = chosen(volume, lists, view.list)
  if (!found) throw new TableTrouble(noListIn(imageLists))
  const part: Part = found
  const images = view.images === NO_IMAGES ? undefined : chosen(volume, imageLists, view.images)
  for (const { path } of images ? [part, images] : [part]) take(named, { list: new File([], path) })
  const head = await readHead(sourceOf(volume, part), view, of.remembered)
  const remarks = [...volume.remarks, ...head.remarks]
  const given = {
    receivedOn: of.receivedOn,
    kind: view.as ?? 'document',
    handling: view.handled ?? 'unclassified',
  } as const
  const shown = { lists, imageLists, list: part.path, images: images?.path ?? null, head, remarks }

  async function* rows(): AsyncGenerator<Surveyed> {
    const paths = new Paths(volume.parts, part.path)
    const pages: Map<string, Imaged> = images
      ? await pagesOf(sourceOf(volume, images), new Paths(volume.parts, images.path), remarks)
      : new Map()
    const seen = new Map<string, number>()
    for await (const row of readRows(actor, sourceOf(volume, part), head, given)) {
      const { document } = row
      if (!document) {
        yield { ...row, files: [], here: null }
        continue
      }
      const twin = seen.get(document.key)
      if (twin !== undefined)
        row.problems.push(`The same number stands in line ${figure(twin)} already: each document has one of its own.`)
      else if (seen.size === MOST_ROWS) throw tooMany(row.line)
      else seen.set(document.key, row.line)
      const imaged = pages.get(document.key) ?? null
      if (imaged && head.mapping.batesTo === undefined) lengthen(document, imaged.last)
      const files = filesOf(row, document, paths, imaged)
      pages.delete(document.key)
      yield { ...row, files, here: of.here.get(document.key) ?? null }
    }
    if (pages.size > 0)
      remarks.push(
        `${counted(pages.size, 'document')} of the list of page images ${pages.size === 1 ? 'stands' : 'stand'} in no row of the list of documents, and ${pages.size === 1 ? 'is' : 'are'} left out.`,
      )
  }
  return { ...shown, rows }
}

function chosen(volume: Volume, offered: string[], asked: string | null | undefined): Part | undefined {
  const path = asked ?? offered[0]
  const part = path === undefined ? undefined : volume.parts.find((one) => one.path === path)
  if (asked && !part) throw new TableTrouble('The list that was chosen is not in the volume any more.')
  return part
}

type Imaged = { parts: Part[]; lacking: string[]; last: string }

/** How many missing pages of one document are named, and how many lines of their list that are odd. */
const MOST_NAMED = 3
const MOST_ODD = 1_000

/** The page images of each document, by its key. */
async function pagesOf(source: Source, paths: Paths, remarks: string[]): Promise<Map<string, Imaged>> {
  const all = new Map<string, Imaged>()
  let current: Imaged | null = null
  let [rows, odd] = [0, 0]
  for await (const { line, key, path, begins, problems } of pageImages(source, await detectEncoding(source))) {
    if (++rows > MOST_ROWS) throw tooMany(line)
    if (problems.length > 0 && ++odd <= MOST_ODD)
      remarks.push(`Page images, line ${figure(line)}: ${problems.join(' ')}`)
    if (begins || !current) {
      current = { parts: [], lacking: [], last: key }
      all.set(keyOf(key), current)
    }
    const part = paths.find(path)
    if (part) current.parts.push(part)
    else if (current.lacking.length < MOST_NAMED)
      current.lacking.push(isMarkedName(path) ? 'its name carries a marking' : nameIn(path))
    current.last = key
  }
  return all
}

function keyOf(number: string): string {
  const bates = parseBates(number)
  return bates ? `${bates.prefix} ${bates.number}` : `#${number.trim().toUpperCase()}`
}

/** A document of which the list gives the first page only ends with its last page image. */
function lengthen({ bates }: Document, last: string): void {
  const end = parseBates(last)
  if (!bates || !end || end.prefix !== bates.prefix || end.number <= BigInt(bates.last)) return
  Object.assign(bates, { to: last.trim(), last: String(end.number) })
}

/** A path is shorter; what is longer, or has more lines, is the text itself. */
const LONGEST_PATH = 500

function filesOf(row: ReadRow, document: Document, paths: Paths, imaged: Imaged | null): DocumentFile[] {
  const files: DocumentFile[] = []
  const add = (part: Part, role: FileRole, more: Partial<DocumentFile> = {}) => {
    if (part.size === 0) row.doubts.push(`${nameIn(part.path)} is empty: it has no bytes, so there is nothing to keep.`)
    else files.push({ part, role, inline: null, page: 0, claimed: null, ...more })
  }
  const lacks = (field: 'native' | 'text', path: string) =>
    row.doubts.push(`${volumeFields[field]} is not in the volume: ${nameIn(path).slice(0, 100)}.`)
  if (document.native) {
    const part = paths.find(document.native)
    if (part) add(part, 'original', { claimed: document.hash })
    else lacks('native', document.native)
  }
  // Of pictures, one file of all pages is the document itself.
  const [picture] = imaged?.parts ?? []
  const whole = !document.native && picture && /\.pdf$/i.test(picture.path) && new Set(imaged?.parts).size === 1
  if (whole) add(picture, 'original', { claimed: document.hash })
  else for (const [at, part] of (imaged?.parts ?? []).entries()) add(part, 'page_image', { page: at + 1 })
  for (const name of imaged?.lacking ?? []) row.doubts.push(`A page image is not in the volume: ${name.slice(0, 100)}.`)
  if (document.text) {
    const { text } = document
    const part = paths.find(text)
    const itself = text.length > LONGEST_PATH || text.includes('\n')
    if (part) add(part, 'extracted_text')
    else if (itself) {
      const name = `${document.bates?.from ?? document.controlNumber}.txt`
      add({ path: name, size: Buffer.byteLength(text) }, 'extracted_text', { inline: text })
    } else lacks('text', text)
  }
  return files
}
