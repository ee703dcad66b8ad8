import { append } from '@/lib/audit/append'
import { noteIncident } from '@/lib/audit/denials'
import { db } from '@/lib/db'
import { evidenceRef, reloadEvidence } from '@/lib/evidence/queries'
import { type Found, finishUpload, setAside } from '@/lib/files/commands'
import { examine, part } from '@/lib/files/examine'
import { Hashing } from '@/lib/files/hashing'
import { insistOnHolder } from '@/lib/files/holder'
import { canUpload, visibleTo } from '@/lib/files/policy'
import { isUuid, matchesClaim } from '@/lib/files/queries'
import { SET_ASIDE } from '@/lib/files/sending'
import { insistOnStore } from '@/lib/files/whose'
import type { Upload } from '@/lib/generated/prisma/client'
import { spilledFile } from '@/lib/input'
import { isRuledOrdinary } from '@/lib/inquiries/queries'
import { type Actor, theLedger } from '@/lib/people/actor'
import { closed, missing, Refusal, type RefusalKind } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { inspectFile } from '@/lib/spill/inspect-file'
import type { SpillFinding } from '@/lib/spill/inspect-text'
import { StorageFull, storage, WrongOffset } from '@/lib/storage/storage'

/*
 * The bytes of an upload: taken in piece by piece, each piece judged by the rights of that moment, and at the end looked at and kept. It
 * stands apart from commands.ts, since it works on bytes for minutes, and each act on a record in it is a command of its own.
 */

/** Whoever sends: as they are now, and as they are when asked again (signed in still, and in the inquiry). */
export type Sender = { actor: Actor; again: () => Promise<Actor> }

/** So long bytes are taken in before they are made durable and rights are asked again, if the client sends that much at once. */
const SEGMENT_MS = 2_000

/** What a kept file answers: on which item, and as which revision. */
export type Kept = { ref: string; revision: number }

/**
 * This actor's own upload, if they may go on with it now. Throws a Refusal; when that is because of what happened meanwhile (they are no
 * staffer any more, the inquiry was closed, the item takes no file), nothing of the upload is left.
 */
export async function mayGoOn(actor: Actor, id: string): Promise<Upload> {
  const upload = await ownUpload(actor, id)
  if (upload.status === 'set_aside') throw wasSetAside()
  try {
    if (actor.inquiry.closedOn) throw closed(actor.inquiry.closedOn)
    insist(canUpload(actor))
    if (upload.evidenceId) {
      const item = await reloadEvidence(db(), upload.evidenceId)
      await insistOnHolder(db(), actor, item, { revision: upload.revision, corrects: upload.revises !== null })
    }
  } catch (error) {
    if (error instanceof Refusal) await stopUpload(upload, error.message)
    throw error
  }
  return upload
}

/** This actor's own upload. Throws missing(), the same for unknown and foreign. */
export async function ownUpload(actor: Actor, id: string): Promise<Upload> {
  const where = { inquiryId: actor.inquiry.id, id, createdById: actor.userId }
  const upload = isUuid(id) ? await db().upload.findFirst({ where, omit: { lineIndex: true } }) : null
  if (!upload) throw missing()
  return { ...upload, lineIndex: null }
}

/** The file that this actor's upload of this id became, when its sender did not hear of it. */
export async function keptAs(actor: Actor, id: string): Promise<(Kept & { size: number }) | null> {
  const row = isUuid(id)
    ? await db().storedFile.findFirst({
        where: { ...visibleTo(actor), id, createdById: actor.userId },
        select: { size: true, revision: true, item: { select: { number: true } } },
      })
    : null
  return row && { ref: evidenceRef(row.item), revision: row.revision, size: Number(row.size) }
}

/** How many bytes of an upload are there. */
export async function arrivedOf(upload: Pick<Upload, 'id'>): Promise<number> {
  return (await storage().arrived(upload.id)) ?? (await storage().size(upload.id)) ?? 0
}

/**
 * Takes in what comes, from `at` on, until it ends; what came before a break stays. Every so often it is made durable, and
 * whoever sends is asked for again. Answers how many bytes are there.
 * Throws a Refusal: at another place than the upload is at, more than the upload has, no room, no right any more, or no store of ours.
 */
export async function takeIn(
  sender: Sender,
  upload: Upload,
  at: number,
  body: AsyncIterator<Uint8Array>,
): Promise<number> {
  await insistOnStore()
  const size = Number(upload.size)
  const hashing = Hashing.of(upload.id, upload.claimedHash?.length === 32)
  hashing.catchUp(at)
  let end = at
  let more = true

  async function* segment() {
    const until = Date.now() + SEGMENT_MS
    while (more && Date.now() < until) {
      const next = await body.next()
      if (next.done) more = false
      else {
        if (end + next.value.length > size) throw tooMuch()
        hashing.feed(next.value, end)
        end += next.value.length
        yield next.value
      }
    }
  }

  while (more) {
    try {
      await storage().append(upload.id, end, segment())
    } catch (error) {
      end = await arrivedOf(upload)
      if (hashing.at > end) Hashing.forget(upload.id)
      await noteArrived(upload, end)
      throw inWords(error)
    }
    await noteArrived(upload, end)
    hashing.catchUp(end)
    if (more) await mayGoOn(await sender.again(), upload.id)
  }
  return end
}

async function noteArrived({ id }: Upload, arrived: number): Promise<void> {
  await db().upload.updateMany({ where: { id }, data: { arrived, lastAt: new Date() } })
}

/** What the store says, for people. */
function inWords(error: unknown): unknown {
  if (error instanceof StorageFull) {
    return new Refusal('full', 'The disk has no room left for files', {
      detail:
        'What came until now is safe. Tell whoever runs this server to free some room, then go on with the upload; or give it up.',
    })
  }
  if (error instanceof WrongOffset) return wrongPlace(error.arrived)
  return error
}

/** The client is at another place than the upload. */
export function wrongPlace(arrived: number): Refusal {
  return new Refusal('conflict', `This upload is at byte ${arrived}`, {
    detail: 'Ask with HEAD where it is, and send what comes next.',
  })
}

/** More comes than the upload was said to have. */
export function tooMuch(): Refusal {
  return new Refusal('invalid', 'More bytes come than the upload was said to have', {
    detail: 'Nothing beyond its length was taken. Look whether the file has changed since; then begin anew.',
  })
}

function wasSetAside(): Refusal {
  return new Refusal('invalid', SET_ASIDE, {
    detail:
      'All of it came, and its hash is another one than its producer gave. It was not accepted: look at it under Uploads, and keep it with a note or discard it.',
  })
}

/**
 * All of an upload has come: it is hashed, looked at and kept. Throws a Refusal when it is not, and then nothing of it is left, except where it
 * was set aside, or where the ledger could not do it just now and may be asked again.
 */
export async function complete(actor: Actor, upload: Upload): Promise<Kept> {
  const { id, name } = upload
  const size = Number(upload.size)
  const { sha256, md5, text } = await Hashing.of(id, upload.claimedHash?.length === 32).result(size)
  Hashing.forget(id)
  const { mediaType, metadata, marking } = await examine(id, size, text)
  const encoding = metadata.text?.encoding
  const read = (from: number, to: number) => part(id, from, to)
  const finding = await inspectFile({ name, mediaType, encoding, marking, size, read })
  const ruled = finding !== null && (await isRuledOrdinary(db(), actor, { rule: finding.rule, sha256 }))
  if (finding && !ruled) throw await stopSpill(actor, upload, finding, sha256)
  const said = ruled ? { ...metadata, ruledOrdinary: true } : metadata
  const found: Found = { sha256, md5, mediaType, metadata: said, lineIndex: encoding ? (text?.index ?? null) : null }
  if (matchesClaim({ ...found, claimedHash: upload.claimedHash }) === false) {
    await setAside(found)(actor, { upload: id })
    throw wasSetAside()
  }
  await storage().seal(id)
  // Again, since the disk may have gone while it came: what is acknowledged has to lie where it will be looked for.
  await insistOnStore()
  try {
    const { ref, revision } = await finishUpload(found)(actor, { upload: id })
    return { ref, revision }
  } catch (error) {
    if (error instanceof Refusal && !mayBeAskedAgain(error)) await stopUpload(upload, error.message)
    throw error
  }
}

/** Refusals that pass by themselves: what came stays, and the client may ask again. */
const PASSING: readonly RefusalKind[] = ['unavailable', 'full', 'throttled', 'conflict']
const mayBeAskedAgain = ({ kind }: Refusal) => PASSING.includes(kind)

/**
 * Takes away what carries a marking, its bytes first, and writes the incident down: who, when and where, and of what kind the marking is. Neither
 * what the file was called nor anything out of it is kept. Answers the refusal for whoever sent it.
 */
async function stopSpill(
  actor: Actor,
  { id }: Pick<Upload, 'id'>,
  finding: SpillFinding,
  sha256: string,
): Promise<Refusal> {
  const refusal = spilledFile(finding, sha256)
  await storage().remove(id)
  await db().$transaction(async (tx) => {
    await tx.upload.deleteMany({ where: { id } })
    await noteIncident(tx, actor, refusal, 'upload.finish')
  })
  return refusal
}

/** Takes away an upload that nobody may go on with, and its bytes. The history says why, and whose it was. */
export async function stopUpload(
  upload: Pick<Upload, 'id' | 'name' | 'inquiryId' | 'createdById'>,
  why: string,
): Promise<void> {
  const { id, name, inquiryId, createdById } = upload
  await db().$transaction(async (tx) => {
    const { count } = await tx.upload.deleteMany({ where: { id } })
    if (count === 0) return
    const subject = { type: 'upload', id, ref: name } as const
    const entry = { subject, partition: 'shared', inquiryId, note: why, details: { sentBy: createdById } } as const
    await append(tx, theLedger, { event: 'upload.stopped', ...entry })
  })
  Hashing.forget(id)
  await storage().remove(id)
}
