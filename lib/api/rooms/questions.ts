import type { Operation } from '@/lib/api/operation'
import { sliceByNumber } from '@/lib/api/part'
import { room } from '@/lib/api/room'
import { editQuestion, logQuestion, moveQuestion } from '@/lib/questions/commands'
import { movesFor } from '@/lib/questions/policy'
import { getQuestion, listQuestions } from '@/lib/questions/queries'
import { questionFilter, questionRecord } from '@/lib/questions/schema'
import { questionMoves, questionStatuses } from '@/lib/questions/status'

const questions = room({
  of: 'question',
  name: 'Question',
  one: 'a question',
  tag: 'Questions',
  record: questionRecord,
  load: getQuestion,
})

const example = {
  wording: 'Who ordered the first strike, and on what authority?',
  why: 'Every other answer depends on who decided, and under which order.',
  theme: 'who_ordered',
  needs: ['briefing', 'log', 'testimony'],
}

export const questionOperations: Operation[] = [
  questions.list({
    summary: 'List questions',
    description: 'By number.',
    filter: questionFilter,
    part: async (actor, filter, page) =>
      sliceByNumber(await listQuestions(actor, filter), ({ ref }) => Number(ref.slice(2)), page),
  }),
  questions.make({ summary: 'Log a question', command: logQuestion, example }),
  questions.read(),
  questions.edit({ summary: 'Edit a question', command: editQuestion, example: { ...example, version: 1 } }),
  ...questions.moves({
    table: questionMoves,
    labels: questionStatuses,
    judge: movesFor,
    command: moveQuestion,
    example: { to: 'withdrawn', note: 'Q-2 asks the same more exactly.', version: 2 },
  }),
]
