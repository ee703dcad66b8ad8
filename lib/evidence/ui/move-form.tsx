import { moveEvidenceAction } from '@/lib/evidence/actions'
import { type EvidenceRecord, judgements, moveLabels } from '@/lib/evidence/schema'
import type { EvidenceMove, EvidenceMoveField } from '@/lib/evidence/status'
import { shortfall } from '@/lib/evidence/ui/lead'
import { DateField, Form, Radios, TextArea } from '@/lib/ui/form'
import { Notice } from '@/lib/ui/notice'
import { accessModes, optionsOf, recordPath } from '@/lib/words'
import { andList } from '@/lib/workflow'

const questions = {
  responsive: 'Does it answer the requests that it was logged against?',
  complete: 'Is all of it there: no page, minute or entry missing? Part of a delivery can be accepted as what it is.',
  authentic: 'Is it what it is said to be, and unaltered?',
}

const noteHints: Partial<Record<EvidenceMove['verb'], string>> = {
  revise: 'What came instead, or what in the entry has to be corrected. It stands in the history with your name.',
  accept: 'What you looked at, and what the answers above rest on. It stands in the history with your name.',
  reject: 'What is wrong with it, so that a deficiency letter can say it. It stands in the history with your name.',
}

/** The form of one move of an item: its fields are those of the move's line in the table, in the table's order. */
export function EvidenceMoveForm({
  slug,
  item,
  move,
  resting,
}: {
  slug: string
  item: EvidenceRecord
  move: EvidenceMove
  /** The satisfied requests that rest on the item as it is now */
  resting: string[]
}) {
  const short = move.verb === 'accept' ? shortfall(item) : ''
  return (
    <>
      {short && (
        <Notice>
          {accessModes[item.accessMode]}: it can be accepted as that. {short}
        </Notice>
      )}
      {resting.length > 0 && (
        <Notice>
          {resting.length === 1
            ? `${resting[0]} was declared satisfied on it: a reviewer will have to reopen it, or say why it still holds.`
            : `${andList(resting)} were declared satisfied on it: a reviewer will have to reopen each, or say why it still holds.`}
        </Notice>
      )}
      <Form
        action={moveEvidenceAction}
        hidden={{ inquiry: slug, evidence: item.ref, version: item.version, to: move.to }}
        submit={move.label}
        cancelHref={recordPath(slug, 'evidence', item.ref)}
        labels={moveLabels(move)}
      >
        {[...move.needs, ...move.takes].map((name) => (
          <MoveField key={name} name={name} move={move} />
        ))}
      </Form>
    </>
  )
}

function MoveField({ name, move }: { name: EvidenceMoveField; move: EvidenceMove }) {
  const common = { name, label: moveLabels(move)[name], required: move.needs.includes(name) }
  if (name === 'note') {
    return <TextArea {...common} hint={noteHints[move.verb] ?? 'It stands in the history with your name.'} />
  }
  if (name === 'receivedOn') {
    return <DateField {...common} hint="The day on which the corrected copy came. Left empty: as before." />
  }
  return <Radios {...common} hint={questions[name]} inline options={optionsOf(judgements)} />
}
