import { createHash } from 'node:crypto'
import type { Json } from '@/lib/audit/canonical'
import { contentsOf, type FileInBag, type ItemInBag, itemsFor, requestsFor } from '@/lib/bags/contents'
import { indexPage } from '@/lib/bags/index-page'
import { Layout, placeOf, type Segment } from '@/lib/bags/layout'
import { canHandOver } from '@/lib/bags/policy'
import { BAG_DAYS, type BagReport, type BagView, bagView, isWhole, ofWords } from '@/lib/bags/schema'
import { type BagFacts, leftOutOf, payloadOf, tagFilesOf, tagManifestOf } from '@/lib/bags/tags'
import { admitted } from '@/lib/command'
import { db, type Tx } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import { checkStored } from '@/lib/files/fixity'
import { take } from '@/lib/input'
import { committeeOf } from '@/lib/inquiries/queries'
import type { Work } from '@/lib/jobs/work'
import type { Actor } from '@/lib/people/actor'
import { insist } from '@/lib/ruling'
import { NoSuchObject, storage } from '@/lib/storage/storage'
import { counted } from '@/lib/words'

/*
 * Preparing a bag (RFC 8493), as a job: the SHA-512 of each file is worked out once and kept with it; then the tag files are written and the place of
 * every piece is settled. Counts as commands.
 */

/** How many pieces are written at once, and how many left-out files a report names. */
const AT_ONCE = 200
const MOST_NAMED = 500
/** The history of each item tells of the bag up to so many items; of more, only that of the inquiry does. */
const MOST_TOLD = 300
const DAY_MS = 24 * 60 * 60 * 1_000
/** In milliseconds, for writing it all down. */
const LONGEST = 10 * 60_000

/** The job. Safe to run again: hashes stay, and the bag is written in one transaction with its end. */
export async function prepareBagJob(work: Work): Promise<Json> {
  if (!work.actor) throw new Error('somebody asks for a bag')
  const actor = work.actor
  const view: BagView = take(bagView, work.input)
  await work.progress(0, null, 'Reading the register')
  const records = await itemsFor(actor, view)
  await hashAll(work, actor, records)
  const items: ItemInBag[] = []
  for await (const item of contentsOf(actor, records)) items.push(hashed(item))
  const made = new Date()
  const of = ofWords(view)
  const facts: BagFacts = {
    name: nameOf(actor, view, made),
    of,
    inquiry: actor.inquiry.name,
    committee: await committeeOf(actor),
    by: actor.name,
    made,
    items,
    requests: await requestsFor(actor, isWhole(view) ? 'all' : records),
  }
  const files = payloadOf(items)
  const leftOut = leftOutOf(items)
  const segments = laidOut(facts, files)
  const last = segments[segments.length - 1]
  const report: BagReport = {
    name: facts.name,
    of,
    size: last ? last.at + last.size : 0,
    items: items.length,
    files: files.length,
    fileBytes: files.reduce((sum, { size }) => sum + size, 0),
    leftOut: leftOut.slice(0, MOST_NAMED).map(({ item, name, reason }) => ({ item, name, reason })),
    leftOutInAll: leftOut.length,
  }
  await db().$transaction(
    async (tx) => {
      insist(canHandOver(await admitted(tx, actor, { whileClosed: true })))
      await write(tx, work, actor, report, segments, records.length > MOST_TOLD ? [] : records.map(({ id }) => id))
      await work.finish(tx, report)
    },
    { timeout: LONGEST },
  )
  return report
}

type Known = Pick<ItemInBag['record'], 'id'>

/** Works out the SHA-512 of those files that have none yet, and tells how far it is, in bytes. What turns out not to be what came is checked, so that it is known. */
async function hashAll(work: Work, actor: Actor, records: readonly Known[]): Promise<void> {
  const lacking: { file: FileInBag; evidenceId: string }[] = []
  let total = 0
  for await (const { record, files } of contentsOf(actor, records as ItemInBag['record'][])) {
    for (const file of files) {
      if (file.out !== null || file.sha512 !== null) continue
      lacking.push({ file, evidenceId: record.id })
      total += file.size
    }
  }
  let done = 0
  await work.progress(0, total, `Working out the SHA-512 of ${counted(lacking.length, 'file')}`)
  for (const { file, evidenceId } of lacking) {
    const before = done
    const found = await sha512Of(file, async (bytes) => {
      done += bytes
      await work.progress(done, total)
    })
    done = before + file.size
    if (found === null) await checkStored({ inquiryId: actor.inquiry.id, evidenceId }, work.who, async () => {})
    else {
      await db().fileDigest.createMany({
        data: [{ inquiryId: actor.inquiry.id, fileId: file.id, algorithm: 'sha512', digest: found }],
        skipDuplicates: true,
      })
    }
  }
  await work.progress(total, total, 'Writing down what is in it')
}

/** Null when the store has other bytes than those that came, or none. */
async function sha512Of({ id, sha256 }: FileInBag, seen: (bytes: number) => Promise<void>): Promise<string | null> {
  const [short, long] = [createHash('sha256'), createHash('sha512')]
  try {
    for await (const piece of storage().read(id)) {
      short.update(piece)
      long.update(piece)
      await seen(piece.length)
    }
  } catch (error) {
    if (error instanceof NoSuchObject) return null
    throw error
  }
  return short.digest('hex') === sha256 ? long.digest('hex') : null
}

/** A file that still has no hash is one whose bytes are not what came: it is left out. */
const hashed = (item: ItemInBag): ItemInBag => ({
  ...item,
  files: item.files.map((file) => (file.out === null && file.sha512 === null ? { ...file, out: 'unsound' } : file)),
})

/** What says what the bag is comes first, then what came, and last the manifests of the tags, which need all others. */
function laidOut(facts: BagFacts, files: readonly FileInBag[]): Segment[] {
  const layout = new Layout(facts.name, facts.made)
  const tags = tagFilesOf(facts, indexPage(facts))
  for (const { path, content } of tags) layout.text(path, content)
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const hash = (content: Buffer) => createHash(algorithm).update(content).digest('hex')
    layout.text(`tagmanifest-${algorithm}.txt`, tagManifestOf(tags, hash))
  }
  for (const file of files) layout.file(placeOf(file), file.id, file.size)
  return layout.end()
}

async function write(tx: Tx, { id }: Work, actor: Actor, report: BagReport, segments: Segment[], itemIds: string[]) {
  const { name, of, size, files, fileBytes, leftOutInAll } = report
  // What was prepared long ago is prepared anew when it is wanted again.
  await tx.bag.deleteMany({
    where: { inquiryId: actor.inquiry.id, createdAt: { lt: new Date(Date.now() - BAG_DAYS * DAY_MS) } },
  })
  await tx.bag.create({
    data: {
      id,
      inquiryId: actor.inquiry.id,
      name,
      of,
      size,
      files,
      fileBytes,
      leftOut: leftOutInAll,
      itemIds,
      createdById: actor.userId,
    },
  })
  for (let from = 0; from < segments.length; from += AT_ONCE) {
    await tx.bagSegment.createMany({
      data: segments.slice(from, from + AT_ONCE).map((segment) => ({
        bagId: id,
        at: segment.at,
        size: segment.size,
        ...('fileId' in segment ? { fileId: segment.fileId } : { content: new Uint8Array(segment.content) }),
      })),
    })
  }
}

/** 'alder-R-3-20261126T145000Z' */
function nameOf(actor: Actor, view: BagView, made: Date): string {
  const { request, items } = view
  const what = request
    ? `-${formatRef('R', request.series, request.number)}`
    : items?.length
      ? '-items'
      : isWhole(view)
        ? ''
        : '-part'
  return `${actor.inquiry.slug}${what}-${made.toISOString().replace(/[-:]|\.\d+/g, '')}`
}
