import { moveRequestAction } from '@/lib/requests/actions'
import type { RequestRecord } from '@/lib/requests/queries'
import { moveFieldLabels } from '@/lib/requests/schema'
import type { RequestMove, RequestMoveField } from '@/lib/requests/status'
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
  request: RequestRecord
  move: RequestMove
  /** What this request makes the move need besides */
  asks?: Ask<RequestMoveField> | undefined
}

/** The form of one move of a request: its fields are those of the move's line in the table, in the table's order. */
export function RequestMoveForm({ slug, request, move, asks }: RequestMoveFormProps) {
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
          required={move.needs.includes(name) || asks?.field === name}
        />
      ))}
    </Form>
  )
}

function MoveField({ name, hint, required }: { name: RequestMoveField; hint: string | undefined; required: boolean }) {
  const common = { name, label: moveFieldLabels[name], hint, required }
  switch (name) {
    case 'happenedOn':
    case 'dueOn':
      return <DateField {...common} />
    case 'scheduledFor':
      return <Field {...common} type="datetime-local" hint="On the inquiry's wall clock." width="m" />
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
