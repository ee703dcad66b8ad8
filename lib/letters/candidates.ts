/* What could be put on a letter, for its forms; apart from queries.ts because it reads the list of requests, which that must not need. */
import type { Candidate, CarriedRequest, LetterRecord } from '@/lib/letters/schema'
import { isCarriable } from '@/lib/letters/status'
import type { Actor } from '@/lib/people/actor'
import { listRequests, type RequestRow } from '@/lib/requests/list'
import { requestStatuses } from '@/lib/requests/status'
import { formatDay } from '@/lib/time'
import { kinds, partitions } from '@/lib/words'

/** How many drafts are offered; others are named by number. */
const OFFERED = 100

/**
 * The requests that a letter's form offers: those on it, in order; of the letter that it follows, those that are not settled; then
 * drafts. For a letter that is there already, no draft that it may not carry.
 */
export async function candidatesFor(
  actor: Actor,
  {
    letter,
    follows,
    wanted,
  }: { letter?: LetterRecord; follows?: LetterRecord | undefined; wanted?: RequestRow | undefined },
): Promise<Candidate[]> {
  const found = (await listRequests(actor, { status: 'draft', sort: 'number' }, { limit: OFFERED })).rows
  // Shared ones first: every letter can carry them.
  const drafts = [...found.filter(isShared), ...found.filter((row) => !isShared(row))]
  const fitting = letter ? drafts.filter((row) => isShared(row) || row.partition === letter.partition) : drafts
  const earlier = follows?.requests.filter(({ status }) => isCarriable(status)) ?? []
  const all = new Map<string, Candidate>()
  for (const one of [...(letter?.requests ?? []), ...earlier])
    all.set(one.ref, { ref: one.ref, title: one.title, about: about(one) })
  for (const row of [...(wanted ? [wanted] : []), ...fitting]) {
    if (!all.has(row.ref)) all.set(row.ref, { ref: row.ref, title: row.title, about: about(row) })
  }
  return [...all.values()]
}

const isShared = (row: RequestRow) => row.partition === 'shared'

function about(
  request: Pick<CarriedRequest, 'kind' | 'status' | 'dueOn'> & Partial<Pick<RequestRow, 'partition' | 'letter'>>,
): string {
  return [
    kinds[request.kind],
    requestStatuses[request.status].toLowerCase(),
    request.dueOn && `due ${formatDay(request.dueOn, { year: 'always' })}`,
    request.partition && request.partition !== 'shared' && partitions[request.partition].toLowerCase(),
    request.letter && `on ${request.letter}`,
  ]
    .filter(Boolean)
    .join(', ')
}
