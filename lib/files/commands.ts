import type { z } from 'zod'
import { append, type Entry, type Subject } from '@/lib/audit/append'
import { type Answer, type Command, command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { origin, particulars } from '@/lib/evidence/particulars'
import { canLog } from '@/lib/evidence/policy'
import { type EvidenceRow, evidenceRef, loadEvidence, reloadEvidence } from '@/lib/evidence/queries'
import { logItem, moveItem, subjectOf } from '@/lib/evidence/record'
import { logEvidenceInput } from '@/lib/evidence/schema'
import type { Ref } from '@/lib/fields'
import { insistOnHolder } from '@/lib/files/holder'
import { uploadLabels } from '@/lib/files/labels'
import { canDecide, canGiveUp, canHold, canUpload, STILL_MS } from '@/lib/files/policy'
import { alreadyHere, loadUpload } from '@/lib/files/queries'
import { keepFile } from '@/lib/files/record'
import {
  beginUploadInput,
  decideUploadInput,
  type FileMetadata,
  fileMetadata,
  revisesKept,
  STORE,
  uploadInput,
} from '@/lib/files/schema'
import { twinTitle } from '@/lib/files/sending'
import { insistOnStore } from '@/lib/files/whose'
import type { Prisma, Upload } from '@/lib/generated/prisma/client'
import { spilled, take } from '@/lib/input'
import { isRuledOrdinary } from '@/lib/inquiries/queries'
import { type Actor, now } from '@/lib/people/actor'
import { invalidField, Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { inspectFileName } from '@/lib/spill/inspect-file-name'
import { storage } from '@/lib/storage/storage'

/** What was found in a file when all of it had come. */
export type Found = {
  sha256: string
  md5: string | null
  mediaType: string
  metadata: FileMetadata
  lineIndex: Uint8Array | null
}

/**
 * Begins an upload: makes room for its bytes. It leaves no event in the history, since nothing of it is kept before all of it has come; its
 * entry is judged now, so that nobody learns after hours that a number was mistyped, and again at the end.
 */
export const beginUpload = command('upload.begin', beginUploadInput, async (tx, actor, input) => {
  insist(canUpload(actor))
  const finding = inspectFileName(input.filename)
  if (finding) throw spilled({ path: 'filename', finding })
  if (input.claimedHash && !input.againReason) await refuseTwin(tx, actor, input.claimedHash)
  const { id } = await tx.upload.create({
    data: {
      inquiryId: actor.inquiry.id,
      name: input.filename,
      size: input.size,
      claimedHash: input.claimedHash,
      againReason: input.againReason ?? null,
      createdById: actor.userId,
      createdAt: now(actor),
      lastAt: now(actor),
      ...(input.evidence ? await forItem(tx, actor, input.evidence, input) : await withEntry(tx, actor, input)),
    },
  })
  return { id }
})

type Begun = {
  filename: string
  changed?: string | null | undefined
  receivedOn?: string | null | undefined
  entry?: object | undefined
}

/** For an item that is there: its present revision, or with `changed` its next one. */
async function forItem(tx: Tx, actor: Actor, ref: Ref, { changed, receivedOn, entry }: Begun) {
  if (entry) throw invalidField('evidence', 'An item that is there has its entry: name the item, or give an entry.')
  const item = await loadEvidence(tx, actor, ref)
  if (receivedOn && !changed)
    throw invalidField('changed', `${uploadLabels.changed} is empty: a corrected copy says it.`)
  await insistOnHolder(tx, actor, item, { revision: null, corrects: Boolean(changed) })
  const moving = await tx.upload.findFirst({
    where: {
      evidenceId: item.id,
      OR: [{ status: 'set_aside' }, { lastAt: { gt: new Date(now(actor).getTime() - STILL_MS) } }],
    },
  })
  if (moving) {
    throw new Refusal('conflict', `A file for ${evidenceRef(item)} is on its way already`, {
      detail:
        moving.status === 'set_aside'
          ? 'It was set aside, and somebody has to decide on it first. It stands under Uploads.'
          : 'It stands under Uploads, with how far it is and whose it is. If nobody goes on with it, it can be given up there.',
    })
  }
  const revises = changed ? { changed, receivedOn: receivedOn ?? null } : undefined
  return { evidenceId: item.id, revision: item.revision, ...(revises && { revises }) }
}

/** With the entry that is logged when all of it has come. */
async function withEntry(tx: Tx, actor: Actor, begun: Begun): Promise<{ entry: Prisma.InputJsonObject }> {
  if (begun.changed) throw invalidField('evidence', 'A corrected copy is one of an item: name it, as in E-12.')
  insist(canLog(actor))
  const moving = ['all', 'part'].find((field) => begun.entry && field in begun.entry)
  if (moving)
    throw invalidField(moving, 'A file on its way moves no request: record it on the request when the file is here.')
  // What follows from there being a file is said unless something else is.
  const title = begun.filename.replace(/\.[A-Za-z0-9]{1,5}$/, '')
  const entry = { title, accessMode: 'delivered_copy', heldAt: STORE, ...begun.entry }
  const judged = take(logEvidenceInput, entry)
  insist(canHold(judged))
  await particulars(tx, actor, judged)
  await origin(tx, actor, judged)
  return { entry }
}

/** Throws what says that these bytes are here already. */
async function refuseTwin(tx: Tx, actor: Actor, hash: string): Promise<void> {
  const twin = await alreadyHere(tx, actor, hash)
  if (!twin) return
  throw new Refusal('invalid', twinTitle(twin.ref), {
    detail: `The same bytes are kept there, as ${twin.name} of revision ${twin.revision}. Nothing was kept of this upload. If they have to be kept a second time, say why and send the file once more.`,
  })
}

/**
 * Keeps what came, as what the upload said that it is: logs the item or its new revision where it is not there yet, and the file on it. The
 * object is sealed before. When the act is refused the caller takes what came away.
 */
export const finishUpload = (found: Found) =>
  command('upload.finish', uploadInput, async (tx, actor, input) => {
    const upload = await loadUpload(tx, actor, input.upload)
    return keep(tx, actor, upload, found)
  })

async function keep(tx: Tx, actor: Actor, upload: Upload, found: Found, note?: string) {
  // Two of the same bytes that end at the same moment: the second waits here, and then sees the first.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${upload.inquiryId} ${found.sha256}`}, 0))`
  if (!upload.againReason) await refuseTwin(tx, actor, found.sha256)
  if (found.metadata.ruledOrdinary) await mustStillBeOrdinary(tx, actor, found.sha256)
  const item = await itemFor(tx, actor, upload)
  const { id, name, claimedHash } = upload
  const size = Number(upload.size)
  await keepFile(
    tx,
    actor,
    { ...found, id, item, revision: item.revision, role: 'original', page: 0, name, size, claimedHash },
    { note: note ?? upload.againReason ?? undefined },
  )
  await tx.upload.delete({ where: { id } })
  return { ref: evidenceRef(item), revision: item.revision, version: item.version }
}

/** What is kept on the word of a ruling is kept only while that stands, and by nobody on their own word: a file may wait for days between the two. */
async function mustStillBeOrdinary(tx: Tx, actor: Actor, sha256: string): Promise<void> {
  if (await isRuledOrdinary(tx, actor, { rule: 'confidential-line', sha256 })) return
  throw new Refusal('forbidden', 'A line of this file may be a classification marking, so it is not kept', {
    detail:
      'The ruling that it is its company’s own marking was taken back, or is your own. Leave the file unopened, and call your security officer. If it is classified, discard it here.',
  })
}

async function itemFor(tx: Tx, actor: Actor, upload: Upload): Promise<EvidenceRow> {
  if (!upload.evidenceId) {
    const entry = take(logEvidenceInput, upload.entry)
    insist(canHold(entry))
    return logItem(tx, actor, entry)
  }
  // Held until commit, so that nobody takes it up for review while its file is being kept.
  await tx.$executeRaw`SELECT FROM evidence_item WHERE id = ${upload.evidenceId}::uuid FOR NO KEY UPDATE`
  const item = await reloadEvidence(tx, upload.evidenceId)
  await insistOnHolder(tx, actor, item, { revision: upload.revision, corrects: upload.revises !== null })
  if (!upload.revises) return item
  const { changed, receivedOn } = revisesKept.parse(upload.revises)
  const evidence = { series: 'shared', number: item.number } as const
  return moveItem(tx, actor, { evidence, version: item.version, to: 'logged', note: changed, receivedOn })
}

const subjectIn = ({ id, name }: Upload): Subject => ({ type: 'upload', id, ref: name })

/** What became of an upload, for the history: under the item that it was for, where there is one. */
async function told(tx: Tx, actor: Actor, upload: Upload, entry: Pick<Entry, 'event' | 'note' | 'details'>) {
  const item = upload.evidenceId && (await reloadEvidence(tx, upload.evidenceId))
  await append(tx, actor, {
    ...entry,
    subject: subjectIn(upload),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: item ? [subjectOf(item)] : [],
  })
}

/** Sets aside what is not the file on its producer's list: nobody accepts it without having looked. */
export const setAside = (found: Found) =>
  command('upload.set_aside', uploadInput, async (tx, actor, input) => {
    const upload = await loadUpload(tx, actor, input.upload)
    insist(canUpload(actor))
    const { lineIndex, ...rest } = found
    await tx.upload.update({
      where: { id: upload.id },
      data: { ...rest, lineIndex: lineIndex && new Uint8Array(lineIndex), status: 'set_aside', arrived: upload.size },
    })
    const details = { claimed: upload.claimedHash, sha256: found.sha256 }
    await told(tx, actor, upload, { event: 'upload.set_aside', details })
    return { id: upload.id }
  })

/** Keeps what was set aside although it is not what its producer named; the difference is said for ever. */
export const keepSetAside = command('upload.keep', decideUploadInput, async (tx, actor, input) => {
  const upload = await loadUpload(tx, actor, input.upload)
  insist(canDecide(actor, upload))
  const { sha256, md5, mediaType, metadata, lineIndex } = upload
  if (!sha256 || !mediaType) throw new Error('what was set aside was read')
  await storage().seal(upload.id)
  await insistOnStore()
  const found = { sha256, md5, mediaType, metadata: fileMetadata.parse(metadata), lineIndex }
  return keep(tx, actor, upload, found, input.note)
})

/** Discards what was set aside, its bytes too. */
export const discardSetAside = andThen(
  command('upload.discard', decideUploadInput, async (tx, actor, input) => {
    const upload = await loadUpload(tx, actor, input.upload)
    insist(canDecide(actor, upload))
    await tx.upload.delete({ where: { id: upload.id } })
    await told(tx, actor, upload, { event: 'upload.discarded', note: input.note, details: { sha256: upload.sha256 } })
    return { id: upload.id }
  }),
  ({ id }) => storage().remove(id),
)

/** Gives up an upload that is on its way: nothing of it is left. */
export const giveUpUpload = andThen(
  command('upload.give_up', uploadInput, async (tx, actor, input) => {
    const upload = await loadUpload(tx, actor, input.upload)
    insist(canGiveUp(actor, upload, now(actor)))
    await tx.upload.delete({ where: { id: upload.id } })
    await told(tx, actor, upload, { event: 'upload.given_up' })
    return { id: upload.id }
  }),
  ({ id }) => storage().remove(id),
)

/** The command, and once it is committed what goes with it; a crash in between is mended by the sweep. */
function andThen<S extends z.ZodType, A extends Answer>(
  of: Command<S, A>,
  then: (answer: A) => Promise<void>,
): Command<S, A> {
  const run = async (actor: Actor, raw: unknown): Promise<A> => {
    const answer = await of(actor, raw)
    await then(answer)
    return answer
  }
  return Object.assign(run, { verb: of.verb, input: of.input })
}
