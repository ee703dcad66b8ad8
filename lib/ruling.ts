import { forbidden, Refusal } from '@/lib/refusal'
import { type Ask, type Labels, type Move, orList, type Ruling, statusWords } from '@/lib/workflow'

/** Goes on only if the policy allows it, with what it asks besides the table; otherwise throws its reason. */
export function insist<Field extends string>(ruling: Ruling<Field>): Ask<Field> | undefined {
  if (!ruling.allowed) throw forbidden(ruling.why)
  return ruling.asks
}

/** A move that the table does not have: says where the record may go from here. */
export function illegal<Status extends string>(
  what: string,
  table: readonly Move<Status>[],
  from: Status,
  to: string,
  labels: Labels<Status>,
): Refusal {
  const targets = table.filter((move) => move.from.includes(from)).map((move) => statusWords(labels, move.to))
  const onward = targets.length
    ? `From here it can become ${orList([...new Set(targets)])}.`
    : 'Nothing leads on from here.'
  const target = findLabel(labels, to)
  return new Refusal('invalid', `A ${what} that is ${statusWords(labels, from)} cannot become ${target}`, {
    detail: onward,
    fields: [{ path: 'to', message: `It is ${statusWords(labels, from)}. ${onward}` }],
  })
}

function findLabel<Status extends string>(labels: Labels<Status>, to: string): string {
  return Object.hasOwn(labels, to) ? statusWords(labels, to as Status) : to
}
