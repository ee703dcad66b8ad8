import { editClaimAction, recordClaimAction } from '@/lib/claims/actions'
import { type ClaimRecord, claimSources } from '@/lib/claims/schema'
import { DateField, Field, Form, Radios, Select, TextArea } from '@/lib/ui/form'
import { optionsOf, recordPath } from '@/lib/words'

type ClaimFormProps = {
  slug: string
  claim?: ClaimRecord
  questions: { ref: string; wording: string }[]
  /** The question it is recorded from */
  question?: string
  /** The last day on which it can have been said, YYYY-MM-DD */
  today: string
}

/** Records a claim, or edits the one given. */
export function ClaimForm({ slug, claim, questions, question, today }: ClaimFormProps) {
  const from = question ? recordPath(slug, 'question', question) : `/inquiries/${slug}/claims`
  return (
    <Form
      action={claim ? editClaimAction : recordClaimAction}
      hidden={{ inquiry: slug, ...(claim && { claim: claim.ref, version: claim.version }) }}
      submit={claim ? 'Save the claim' : 'Record the claim'}
      cancelHref={claim ? recordPath(slug, 'claim', claim.ref) : from}
      labels={{ sourceKind: 'Kind of source', saidOn: 'Said on' }}
    >
      <Select
        name="question"
        label="Question"
        required
        empty="Choose a question"
        options={questions.map(({ ref, wording }) => ({ value: ref, label: `${ref} ${wording}` }))}
        defaultValue={claim?.question.ref ?? question}
      />
      <TextArea
        name="statement"
        label="Statement"
        hint="What is asserted, in the words of its source as far as you can. It is always shown as alleged."
        rows={3}
        record
        required
        defaultValue={claim?.statement}
      />
      <Radios
        name="sourceKind"
        label="Kind of source"
        required
        inline
        options={optionsOf(claimSources)}
        defaultValue={claim?.sourceKind}
      />
      <Field
        name="source"
        label="Source"
        hint="Who said it, by title, and where it can be found."
        required
        defaultValue={claim?.source}
      />
      <DateField
        name="saidOn"
        label="Said on"
        hint="Leave it empty when the day is not known."
        max={today}
        defaultValue={claim?.saidOn}
      />
    </Form>
  )
}
