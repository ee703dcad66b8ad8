import { correctStepAction } from '@/lib/custody/actions'
import { type CustodyEntryRecord, stepLabels } from '@/lib/custody/schema'
import type { CustodyMove } from '@/lib/custody/status'
import { wallTime } from '@/lib/time'
import { Check, Field, Form, TextArea } from '@/lib/ui/form'
import { recordPath } from '@/lib/words'
import { WhenFields } from './when-fields'

type CorrectionFormProps = {
  slug: string
  zone: string
  itemRef: string
  /** The entry that is corrected, and what it says now */
  entry: CustodyEntryRecord
  stands: CustodyEntryRecord
  line: CustodyMove
  first: string
  today: string
}

/** Corrects an entry: what was wrong in words, then what it says instead, field by field, as it stands now. */
export function CorrectionForm({ slug, zone, itemRef, entry, stands, line, first, today }: CorrectionFormProps) {
  const fields = [...line.needs, ...line.takes].filter((name) => name !== 'note')
  return (
    <Form
      action={correctStepAction}
      hidden={{ inquiry: slug, evidence: itemRef, entry: entry.number }}
      submit="Correct the entry"
      cancelHref={recordPath(slug, 'evidence', itemRef)}
      labels={{ ...stepLabels }}
    >
      <TextArea
        name="note"
        label="What was wrong"
        hint="In a sentence, as in: the drive has label HBR-002, not HBR-020. It stands in the chain with your name."
        required
        rows={3}
      />
      <Check
        name="struck"
        label="It never happened"
        hint="The entry stays, and counts no more. The fields below are then left as they are."
      />
      <WhenFields
        first={first}
        today={today}
        day={stands.happenedOn}
        {...(stands.happenedAt && { time: wallTime(new Date(stands.happenedAt), zone).slice(11, 16) })}
        hint="A day without a time says that only the day is known."
      />
      <Field name="by" label={stepLabels.by} width="m" defaultValue={stands.by} maxLength={120} required />
      {fields.map((name) => (
        <Field
          key={name}
          name={name}
          label={stepLabels[name]}
          width="m"
          required={line.needs.includes(name)}
          defaultValue={stands[name]}
        />
      ))}
    </Form>
  )
}
