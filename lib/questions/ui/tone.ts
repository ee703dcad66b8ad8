import type { QuestionStatus } from '@/lib/questions/status'
import type { Tone } from '@/lib/ui/status'

/** The colour of a question's status: a dispute needs somebody, an answer is done; the rest is plain. */
export const questionTones: Record<QuestionStatus, Tone> = {
  open: 'asked',
  answer_proposed: 'recv',
  answered: 'ok',
  disputed: 'partly',
  unanswerable: 'no',
  withdrawn: 'draft',
}
