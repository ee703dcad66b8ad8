import { editCorrespondenceAction, logCorrespondenceAction } from '@/lib/correspondence/actions'
import { type CorrespondenceRecord, directions, media } from '@/lib/correspondence/schema'
import type { Partition } from '@/lib/generated/prisma/enums'
import { DateField, Field, Form, Radios, Select, TextArea } from '@/lib/ui/form'
import { optionsOf, partitions, recordPath } from '@/lib/words'

type CorrespondenceFormProps = {
  slug: string
  correspondence?: CorrespondenceRecord
  /** What is known before anything is typed, from the page that the form was opened from */
  start?: { office?: string; request?: string; letter?: string; partition?: Partition }
  offices: { ref: string; name: string }[]
  /** The side's own partition; shared for who has none */
  own: Partition
  /** The last day on which it can have happened, YYYY-MM-DD */
  today: string
}

/** Logs a letter, e-mail, call or meeting, or edits the one given. */
export function CorrespondenceForm(props: CorrespondenceFormProps) {
  const { slug, correspondence, start = {}, offices, own, today } = props
  return (
    <Form
      action={correspondence ? editCorrespondenceAction : logCorrespondenceAction}
      hidden={{
        inquiry: slug,
        ...(correspondence && { correspondence: correspondence.ref, version: correspondence.version }),
      }}
      submit={correspondence ? 'Save' : 'Log correspondence'}
      cancelHref={
        correspondence ? recordPath(slug, 'correspondence', correspondence.ref) : `/inquiries/${slug}/correspondence`
      }
      labels={{ happenedOn: 'Date', withWhom: 'With whom' }}
    >
      <Radios
        name="medium"
        label="Medium"
        required
        inline
        options={optionsOf(media)}
        defaultValue={correspondence?.medium}
      />
      <Radios
        name="direction"
        label="Direction"
        hint="Letters and e-mails are sent or received, a meeting is held. A call is sent when we rang, received when they did, or just held."
        required
        inline
        options={optionsOf(directions)}
        defaultValue={correspondence?.direction}
      />
      <DateField name="happenedOn" label="Date" required max={today} defaultValue={correspondence?.happenedOn} />
      <Select
        name="office"
        label="Office"
        required
        empty="Choose an office"
        options={offices.map(({ ref, name }) => ({ value: ref, label: name }))}
        defaultValue={correspondence?.office.ref ?? start.office}
      />
      <Field
        name="withWhom"
        label="With whom"
        hint="Officials by title, never by name, as in “deputy general counsel”."
        defaultValue={correspondence?.withWhom}
      />
      <TextArea
        name="about"
        label="About"
        hint="What was said, asked or promised, in a sentence or two."
        rows={4}
        required
        defaultValue={correspondence?.about}
      />
      <Field
        name="requests"
        label="Requests"
        hint="Which requests it was about: numbers with commas between them, as in R-2, R-14."
        defaultValue={correspondence?.requests.map(({ ref }) => ref).join(', ') ?? start.request}
      />
      <Field
        name="letter"
        label="Letter"
        hint="The committee’s letter that this is, answers or is about, as in L-3."
        width="s"
        defaultValue={correspondence?.letter?.ref ?? start.letter}
      />
      {!correspondence && own !== 'shared' && (
        <Radios
          name="partition"
          label="Kept for"
          required
          options={[
            { value: 'shared', label: 'Everybody in the inquiry' },
            {
              value: own,
              label: partitions[own],
              hint: 'The other side can neither read it nor learn that it exists. This cannot be changed later.',
            },
          ]}
          defaultValue={start.partition ?? 'shared'}
        />
      )}
    </Form>
  )
}
