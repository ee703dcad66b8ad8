import { Field, Form, Radios, TextArea } from '@/lib/ui/form'
import { moveWithheldAction } from '@/lib/withheld/actions'
import { accommodations, moveLabels, type WithheldRecord } from '@/lib/withheld/schema'
import type { WithheldMove, WithheldMoveField } from '@/lib/withheld/status'
import { optionsOf, recordPath } from '@/lib/words'

const noteHints: Partial<Record<WithheldMove['verb'], string>> = {
  challenge:
    'Why the committee disputes the basis, so that a letter can say it. It stands in the history with your name.',
  accept: 'Why it may be withheld. It stands in the history with your name.',
  sustain: 'Who ruled, and on what ground. It stands in the history with your name.',
  release: 'What its producer said. It stands in the history with your name.',
  accommodate: 'What was agreed, and what was seen or given. It stands in the history with your name.',
}

const itemHints: Partial<Record<WithheldMove['verb'], string>> = {
  release: 'The number of the item that came, such as E-31. Log it under Evidence first.',
  accommodate: 'The number of the item, such as E-31. Needed for a redacted copy.',
}

/** The form of one move of an entry: its fields are those of the move's line in the table, in the table's order. */
export function WithheldMoveForm({ slug, entry, move }: { slug: string; entry: WithheldRecord; move: WithheldMove }) {
  return (
    <Form
      action={moveWithheldAction}
      hidden={{ inquiry: slug, withheld: entry.ref, version: entry.version, to: move.to }}
      submit={move.label}
      cancelHref={recordPath(slug, 'withheld', entry.ref)}
      labels={moveLabels}
    >
      {(['accommodation', 'item', 'note'] as const)
        .filter((name) => move.needs.includes(name) || move.takes.includes(name))
        .map((name) => (
          <MoveField key={name} name={name} move={move} />
        ))}
    </Form>
  )
}

function MoveField({ name, move }: { name: WithheldMoveField; move: WithheldMove }) {
  const common = { name, label: moveLabels[name], required: move.needs.includes(name) }
  if (name === 'note') return <TextArea {...common} hint={noteHints[move.verb]} />
  if (name === 'item') return <Field {...common} hint={itemHints[move.verb]} width="s" />
  return <Radios {...common} options={optionsOf(accommodations)} />
}
