import { recordStepAction } from '@/lib/custody/actions'
import { type CustodyPieceRecord, stepLabels } from '@/lib/custody/schema'
import type { CustodyField, CustodyMove } from '@/lib/custody/status'
import { Field, Form, TextArea } from '@/lib/ui/form'
import { recordPath } from '@/lib/words'
import { WhenFields } from './when-fields'

type StepFormProps = {
  slug: string
  itemRef: string
  move: CustodyMove
  piece: CustodyPieceRecord
  /** The reader's own name, who usually did it */
  me: string
  /** What stands in a field before anything is typed */
  usual: Partial<Record<CustodyField, string | null>>
  /** The days between which it can have happened */
  first: string
  today: string
}

const hints: Partial<Record<CustodyField, string>> = {
  copyNo: 'Copy n of m, as it is marked on the copy: 1 of 2.',
  to: 'The person or office by title.',
  from: 'Whose hands it left.',
  place: 'The room, the safe or the premises.',
  authorisedBy: 'Who allowed it: the clerk, the chair …',
  receiptNo: 'As it stands on the receipt.',
}

/** The form of one step: who and when, then the fields of its line in the table, in the table's order. */
export function StepForm({ slug, itemRef, move, piece, me, usual, first, today }: StepFormProps) {
  const copied = move.verb === 'copied'
  const fields = [...move.needs, ...move.takes]
  return (
    <Form
      action={recordStepAction}
      hidden={{
        inquiry: slug,
        evidence: itemRef,
        kind: move.verb,
        revision: piece.revision,
        ...(!copied && { copyNo: piece.copyNo }),
      }}
      submit={move.label}
      cancelHref={recordPath(slug, 'evidence', itemRef)}
      labels={{ ...stepLabels }}
    >
      <WhenFields first={first} today={today} />
      <Field
        name="by"
        label={stepLabels.by}
        hint={move.verb === 'viewed' ? 'Who saw it.' : 'Who did it, as it stands on the receipt.'}
        width="m"
        defaultValue={me}
        maxLength={120}
      />
      {fields.map((name) => (
        <StepField key={name} name={name} required={move.needs.includes(name)} usual={usual[name]} />
      ))}
    </Form>
  )
}

function StepField({
  name,
  required,
  usual,
}: {
  name: CustodyField
  required: boolean
  usual?: string | null | undefined
}) {
  const common = { name, label: stepLabels[name], required, defaultValue: usual }
  if (name === 'note') {
    return <TextArea {...common} rows={3} hint="In a few words; they stand in the chain. Unclassified words only." />
  }
  return <Field {...common} hint={hints[name]} width={name === 'copyNo' || name === 'receiptNo' ? 's' : 'm'} />
}
