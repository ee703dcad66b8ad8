import { append } from '@/lib/audit/append'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { canNote } from '@/lib/evidence/policy'
import { evidenceRef, loadEvidence } from '@/lib/evidence/queries'
import { noteItemInput, placeWords } from '@/lib/evidence/schema'
import { fileMetadata } from '@/lib/files/schema'
import { now } from '@/lib/people/actor'
import { invalidField } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { counted } from '@/lib/words'

/*
 * Notes at a place of a file: a time of a recording, a page, a line. Apart from commands.ts because they change no item: they are never edited, and stay with the
 * revision on which they were made.
 */

export const noteItem = command('evidence.note', noteItemInput, async (tx, actor, input) => {
  const partition = input.partition ?? 'shared'
  insist(canNote(actor, partition))
  const row = await loadEvidence(tx, actor, input.evidence)
  if (input.revision > row.revision) {
    throw invalidField('revision', `${evidenceRef(row)} has no revision ${input.revision} yet: open the newest one.`)
  }
  if (input.to !== null && input.to !== undefined && input.to < input.from) {
    throw invalidField('to', 'The end lies before the beginning: mend one of them.')
  }
  if (input.unit !== 'time' && input.from < 1) {
    throw invalidField('from', 'Pages and lines are counted from 1.')
  }
  const pages = input.unit === 'page' ? await pagesOf(tx, row.id, input.revision) : undefined
  if (pages !== undefined && Math.max(input.from, input.to ?? 0) > pages) {
    throw invalidField('from', `The document has ${counted(pages, 'page')}: name one of them.`)
  }
  await tx.evidenceNote.create({
    data: {
      inquiryId: actor.inquiry.id,
      evidenceId: row.id,
      revision: input.revision,
      partition,
      unit: input.unit,
      from: input.from,
      to: input.to ?? null,
      text: input.text,
      createdById: actor.userId,
      createdAt: now(actor),
    },
  })
  await append(tx, actor, {
    event: 'evidence.noted',
    subject: { type: 'evidence', id: row.id, ref: evidenceRef(row) },
    partition,
    inquiryId: actor.inquiry.id,
    note: input.text,
    details: { at: placeWords(input), revision: input.revision },
  })
  return { ref: evidenceRef(row), unit: input.unit, from: input.from, revision: input.revision }
})

/** How many pages the document of this revision has; undefined where there is none, or nothing of it was read. */
async function pagesOf(tx: Tx, evidenceId: string, revision: number): Promise<number | undefined> {
  const file = await tx.storedFile.findFirst({
    where: { evidenceId, revision, role: 'original' },
    select: { metadata: true },
  })
  return fileMetadata.parse(file?.metadata ?? {}).pages
}
