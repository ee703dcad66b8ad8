import { append } from '@/lib/audit/append'
import { enterCustody } from '@/lib/custody/record'
import type { Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { subjectOf } from '@/lib/evidence/record'
import { canHold } from '@/lib/files/policy'
import { matchesClaim } from '@/lib/files/queries'
import { type FileMetadata, fileRoles, STORE } from '@/lib/files/schema'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { AccessMode, FileRole, Handling } from '@/lib/generated/prisma/enums'
import { type Actor, now } from '@/lib/people/actor'
import { insist } from '@/lib/ruling'

/*
 * The one way in which a file is kept. It stands apart from commands.ts because imports and derivatives keep files too.
 */

/** A file whose bytes stand in the store, sealed, under `id`. */
export type NewFile = {
  id: string
  item: { id: string; number: number; handling: Handling; accessMode: AccessMode }
  revision: number
  role: FileRole
  /** Of a page image, from 1; 0 for the others */
  page: number
  name: string
  /** In bytes */
  size: number
  sha256: string
  md5: string | null
  mediaType: string
  metadata: FileMetadata
  lineIndex: Uint8Array | null
  claimedHash: string | null
}

/**
 * The row of a kept file: for whoever keeps thousands at once and writes of them what happened as one event. Throws a Refusal when no
 * content of such an item may be here.
 */
export function rowOf(actor: Actor, file: NewFile): Prisma.StoredFileCreateManyInput {
  insist(canHold(file.item))
  const { item, metadata, lineIndex, ...row } = file
  return {
    ...row,
    inquiryId: actor.inquiry.id,
    evidenceId: item.id,
    handling: item.handling,
    metadata,
    lineIndex: lineIndex && new Uint8Array(lineIndex),
    createdById: actor.userId,
    createdAt: now(actor),
  }
}

/**
 * Keeps a file, in the caller's transaction: its row, for an original the step in its item's custody, and the event. The object must be sealed in the store before; if the transaction
 * fails, the caller removes it, or the sweep does. `note` is what somebody wrote who keeps it although something speaks against it.
 */
export async function keepFile(tx: Tx, actor: Actor, file: NewFile, { note }: { note?: string } = {}): Promise<void> {
  await tx.storedFile.create({ data: rowOf(actor, file) })
  if (file.role === 'original') await stored(tx, actor, file, note)
  await append(tx, actor, {
    event: 'evidence.file_kept',
    subject: subjectOf(file.item),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    note,
    details: {
      file: file.id,
      name: file.name,
      as: file.role === 'page_image' ? `page image ${file.page}` : fileRoles[file.role],
      revision: file.revision,
      size: file.size,
      sha256: file.sha256,
      mediaType: file.mediaType,
      ...(matchesClaim(file) === false && { mismatch: file.claimedHash }),
    },
  })
}

async function stored(tx: Tx, actor: Actor, { item, revision, name }: NewFile, note?: string): Promise<void> {
  const of = { id: item.id, inquiryId: actor.inquiry.id, ref: evidenceRef(item), revision }
  await enterCustody(tx, actor, of, {
    kind: 'stored',
    by: actor.name,
    // No place: it says nothing of the drive or the disc that brought it, whose place the chain goes on to follow.
    note: [`${name}, as revision ${revision}, in the ${STORE.toLowerCase()}; the original is read-only.`, note]
      .filter(Boolean)
      .join(' '),
  })
}
