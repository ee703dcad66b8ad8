import { db, type Tx } from '@/lib/db'
import { canMove } from '@/lib/evidence/policy'
import { type EvidenceRow, evidenceFacts, evidenceRef, loadEvidence } from '@/lib/evidence/queries'
import { evidenceMoves } from '@/lib/evidence/status'
import type { Ref } from '@/lib/fields'
import { canAddFile, canCorrect, type HolderFacts } from '@/lib/files/policy'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import type { Ruling } from '@/lib/workflow'

/*
 * An item as something that may hold a file: asked by the pages, when an upload begins, at each piece of it, and when it ends.
 */

/** What the policy needs to know of an item. */
async function holderFacts(
  tx: Tx,
  item: { id: string; revision: number } & Omit<HolderFacts, 'hasFile'>,
): Promise<HolderFacts> {
  const { status, accessMode, handling } = item
  const originals = await tx.storedFile.count({
    where: { evidenceId: item.id, revision: item.revision, role: 'original' },
  })
  return { status, accessMode, handling, hasFile: originals > 0 }
}

/** An item, and what may be uploaded of it: the file of its present revision, or a corrected copy. */
type UploadsOf = { ref: string; title: string; file: Ruling; corrected: Ruling }

/** What this actor may upload of an item that they see, for its page. Throws missing(). */
export async function uploadsOf(actor: Actor, ref: Ref): Promise<UploadsOf> {
  const item = await loadEvidence(db(), actor, ref)
  return { ref: evidenceRef(item), title: item.title, ...(await mayUpload(db(), actor, item)) }
}

/** May this actor upload the file of the item's present revision? And may they upload a corrected copy of it? */
async function mayUpload(tx: Tx, actor: Actor, item: EvidenceRow): Promise<{ file: Ruling; corrected: Ruling }> {
  const holder = await holderFacts(tx, item)
  const facts = await evidenceFacts(tx, actor, item)
  const revise = evidenceMoves.find(({ verb }) => verb === 'revise')
  if (!revise) throw new Error('the table of transitions has a move that revises')
  return { file: canAddFile(actor, holder), corrected: canCorrect(canMove(actor, facts, revise), holder) }
}

/** Goes on only if the item takes a file now, as it did when the upload began: throws a Refusal that says what happened meanwhile. */
export async function insistOnHolder(
  tx: Tx,
  actor: Actor,
  item: EvidenceRow,
  upload: { revision: number | null; corrects: boolean },
): Promise<void> {
  if (upload.revision !== null && upload.revision !== item.revision) {
    throw new Refusal('invalid', `${evidenceRef(item)} is at revision ${item.revision} now`, {
      detail: `When this upload began it was at revision ${upload.revision}. Nothing of the file was kept. Look at the item, then upload it again if it still belongs there.`,
    })
  }
  const may = await mayUpload(tx, actor, item)
  insist(upload.corrects ? may.corrected : may.file)
}
