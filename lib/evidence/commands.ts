import { append } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import { followEntry } from '@/lib/evidence/effects'
import { particulars } from '@/lib/evidence/particulars'
import { againstFiles, canEdit } from '@/lib/evidence/policy'
import { type EvidenceRow, evidenceRef, evidenceSnapshot, loadEvidence, reloadEvidence } from '@/lib/evidence/queries'
import { link, logItem, moveItem, requestsOf, set, subjectOf } from '@/lib/evidence/record'
import { editEvidenceInput, logEvidenceInput, moveEvidenceInput } from '@/lib/evidence/schema'
import { invalid } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

const answer = (row: EvidenceRow) => ({ ref: evidenceRef(row), status: row.status, version: row.version })

/** Logs what came as an entry of the register, against the requests that it answers. A staffer does it. */
export const logEvidence = command('evidence.log', logEvidenceInput, async (tx, actor, input) =>
  answer(await logItem(tx, actor, input)),
)

/** Changes an entry that nobody has taken up for review yet; the old values stay in the history. What is left out is emptied. */
export const editEvidence = command('evidence.edit', editEvidenceInput, async (tx, actor, input) => {
  const before = await loadEvidence(tx, actor, input.evidence)
  insist(canEdit(actor, before))
  const { requestIds, ...entry } = await particulars(tx, actor, input)
  const problems = againstFiles(await tx.storedFile.count({ where: { evidenceId: before.id } }), entry)
  if (problems.length) throw invalid(problems)
  await set(tx, actor, before, input.version, entry)
  await tx.evidenceRequest.deleteMany({ where: { evidenceId: before.id } })
  await link(tx, actor, before.id, requestIds)
  const row = await reloadEvidence(tx, before.id)
  await append(tx, actor, {
    event: 'evidence.edited',
    subject: subjectOf(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: requestsOf(before, row),
    changes: changesBetween(evidenceSnapshot(before), evidenceSnapshot(row)),
  })
  await followEntry(tx, actor, before, row)
  return answer(row)
})

/** Moves an item along the table of transitions. Accepting and rejecting write a review of the present revision. */
export const moveEvidence = command('evidence.move', moveEvidenceInput, async (tx, actor, input) =>
  answer(await moveItem(tx, actor, input)),
)
