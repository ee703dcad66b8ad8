import { editQuestionAction, logQuestionAction } from '@/lib/questions/actions'
import { type QuestionRecord, themes } from '@/lib/questions/schema'
import { Checks, Form, Select, TextArea } from '@/lib/ui/form'
import { kindOrder, kinds, optionsOf, recordPath } from '@/lib/words'

/** Logs a question, or edits the one given. */
export function QuestionForm({ slug, question }: { slug: string; question?: QuestionRecord }) {
  const back = question ? recordPath(slug, 'question', question.ref) : `/inquiries/${slug}/questions`
  return (
    <Form
      action={question ? editQuestionAction : logQuestionAction}
      hidden={{ inquiry: slug, ...(question && { question: question.ref, version: question.version }) }}
      submit={question ? 'Save the question' : 'Log the question'}
      cancelHref={back}
      labels={{ wording: 'Question', why: 'Why it matters', needs: 'Kinds needed' }}
    >
      <TextArea
        name="wording"
        label="Question"
        hint="As it will stand in letters and reports."
        rows={2}
        record
        required
        defaultValue={question?.wording}
      />
      <TextArea
        name="why"
        label="Why it matters"
        hint="What the inquiry cannot settle without the answer."
        rows={4}
        required
        defaultValue={question?.why}
      />
      <Select
        name="theme"
        label="Theme"
        required
        empty="Choose a theme"
        width="m"
        options={optionsOf(themes)}
        defaultValue={question?.theme}
      />
      <Checks
        name="needs"
        label="Kinds of evidence needed"
        hint="Each becomes a cell of the coverage matrix. A kind that is needed and not asked for shows as a gap."
        options={kindOrder.map((kind) => ({ value: kind, label: kinds[kind] }))}
        defaultValue={question?.needs ?? []}
      />
    </Form>
  )
}
