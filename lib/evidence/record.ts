import type { z } from 'zod'
import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import type { Tx } from '@/lib/db'
import { beginCustody } from '@/lib/evidence/effects'
import { entryLabels } from '@/lib/evidence/labels'
import { origin, particulars } from '@/lib/evidence/particulars'
import { againstAcceptance, canLog, canMove } from '@/lib/evidence/policy'
import {
  type EvidenceRow,
  evidenceFacts,
  evidenceRef,
  evidenceSnapshot,
  loadEvidence,
  reloadEvidence,
} from '@/lib/evidence/queries'
import { type logEvidenceInput, type moveEvidenceInput, moveLabels } from '@/lib/evidence/schema'
import { evidenceMoves, evidenceStatuses } from '@/lib/evidence/status'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma, Verdict } from '@/lib/generated/prisma/client'
import { moveFields } from '@/lib/move-fields'
import { nextNumber } from '@/lib/numbers'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { conflict, invalid, type Refusal } from '@/lib/refusal'
import type { Receipt } from '@/lib/requests/policy'
import { type Received, receive } from '@/lib/requests/receipt'
import { illegal, insist } from '@/lib/ruling'
import { dateToDb } from '@/lib/time'
import { findMove } from '@/lib/workflow'

/*
 * The one way in which an item of the register is written, in the caller's transaction: for the commands of this room, and for what logs or
 * moves an item as part of something else, such as the arrival of its file.
 */

export const subjectOf = (row: { id: string; number: number }): Subject => ({
  type: 'evidence',
  id: row.id,
  ref: evidenceRef(row),
})

/** Logs what came as an entry of the register, against the requests that it answers. A staffer does it. */
export async function logItem(tx: Tx, actor: Actor, input: z.output<typeof logEvidenceInput>): Promise<EvidenceRow> {
  insist(canLog(actor))
  const { requestIds, ...entry } = await particulars(tx, actor, input)
  const { id } = await tx.evidenceItem.create({
    data: {
      ...entry,
      ...(await origin(tx, actor, input)),
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'E'),
      statusSince: now(actor),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await link(tx, actor, id, requestIds)
  const row = await reloadEvidence(tx, id)
  await receive(tx, actor, meanings(row, input), { on: input.receivedOn, by: subjectOf(row) })
  await append(tx, actor, {
    event: 'evidence.logged',
    subject: subjectOf(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: [...requestsOf(row), ...(row.parent ? [subjectOf(row.parent)] : [])],
    changes: changesBetween(null, evidenceSnapshot(row)),
    leads: true,
  })
  await beginCustody(tx, actor, row, true)
  return row
}

/** What the item means for those of its requests that it moves. */
function meanings(row: EvidenceRow, input: Pick<z.output<typeof logEvidenceInput>, Receipt>): Received[] {
  const idOf = ({ series, number }: Ref) =>
    row.requests.filter(({ request }) => request.partition === series && request.number === number)
  return (['all', 'part'] as const).flatMap((means) =>
    input[means].flatMap(idOf).map(({ request }) => ({ requestId: request.id, means, path: means })),
  )
}

/** Moves an item along the table of transitions. Accepting and rejecting write a review of the present revision. */
export async function moveItem(tx: Tx, actor: Actor, input: z.output<typeof moveEvidenceInput>): Promise<EvidenceRow> {
  const before = await loadEvidence(tx, actor, input.evidence)
  const move = findMove(evidenceMoves, before.status, input.to)
  if (!move && before.version !== input.version) throw outdated(before, input.version)
  if (!move) throw illegal('register entry', evidenceMoves, before.status, input.to, evidenceStatuses)
  insist(canMove(actor, await evidenceFacts(tx, actor, before), move))
  const given = moveFields(move, input, ['evidence', 'version', 'to'], moveLabels(move))
  mustHaveCome(actor, 'receivedOn', entryLabels.receivedOn, given.receivedOn)
  await set(tx, actor, before, input.version, {
    status: move.to,
    statusSince: now(actor),
    ...(move.verb === 'take_up' && { reviewerId: actor.userId }),
    ...(move.verb === 'revise' && {
      revision: before.revision + 1,
      reviewerId: null,
      ...(given.receivedOn && { receivedOn: dateToDb(given.receivedOn) }),
    }),
  })
  const review =
    move.to === 'accepted' || move.to === 'rejected' ? await judge(tx, actor, before, move.to, given) : null
  const row = await reloadEvidence(tx, before.id)
  await append(tx, actor, {
    event: `evidence.${move.verb}` as 'evidence.accept',
    subject: subjectOf(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: requestsOf(row),
    changes: changesBetween(evidenceSnapshot(before), evidenceSnapshot(row)),
    note: given.note ?? undefined,
    details: review ? { review } : {},
  })
  if (move.verb === 'revise') await beginCustody(tx, actor, row, Boolean(given.receivedOn))
  return row
}

/**
 * The chain of custody leads: when it records that what was received went back to its producer, accepted evidence moves to returned, in the
 * same transaction. What was lent to be read, and was given back, was read all the same, and goes on to count as that.
 */
export async function recordReturn(tx: Tx, actor: Actor, id: string, note: string | undefined): Promise<void> {
  const before = await reloadEvidence(tx, id)
  if (before.accessMode !== 'delivered_copy' || !findMove(evidenceMoves, before.status, 'returned')) return
  await set(tx, actor, before, before.version, { status: 'returned', statusSince: now(actor) })
  const row = await reloadEvidence(tx, id)
  await append(tx, actor, {
    event: 'evidence.return',
    subject: subjectOf(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: requestsOf(row),
    changes: changesBetween(evidenceSnapshot(before), evidenceSnapshot(row)),
    note,
  })
}

type Judged = Pick<z.output<typeof moveEvidenceInput>, 'responsive' | 'complete' | 'authentic' | 'note'>

/** Writes the verdict on the present revision; gives it back in full for the log, from which it can be rebuilt. */
async function judge(tx: Tx, actor: Actor, item: EvidenceRow, verdict: Verdict, judged: Judged) {
  const { responsive, complete, authentic, note } = judged
  if (!responsive || !complete || !authentic || !note) throw new Error('the table asks every verdict for its answers')
  const against = verdict === 'accepted' ? againstAcceptance({ responsive, authentic }) : []
  if (against.length) throw invalid(against)
  const review = await tx.review.create({
    data: {
      inquiryId: actor.inquiry.id,
      evidenceId: item.id,
      revision: item.revision,
      responsive,
      complete,
      authentic,
      verdict,
      reason: note,
      reviewerId: actor.userId,
      createdAt: now(actor),
    },
  })
  return { ...review, createdAt: review.createdAt.toISOString() }
}

/** Logs an item against these requests. */
export async function link(tx: Tx, actor: Actor, evidenceId: string, requestIds: string[]): Promise<void> {
  const inquiryId = actor.inquiry.id
  await tx.evidenceRequest.createMany({
    data: requestIds.map((requestId) => ({ inquiryId, evidenceId, requestId })),
  })
}

/** The requests of these states of an item, each once, so that their pages show what happened to it. */
export function requestsOf(...rows: EvidenceRow[]): Subject[] {
  const requests = new Map(rows.flatMap((row) => row.requests).map(({ request }) => [request.id, request]))
  return [...requests.values()].map((request) => ({
    type: 'request',
    id: request.id,
    ref: formatRef('R', request.partition, request.number),
  }))
}

type Writable = Omit<Prisma.EvidenceItemUncheckedUpdateManyInput, 'id' | 'inquiryId' | 'number' | 'version'>

/** Compare-and-set: writes only if nobody was faster than `version`. */
export async function set(tx: Tx, actor: Actor, before: EvidenceRow, version: number, data: Writable): Promise<void> {
  const done = await tx.evidenceItem.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (done.count > 0) return
  throw outdated(await reloadEvidence(tx, before.id), version)
}

/** Somebody was faster: says what the entry says now. */
function outdated(row: EvidenceRow, version: number): Refusal {
  return conflict(version, row, {
    title: row.title,
    description: row.description,
    heldAt: row.heldAt,
    status: evidenceStatuses[row.status],
    requests: requestsOf(row)
      .map((request) => request.ref)
      .join(', '),
  })
}
