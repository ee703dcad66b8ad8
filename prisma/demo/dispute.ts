import { z } from 'zod'
import { append } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import { passage, ref } from '@/lib/fields'
import { now } from '@/lib/people/actor'
import { loadQuestion, questionRef, questionSnapshot } from '@/lib/questions/queries'

/**
 * The demonstration's one step past the table of transitions: an answer is disputed once findings are recorded, which this version does
 * not do, and the demonstration has to show a disputed question. It is written into the history like everything else, and its note says
 * that it was made.
 */
export const disputeForDemonstration = command(
  'question.dispute',
  z.strictObject({ question: ref('Q', 'Question'), note: passage('Reason') }),
  async (tx, actor, input) => {
    const before = await loadQuestion(tx, actor, input.question)
    const row = await tx.question.update({
      where: { id: before.id },
      data: { status: 'disputed', statusSince: now(actor), statusReason: input.note, version: { increment: 1 } },
    })
    await append(tx, actor, {
      event: 'question.dispute',
      subject: { type: 'question', id: row.id, ref: questionRef(row) },
      partition: 'shared',
      inquiryId: actor.inquiry.id,
      changes: changesBetween(questionSnapshot(before), questionSnapshot(row)),
      note: input.note,
    })
    return { ref: questionRef(row), status: row.status, version: row.version }
  },
)
