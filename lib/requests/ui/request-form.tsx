import type { Actor } from '@/lib/people/actor'
import { ownPartition } from '@/lib/people/actor'
import { draftRequestAction, editRequestAction } from '@/lib/requests/actions'
import type { RequestRecord } from '@/lib/requests/queries'
import { Checks, DateField, Field, Form, Group, Radios, Row, Select, TextArea } from '@/lib/ui/form'
import { forms, handlings, kindOrder, kinds, optionsOf, partitions, recordPath } from '@/lib/words'

type RequestFormProps = {
  actor: Actor
  request?: RequestRecord
  offices: { ref: string; name: string }[]
  questions: { ref: string; wording: string }[]
  /** What a link already chose: a gap of the matrix, a letter's draft */
  chosen?: {
    question?: string | undefined
    kind?: string | undefined
    letter?: string | undefined
    addressee?: string | undefined
  }
}

/** Drafts a request, or edits a draft. */
export function RequestForm({ actor, request, offices, questions, chosen = {} }: RequestFormProps) {
  const { slug } = actor.inquiry
  const own = ownPartition(actor)
  const back = request
    ? recordPath(slug, 'request', request.ref)
    : chosen.letter
      ? recordPath(slug, 'letter', chosen.letter)
      : `/inquiries/${slug}/requests`
  return (
    <Form
      action={request ? editRequestAction : draftRequestAction}
      hidden={{
        inquiry: slug,
        ...(request ? { request: request.ref, version: request.version } : { letter: chosen.letter }),
      }}
      submit={request ? 'Save the draft' : 'Draft the request'}
      cancelHref={back}
      labels={{ addressee: 'Addressee', formWanted: 'Form wanted', questions: 'Questions served', dueOn: 'Due date' }}
    >
      <Radios
        name="kind"
        label="Kind"
        required
        inline
        options={kindOrder.map((kind) => ({ value: kind, label: kinds[kind] }))}
        defaultValue={request?.kind ?? chosen.kind}
      />
      <Field
        name="title"
        label="Title"
        hint="What is asked for, in a few words. It stands in lists."
        required
        maxLength={200}
        defaultValue={request?.title}
      />
      <TextArea
        name="wording"
        label="Wording"
        hint="Exactly as the letter will ask it. It cannot be changed once issued."
        rows={6}
        record
        required
        defaultValue={request?.wording}
      />
      <Select
        name="addressee"
        label="Addressee"
        hint="The office that is asked."
        required
        empty="Choose an office"
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
        defaultValue={request?.addressee.ref ?? chosen.addressee}
      />
      <Radios
        name="formWanted"
        label="Form wanted"
        hint="What was only shown never satisfies a request for a delivered copy."
        required
        inline
        options={optionsOf(forms)}
        defaultValue={request?.formWanted ?? 'delivered_copy'}
      />
      <Checks
        name="questions"
        label="Questions served"
        hint="One or more. Each puts this request into that question's row of the matrix."
        required
        options={questions.map(({ ref, wording }) => ({ value: ref, label: `${ref} ${wording}` }))}
        defaultValue={request?.questions.map(({ ref }) => ref) ?? (chosen.question ? [chosen.question] : [])}
      />
      <Group legend="Particulars">
        <Row>
          <DateField
            name="dueOn"
            label="Due date"
            hint="Left empty, the letter's due date counts."
            defaultValue={request?.dueOn}
          />
          <Select
            name="handling"
            label="Handling"
            hint="The marking the material carries."
            required
            options={optionsOf(handlings)}
            defaultValue={request?.handling ?? 'unclassified'}
          />
        </Row>
        <Field
          name="period"
          label="Period covered"
          hint="In words: from sixty minutes before the first strike until …"
          defaultValue={request?.period}
        />
        <Row>
          <Field
            name="periodFrom"
            label="Period from"
            hint="Where a clock time is known, as in 2026-02-12T09:40Z: what came is then held against it."
            defaultValue={request?.periodFrom}
          />
          <Field name="periodTo" label="Period to" hint="As in 2026-02-12T13:40Z." defaultValue={request?.periodTo} />
        </Row>
      </Group>
      {!request && own !== 'shared' && (
        <Radios
          name="partition"
          label="Draft for"
          hint="A side's own draft does not exist for the other side until it is issued."
          inline
          defaultValue="shared"
          options={[
            { value: 'shared', label: 'Everybody in the inquiry' },
            { value: own, label: partitions[own] },
          ]}
        />
      )}
    </Form>
  )
}
