import { moveRequestAction } from '@/lib/requests/actions'
import type { RequestRecord } from '@/lib/requests/queries'
import { moveFieldLabels } from '@/lib/requests/schema'
import type { RequestMove, RequestMoveField } from '@/lib/requests/status'
import { zoneName } from '@/lib/time'
import { Check, DateField, Field, Form, TextArea } from '@/lib/ui/form'
import { recordPath } from '@/lib/words'
import type { Ask } from '@/lib/workflow'

const hints: Partial<Record<RequestMoveField, string>> = {
  happenedOn: 'Left empty: today.',
  dueOn: 'The first due date stays visible beside it.',
  missing: 'In words that can stand in a deficiency letter.',
  refusalBasis: 'As claimed: executive privilege, ongoing investigation, classification …',
  refusedBy: 'The office or official by title.',
  supersededBy: 'The number of the request that replaces this one, such as R-12.',
  note: 'It stands in the history with your name.',
}

type RequestMoveFormProps = {
  slug: string
  /** The inquiry's zone, in which clock times are meant */
  zone: string
  request: RequestRecord
  move: RequestMove
  /** What this request makes the move need besides */
  asks?: Ask<RequestMoveField> | undefined
}

/** The form of one move of a request: its fields are those of the move's line in the table, in the table's order. */
export function RequestMoveForm({ slug, zone, request, move, asks }: RequestMoveFormProps) {
  const fields = [...move.needs, ...move.takes]
  const hint = (name: RequestMoveField) => (asks?.field === name ? `${asks.why} ${hints[name] ?? ''}` : hints[name])
  return (
    <Form
      action={moveRequestAction}
      hidden={{ inquiry: slug, request: request.ref, version: request.version, to: move.to }}
      submit={move.label}
      cancelHref={recordPath(slug, 'request', request.ref)}
      labels={moveFieldLabels}
    >
      {fields.map((name) => (
        <MoveField
          key={name}
          name={name}
          hint={hint(name)}
          zone={zone}
          required={move.needs.includes(name) || asks?.field === name}
        />
      ))}
    </Form>
  )
}

type MoveFieldProps = { name: RequestMoveField; hint: string | undefined; required: boolean; zone: string }

function MoveField({ name, hint, required, zone }: MoveFieldProps) {
  const common = { name, label: moveFieldLabels[name], hint, required }
  switch (name) {
    case 'happenedOn':
    case 'dueOn':
      return <DateField {...common} />
    case 'scheduledFor':
      return <Field {...common} type="datetime-local" hint={`In ${zoneName(zone)}.`} width="m" />
    case 'searchCertified':
      return (
        <Check
          name={name}
          label={moveFieldLabels[name]}
          hint="The producer certified in writing where and how it searched."
        />
      )
    case 'refusedBy':
    case 'supersededBy':
      return <Field {...common} width={name === 'supersededBy' ? 's' : undefined} />
    default:
      return <TextArea {...common} rows={3} />
  }
}
