import type { Subject } from '@/lib/audit/append'
import type { Tx } from '@/lib/db'
import { type Actor, now } from '@/lib/people/actor'
import { invalidField, Refusal } from '@/lib/refusal'
import { effectsOf } from '@/lib/requests/effects'
import { canReceive, type Receipt, receipts, saysAlready } from '@/lib/requests/policy'
import { factsOf, requestRef } from '@/lib/requests/queries'
import { change } from '@/lib/requests/record'
import { requestMoves } from '@/lib/requests/status'
import { findMove } from '@/lib/workflow'

/*
 * What a delivery, or one thing that came, means for a request, in the transaction that logs it. Counts as commands: it moves a request along
 * this room's own table, for the rooms in which something is received.
 */

/** What came means this for that request; `path` is the field that named it. */
export type Received = { requestId: string; means: Receipt; path: string }

/** The day on which it came, YYYY-MM-DD, and what it came with, in whose history this belongs too. */
export type Came = { on: string; by: Subject }

/**
 * Moves each request to partly received or received; one that says so already stays. Throws a Refusal at the field that named the first whose
 * table leads nowhere near. Called before anything of the transaction stands in the log: everybody locks requests first, then the log.
 */
export async function receive(tx: Tx, actor: Actor, received: Received[], came: Came): Promise<void> {
  if (received.length === 0) return
  const ids = received.map(({ requestId }) => requestId)
  await tx.$queryRaw`
    SELECT id FROM request WHERE inquiry_id = ${actor.inquiry.id}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  for (const one of received) await receiveOne(tx, actor, one, came)
}

async function receiveOne(tx: Tx, actor: Actor, { requestId, means, path }: Received, { on, by }: Came): Promise<void> {
  const row = await tx.request.findUniqueOrThrow({ where: { id: requestId, inquiryId: actor.inquiry.id } })
  if (saysAlready(row.status, means)) return
  const ref = requestRef(row)
  const ruling = canReceive(actor, await factsOf(tx, actor, row), means)
  const move = findMove(requestMoves, row.status, receipts[means])
  if (!ruling.allowed || !move) throw invalidField(path, `${ref}: ${ruling.allowed ? '' : ruling.why}`)
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
