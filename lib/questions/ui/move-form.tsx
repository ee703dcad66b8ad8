import { moveQuestionAction } from '@/lib/questions/actions'
import { bases, type QuestionRecord } from '@/lib/questions/schema'
import type { QuestionMove } from '@/lib/questions/status'
import { Form, Radios, TextArea } from '@/lib/ui/form'
import { optionsOf, recordPath } from '@/lib/words'

/** The form of one move of a question: its fields are those of the move's line in the table. */
export function QuestionMoveForm({
  slug,
  question,
  move,
}: {
  slug: string
  question: QuestionRecord
  move: QuestionMove
}) {
  const uses = (field: QuestionMove['needs'][number]) => move.needs.includes(field) || move.takes.includes(field)
  return (
    <Form
      action={moveQuestionAction}
      hidden={{ inquiry: slug, question: question.ref, version: question.version, to: move.to }}
      submit={move.label}
      cancelHref={recordPath(slug, 'question', question.ref)}
    >
      {uses('basis') && <Radios name="basis" label="Why it cannot be answered" required options={optionsOf(bases)} />}
      {uses('note') && (
        <TextArea
          name="note"
          label="Reason"
          hint="It stands in the history with your name."
          required={move.needs.includes('note')}
        />
      )}
    </Form>
  )
}
