import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import {
  type QuestionMove,
  type QuestionMoveField,
  type QuestionStatus,
  questionMoves,
  questionStatuses,
} from '@/lib/questions/status'
import { allowed, barred, type JudgedMove, judgeMove, type Ruling } from '@/lib/workflow'

/** Questions are shared: every member of the inquiry sees all of them. */
export function visibleTo(actor: Actor): Prisma.QuestionWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** What the policy needs to know of a question. `ownWork`: this actor logged or edited it, in whatever role. */
export type QuestionFacts = { status: QuestionStatus; ownWork: boolean }

/** May this actor log a question, or edit one? Editing ends when the question is closed. */
export function canLog(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer logs and edits questions.')
}

export function canEdit(actor: Pick<Actor, 'role'>, question: Pick<QuestionFacts, 'status'>): Ruling {
  const log = canLog(actor)
  if (!log.allowed) return log
  return question.status === 'open' || question.status === 'disputed'
    ? allowed
    : barred(`It is ${questionStatuses[question.status].toLowerCase()}; reopen it first, then change it.`)
}

/** May this actor make this move now? Four eyes: nobody closes as unanswerable a question that they logged or worded themselves. */
export function canMove(actor: Pick<Actor, 'role'>, question: QuestionFacts, move: QuestionMove): Ruling {
  const table = judgeMove(move, actor, question.status, questionStatuses)
  if (!table.allowed) return table
  if (move.fourEyes && question.ownWork) {
    return barred('You logged or edited this question, so somebody else has to decide this.')
  }
  return allowed
}

/** Every move of the table with its ruling for this actor, for the buttons and for the API. */
export function movesFor(actor: Actor, question: QuestionFacts): JudgedMove<QuestionStatus, QuestionMoveField>[] {
  return questionMoves.map((move) => ({ move, ruling: canMove(actor, question, move) }))
}
