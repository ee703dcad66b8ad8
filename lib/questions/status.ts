import type { QuestionStatus } from '@/lib/generated/prisma/enums'
import type { Labels, Move } from '@/lib/workflow'

export type { QuestionStatus } from '@/lib/generated/prisma/enums'

export type QuestionMoveField = 'note' | 'basis'
export type QuestionMove = Move<QuestionStatus, QuestionMoveField>

export const questionStatuses: Labels<QuestionStatus> = {
  open: 'Open',
  answer_proposed: 'Answer proposed',
  answered: 'Answered',
  disputed: 'Disputed',
  unanswerable: 'Unanswerable',
  withdrawn: 'Withdrawn',
}

const withFindings = 'when findings are recorded, which this version does not do yet'

/** The one table of transitions of a question. */
export const questionMoves: readonly QuestionMove[] = [
  {
    verb: 'propose_answer',
    from: ['open'],
    to: 'answer_proposed',
    by: ['staffer'],
    label: 'Propose an answer',
    hint: 'Needs at least one finding with concurrence.',
    needs: [],
    takes: [],
    through: withFindings,
  },
  {
    verb: 'approve_answer',
    from: ['answer_proposed', 'disputed'],
    to: 'answered',
    by: ['reviewer'],
    label: 'Approve the answer',
    hint: 'Not by whoever proposed it.',
    needs: [],
    takes: [],
    through: withFindings,
    fourEyes: true,
  },
  {
    verb: 'dispute',
    from: ['answered'],
    to: 'disputed',
    by: ['staffer', 'reviewer'],
    label: 'Record a dispute',
    hint: 'Accepted evidence conflicts with the answer.',
    needs: [],
    takes: [],
    through: withFindings,
  },
  {
    verb: 'declare_unanswerable',
    from: ['open', 'disputed'],
    to: 'unanswerable',
    by: ['reviewer'],
    label: 'Declare unanswerable',
    hint: 'Withheld, destroyed, never existed, or a witness refused.',
    needs: ['basis', 'note'],
    takes: [],
    fourEyes: true,
  },
  {
    verb: 'withdraw',
    from: ['open'],
    to: 'withdrawn',
    by: ['staffer'],
    label: 'Withdraw',
    hint: 'The inquiry no longer asks it. Needs the reason.',
    needs: ['note'],
    takes: [],
  },
  {
    verb: 'reopen',
    from: ['answer_proposed', 'answered', 'disputed', 'unanswerable', 'withdrawn'],
    to: 'open',
    by: ['staffer', 'reviewer'],
    label: 'Reopen',
    hint: 'Needs the reason.',
    needs: ['note'],
    takes: [],
  },
]
