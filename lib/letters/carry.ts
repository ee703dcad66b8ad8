/*
 * What a letter names: its addressee, the letter it follows, the requests it carries. Beside commands.ts because drafting, editing and
 * choosing requests, and the requests room, ask the same questions; each answer is a record, or a Refusal on the field that named it.
 */
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Partition, Request } from '@/lib/generated/prisma/client'
import { type LetterRow, letterRef, loadLetter } from '@/lib/letters/queries'
import { isCarriable, letterStatuses, wasIssued } from '@/lib/letters/status'
import { named } from '@/lib/named'
import { loadOffice, type OfficeRow } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { invalidField } from '@/lib/refusal'
import { loadRequest, requestRef } from '@/lib/requests/queries'
import { requestStatuses } from '@/lib/requests/status'
import { statusWords } from '@/lib/workflow'

type Carried = Pick<Request, 'id' | 'partition' | 'number' | 'status'>

const sideWords = { shared: 'everybody’s', majority: 'the majority’s own', minority: 'the minority’s own' } as const

export function addresseeOf(tx: Tx, actor: Actor, ref: Ref): Promise<OfficeRow> {
  return named('addressee', 'To', formatRef('O', ref.series, ref.number), loadOffice(tx, actor, ref))
}

export function letterFor(tx: Tx, actor: Actor, ref: Ref, path: string, label: string): Promise<LetterRow> {
  return named(path, label, formatRef('L', ref.series, ref.number), loadLetter(tx, actor, ref))
}

/** The letter that this one follows: one that was issued, and that everybody who can read this one can read too. */
export async function followedBy(
  tx: Tx,
  actor: Actor,
  ref: Ref | null | undefined,
  partition: Partition,
): Promise<LetterRow | null> {
  if (!ref) return null
  const row = await letterFor(tx, actor, ref, 'follows', 'Follows')
  if (!wasIssued(row.status)) {
    const status = statusWords(letterStatuses, row.status)
    throw invalidField(
      'follows',
      `Follows: ${letterRef(row)} is ${status}; only a letter that was issued can be followed.`,
    )
  }
  if (row.partition !== 'shared' && row.partition !== partition) {
    throw invalidField(
      'follows',
      `Follows: ${letterRef(row)} is ${sideWords[row.partition]} letter, and a joint letter cannot name it. Make this one a letter of that side, or follow a joint one.`,
    )
  }
  return row
}

/** The requests that a letter of this partition is to carry, in order. */
export async function carriedBy(tx: Tx, actor: Actor, refs: Ref[], partition: Partition): Promise<Carried[]> {
  const requests: Carried[] = []
  for (const ref of refs) {
    const request = await named(
      'requests',
      'Requests',
      requestRef({ partition: ref.series, ...ref }),
      loadRequest(tx, actor, ref),
    )
    mustBeCarriable(request, partition, 'requests')
    requests.push(request)
  }
  return requests
}

/** A letter carries what is not settled, and a joint letter only what everybody in the inquiry may see. */
export function mustBeCarriable(request: Carried, partition: Partition, path: string): void {
  const ref = requestRef(request)
  if (!isCarriable(request.status)) {
    const status = statusWords(requestStatuses, request.status)
    throw invalidField(path, `${ref} is ${status}, so a letter cannot carry it. Draft a new request to ask for more.`)
  }
  if (request.partition !== 'shared' && request.partition !== partition) {
    throw invalidField(
      path,
      `${ref} is ${sideWords[request.partition]} draft, and a joint letter carries only what everybody may see. Draft it as a shared request, or put it on a letter of that side.`,
    )
  }
}
