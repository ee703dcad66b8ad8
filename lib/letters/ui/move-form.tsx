import { clearLetterAction, moveLetterAction } from '@/lib/letters/actions'
import type { LetterRecord } from '@/lib/letters/schema'
import type { LetterMove } from '@/lib/letters/status'
import { DateField, Field, Form, TextArea } from '@/lib/ui/form'
import { recordPath } from '@/lib/words'

type LetterMoveFormProps = {
  slug: string
  letter: LetterRecord
  move: LetterMove
  /** Today in the inquiry's zone, YYYY-MM-DD */
  today: string
}

/** The form of one move of a letter: its fields are those of the move's line in the table. */
export function LetterMoveForm({ slug, letter, move, today }: LetterMoveFormProps) {
  const uses = (field: LetterMove['needs'][number]) => move.needs.includes(field) || move.takes.includes(field)
  return (
    <Form
      action={moveLetterAction}
      hidden={{ inquiry: slug, letter: letter.ref, version: letter.version, to: move.to }}
      submit={move.label}
      cancelHref={recordPath(slug, 'letter', letter.ref)}
      labels={{ issuedOn: 'Issued on', signedBy: 'Signed by' }}
    >
      {uses('issuedOn') && (
        <DateField
          name="issuedOn"
          label="Issued on"
          hint="The day on which it goes out."
          required={move.needs.includes('issuedOn')}
          max={today}
          defaultValue={today}
        />
      )}
      {uses('signedBy') && (
        <Field
          name="signedBy"
          label="Signed by"
          hint="By title, such as Chair and ranking member."
          maxLength={200}
          width="m"
          defaultValue={letter.signedBy}
        />
      )}
      {uses('note') && (
        <TextArea
          name="note"
          label={move.needs.includes('note') ? 'Reason' : 'Remark'}
          hint="It stands in the history with your name."
          required={move.needs.includes('note')}
          rows={3}
        />
      )}
    </Form>
  )
}

/** The form in which a reviewer clears a letter. */
export function ClearLetterForm({ slug, letter }: { slug: string; letter: LetterRecord }) {
  return (
    <Form
      action={clearLetterAction}
      hidden={{ inquiry: slug, letter: letter.ref, version: letter.version }}
      submit="Clear the letter"
      cancelHref={recordPath(slug, 'letter', letter.ref)}
    >
      <TextArea name="note" label="Remark" hint="It stands in the history with your name." rows={3} />
    </Form>
  )
}
