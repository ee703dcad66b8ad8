import { draftLetterAction, editLetterAction } from '@/lib/letters/actions'
import { type Candidate, instruments, type LetterRecord, letterPartitions } from '@/lib/letters/schema'
import { usualRung } from '@/lib/letters/status'
import { type Actor, ownPartition } from '@/lib/people/actor'
import { rungs } from '@/lib/requests/schema'
import { Checks, DateField, Field, Form, Group, Radios, Row, Select, TextArea } from '@/lib/ui/form'
import { optionsOf, recordPath } from '@/lib/words'

type LetterFormProps = {
  actor: Actor
  /** The draft that is edited; without one, a new letter */
  letter?: LetterRecord
  offices: { ref: string; name: string }[]
  /** Letters that this one can follow */
  earlier: { ref: string; subject: string }[]
  /** For a new letter: what it may carry, and what a link or the letter it follows already chose */
  candidates?: Candidate[]
  chosen?: {
    follows?: LetterRecord | undefined
    instrument?: string | undefined
    requests: string[]
  }
}

/** Drafts a letter, or edits a draft. */
export function LetterForm({ actor, letter, offices, earlier, candidates = [], chosen }: LetterFormProps) {
  const { slug } = actor.inquiry
  const own = ownPartition(actor)
  const follows = chosen?.follows
  const usual = letter && letter.rung === usualRung(letter.instrument, letter.follows !== null)
  return (
    <Form
      action={letter ? editLetterAction : draftLetterAction}
      hidden={{ inquiry: slug, ...(letter && { letter: letter.ref, version: letter.version }) }}
      submit={letter ? 'Save the draft' : 'Draft the letter'}
      cancelHref={
        letter || follows ? recordPath(slug, 'letter', (letter ?? follows)?.ref ?? '') : `/inquiries/${slug}/letters`
      }
      labels={{ addressee: 'To', body: 'Text', dueOn: 'Due date', signedBy: 'Signed by' }}
    >
      {!letter && own !== 'shared' && (
        <Radios
          name="partition"
          label="Letter of"
          hint="A side's own letter does not exist for the other side."
          required
          inline
          options={[
            { value: 'shared', label: 'The whole committee: a joint letter' },
            { value: own, label: `The ${letterPartitions[own].toLowerCase()} alone` },
          ]}
          defaultValue={follows?.partition ?? 'shared'}
        />
      )}
      <Select
        name="instrument"
        label="Instrument"
        required
        width="m"
        options={optionsOf(instruments)}
        defaultValue={letter?.instrument ?? chosen?.instrument ?? 'letter'}
      />
      <Select
        name="addressee"
        label="To"
        required
        empty="Choose an office"
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
        defaultValue={letter?.addressee.ref ?? follows?.addressee.ref}
      />
      <Field
        name="subject"
        label="Subject"
        hint="What the letter is about, in one line."
        required
        maxLength={300}
        defaultValue={letter?.subject ?? follows?.subject}
      />
      <TextArea
        name="body"
        label="Text"
        hint="What stands before the requests. Each request follows in its own wording, numbered."
        rows={8}
        record
        defaultValue={letter?.body}
      />
      {candidates.length > 0 && (
        <Checks
          name="requests"
          label="Requests on it"
          hint={
            follows
              ? `What ${follows.ref} carries and has not been settled, then other drafts. You can order them afterwards.`
              : 'Drafts that wait for a letter. You can order them, and add others, afterwards.'
          }
          options={candidates.map(({ ref, title, about }) => ({ value: ref, label: `${ref} ${title}`, hint: about }))}
          defaultValue={chosen?.requests ?? []}
        />
      )}
      <Group legend="Particulars">
        <Row>
          <DateField
            name="dueOn"
            label="Due date"
            hint="For requests that have none of their own."
            defaultValue={letter?.dueOn}
          />
          <Field
            name="signedBy"
            label="Signed by"
            hint="By title, such as Chair and ranking member."
            maxLength={200}
            defaultValue={letter?.signedBy ?? follows?.signedBy}
          />
        </Row>
        <Select
          name="follows"
          label="Follows"
          hint="The earlier letter that this one supplements, follows up or enforces."
          empty="No earlier letter"
          options={earlier.map(({ ref, subject }) => ({ value: ref, label: `${ref} ${subject}` }))}
          defaultValue={letter?.follows?.ref ?? follows?.ref}
        />
        <Select
          name="rung"
          label="How far it pushes"
          hint="The rung of the ladder that its requests take when it is issued."
          width="m"
          empty="As usual for the instrument"
          options={optionsOf(rungs)}
          defaultValue={usual ? '' : letter?.rung}
        />
      </Group>
    </Form>
  )
}
