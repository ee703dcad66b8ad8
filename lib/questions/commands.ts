import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import type { Question } from '@/lib/generated/prisma/client'
import { moveFields } from '@/lib/move-fields'
import { nextNumber } from '@/lib/numbers'
import { type Actor, now } from '@/lib/people/actor'
import { canEdit, canLog, canMove } from '@/lib/questions/policy'
import { loadQuestion, questionFacts, questionRef, questionSnapshot } from '@/lib/questions/queries'
import { bases, editQuestionInput, logQuestionInput, moveQuestionInput } from '@/lib/questions/schema'
import { questionMoves, questionStatuses } from '@/lib/questions/status'
import { conflict } from '@/lib/refusal'
import { illegal, insist } from '@/lib/ruling'
import { findMove } from '@/lib/workflow'

type Row = Omit<Question, 'search'>

const subject = (row: Row): Subject => ({ type: 'question', id: row.id, ref: questionRef(row) })
const answer = (row: Row) => ({ ref: questionRef(row), status: row.status, version: row.version })

/** Logs an open question. A staffer does it; the question is shared from the first moment. */
export const logQuestion = command('question.log', logQuestionInput, async (tx, actor, input) => {
  insist(canLog(actor))
  const row = await tx.question.create({
    data: {
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'Q'),
      wording: input.wording,
      why: input.why,
      theme: input.theme,
      needs: input.needs,
      statusSince: now(actor),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await append(tx, actor, {
    event: 'question.logged',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    changes: changesBetween(null, questionSnapshot(row)),
  })
  return answer(row)
})

/** Changes a question's wording, reason, theme or needs; the old values stay in the history. */
export const editQuestion = command('question.edit', editQuestionInput, async (tx, actor, input) => {
  const before = await loadQuestion(tx, actor, input.question)
  insist(canEdit(actor, before))
  const row = await set(tx, actor, before, input.version, {
    wording: input.wording,
    why: input.why,
    theme: input.theme,
    needs: input.needs,
  })
  await append(tx, actor, {
    event: 'question.edited',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    changes: changesBetween(questionSnapshot(before), questionSnapshot(row)),
  })
  return answer(row)
})

/** Moves a question along the table of transitions. */
export const moveQuestion = command('question.move', moveQuestionInput, async (tx, actor, input) => {
  const before = await loadQuestion(tx, actor, input.question)
  const move = findMove(questionMoves, before.status, input.to)
  if (!move && before.version !== input.version) throw outdated(before, input.version)
  if (!move) throw illegal('question', questionMoves, before.status, input.to, questionStatuses)
  insist(canMove(actor, await questionFacts(tx, actor, before), move))
  const given = moveFields(move, input, ['question', 'version', 'to'], {
    note: 'Reason',
    basis: 'Why it cannot be answered',
  })
  const row = await set(tx, actor, before, input.version, {
    status: move.to,
    statusSince: now(actor),
    statusReason: given.note ?? null,
    unanswerableBasis: given.basis ?? null,
  })
  await append(tx, actor, {
    event: `question.${move.verb}` as 'question.withdraw',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    changes: changesBetween(questionSnapshot(before), questionSnapshot(row)),
    note: given.note ?? undefined,
  })
  return answer(row)
})

type Writable = Partial<
  Pick<Row, 'wording' | 'why' | 'theme' | 'needs' | 'status' | 'statusSince' | 'statusReason' | 'unanswerableBasis'>
>

/** Compare-and-set: writes only if nobody was faster than `version`. */
async function set(tx: Tx, actor: Actor, before: Row, version: number, data: Writable): Promise<Row> {
  const done = await tx.question.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  const row = await tx.question.findUniqueOrThrow({ where: { id: before.id } })
  if (done.count === 0) throw outdated(row, version)
  return row
}

/** Somebody was faster: says what the question says now. */
function outdated(row: Row, version: number) {
  return conflict(version, row, {
    wording: row.wording,
    why: row.why,
    status: questionStatuses[row.status],
    ...(row.unanswerableBasis ? { basis: bases[row.unanswerableBasis] } : {}),
  })
}
