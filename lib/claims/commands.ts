import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { canRecord } from '@/lib/claims/policy'
import { type ClaimRow, claimById, claimRef, claimSnapshot, loadClaim } from '@/lib/claims/queries'
import { claimSources, editClaimInput, recordClaimInput } from '@/lib/claims/schema'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import { named } from '@/lib/named'
import { nextNumber } from '@/lib/numbers'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { loadQuestion, questionRef } from '@/lib/questions/queries'
import { conflict } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { dateFromDb, dateToDb } from '@/lib/time'

const subject = (row: ClaimRow): Subject => ({ type: 'claim', id: row.id, ref: claimRef(row) })
const aboutQuestion = (of: { id: string; number: number }): Subject => ({
  type: 'question',
  id: of.id,
  ref: questionRef(of),
})
const answer = (row: ClaimRow) => ({ ref: claimRef(row), version: row.version })

/** Records what somebody asserts about a question, with its source. It is alleged: recording it takes no side. */
export const recordClaim = command('claim.record', recordClaimInput, async (tx, actor, input) => {
  insist(canRecord(actor))
  const question = await questionOf(tx, actor, input.question)
  mustHaveCome(actor, 'saidOn', 'Said on', input.saidOn)
  const { id } = await tx.claim.create({
    data: {
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'CL'),
      questionId: question.id,
      statement: input.statement,
      sourceKind: input.sourceKind,
      source: input.source,
      saidOn: dateToDb(input.saidOn ?? null),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  const row = await claimById(tx, id)
  await append(tx, actor, {
    event: 'claim.recorded',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: [aboutQuestion(row.question)],
    changes: changesBetween(null, claimSnapshot(row)),
  })
  return answer(row)
})

/** Corrects a claim, or puts it under another question: what is left empty is empty from then on. */
export const editClaim = command('claim.edit', editClaimInput, async (tx, actor, input) => {
  const before = await loadClaim(tx, actor, input.claim)
  insist(canRecord(actor))
  const question = await questionOf(tx, actor, input.question)
  mustHaveCome(actor, 'saidOn', 'Said on', input.saidOn)
  const done = await tx.claim.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version: input.version },
    data: {
      questionId: question.id,
      statement: input.statement,
      sourceKind: input.sourceKind,
      source: input.source,
      saidOn: dateToDb(input.saidOn ?? null),
      version: { increment: 1 },
    },
  })
  const row = await claimById(tx, before.id)
  if (done.count === 0) {
    throw conflict(input.version, row, {
      question: questionRef(row.question),
      statement: row.statement,
      sourceKind: claimSources[row.sourceKind],
      source: row.source,
      saidOn: dateFromDb(row.saidOn) ?? 'none',
    })
  }
  const moved = row.questionId !== before.questionId
  await append(tx, actor, {
    event: 'claim.edited',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: [aboutQuestion(row.question), ...(moved ? [aboutQuestion(before.question)] : [])],
    changes: changesBetween(claimSnapshot(before), claimSnapshot(row)),
  })
  return answer(row)
})

const questionOf = (tx: Tx, actor: Actor, ref: Ref) =>
  named('question', 'Question', formatRef('Q', ref.series, ref.number), loadQuestion(tx, actor, ref))
