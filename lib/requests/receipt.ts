import type { Subject } from '@/lib/audit/append'
import type { Tx } from '@/lib/db'
import { type Actor, now } from '@/lib/people/actor'
import { invalidField, Refusal } from '@/lib/refusal'
import { effectsOf } from '@/lib/requests/effects'
import { canMove } from '@/lib/requests/policy'
import { factsOf, type RequestRowInDb, requestRef } from '@/lib/requests/queries'
import { change } from '@/lib/requests/record'
import { type RequestStatus, requestMoves, requestStatuses } from '@/lib/requests/status'
import { findMove, orList, statusWords } from '@/lib/workflow'

/*
 * What a delivery, or one thing that came, means for a request, in the transaction that logs it. Counts as commands: it moves a request along
 * this room's own table, for the rooms in which something is received.
 */

/** Nothing yet; part has come; all has come, says the producer. */
export type Receipt = 'leave' | 'part' | 'all'

const target: Record<Exclude<Receipt, 'leave'>, RequestStatus> = { part: 'partly_received', all: 'received' }

/**
 * Moves a request to partly received or received. One that stands there already stays; part of what a producer called complete earlier leaves it
 * received. Throws a Refusal at `path`, the field that named the request, when its table leads nowhere near.
 *
 * @param on the day on which it came, YYYY-MM-DD
 * @param by what it came with, in whose history this belongs too
 */
export async function receive(
  tx: Tx,
  actor: Actor,
  row: RequestRowInDb,
  { means, on, path, by }: { means: Receipt; on: string; path: string; by: Subject },
): Promise<void> {
  if (means === 'leave') return
  const to = target[means]
  if (row.status === to || (means === 'part' && row.status === 'received')) return
  const ref = requestRef(row)
  const move = findMove(requestMoves, row.status, to)
  if (!move) {
    const from = requestMoves.filter((one) => one.to === to).flatMap((one) => one.from)
    const words = orList(from.map((status) => statusWords(requestStatuses, status)))
    throw invalidField(
      path,
      `${ref} is ${statusWords(requestStatuses, row.status)}, and becomes ${statusWords(requestStatuses, to)} only while it is ${words}: leave its status as it is, or move it first.`,
    )
  }
  const ruling = canMove(actor, await factsOf(tx, actor, row), move)
  if (!ruling.allowed) throw invalidField(path, `${ref}: ${ruling.why}`)
  const effects = await effectsOf(tx, actor, row, move, { happenedOn: on }, []).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error
    throw invalidField(path, `${ref}: ${error.fields.map(({ message }) => message).join(' ')}`)
  })
  await change(
    tx,
    actor,
    row,
    row.version,
    { status: move.to, statusSince: now(actor), ...effects.data },
    {
      event: `request.${move.verb}` as 'request.receive',
      concerns: [by, ...effects.concerns],
      details: effects.details,
    },
  )
}
