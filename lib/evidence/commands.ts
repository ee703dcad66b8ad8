import { z } from 'zod'
import { append, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import { command } from '@/lib/command'
import { enterCustody } from '@/lib/custody/record'
import { cameIntoHands } from '@/lib/custody/status'
import type { Tx } from '@/lib/db'
import { againstAcceptance, canEdit, canLog, canMove } from '@/lib/evidence/policy'
import {
  type EvidenceRow,
  evidenceFacts,
  evidenceRef,
  evidenceSnapshot,
  loadEvidence,
  reloadEvidence,
} from '@/lib/evidence/queries'
import { editEvidenceInput, entryLabels, logEvidenceInput, moveEvidenceInput, moveLabels } from '@/lib/evidence/schema'
import { evidenceMoves, evidenceStatuses } from '@/lib/evidence/status'
import { formatRef, optionalMomentIn, type Ref } from '@/lib/fields'
import type { Prisma, Verdict } from '@/lib/generated/prisma/client'
import { take } from '@/lib/input'
import { moveFields } from '@/lib/move-fields'
import { nextNumber } from '@/lib/numbers'
import { loadOffice } from '@/lib/offices/queries'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { conflict, invalid, invalidField, Refusal } from '@/lib/refusal'
import { loadRequest } from '@/lib/requests/queries'
import { illegal, insist } from '@/lib/ruling'
import { dateFromDb, dateToDb } from '@/lib/time'
import { findMove } from '@/lib/workflow'

const subject = (row: EvidenceRow): Subject => ({ type: 'evidence', id: row.id, ref: evidenceRef(row) })
const answer = (row: EvidenceRow) => ({ ref: evidenceRef(row), status: row.status, version: row.version })

/** Logs what came as an entry of the register, against the requests that it answers. A staffer does it. */
export const logEvidence = command(logEvidenceInput, async (tx, actor, input) => {
  insist(canLog(actor))
  const { requestIds, ...entry } = await particulars(tx, actor, input)
  const { id } = await tx.evidenceItem.create({
    data: {
      ...entry,
      inquiryId: actor.inquiry.id,
      number: await nextNumber(tx, actor.inquiry.id, 'E'),
      statusSince: now(actor),
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await link(tx, actor, id, requestIds)
  const row = await reloadEvidence(tx, id)
  await append(tx, actor, {
    event: 'evidence.logged',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: requestsOf(row),
    changes: changesBetween(null, evidenceSnapshot(row)),
  })
  await beginCustody(tx, actor, row)
  return answer(row)
})

/** Changes an entry that nobody has taken up for review yet; the old values stay in the history. What is left out is emptied. */
export const editEvidence = command(editEvidenceInput, async (tx, actor, input) => {
  const before = await loadEvidence(tx, actor, input.evidence)
  insist(canEdit(actor, before))
  const { requestIds, ...entry } = await particulars(tx, actor, input)
  await set(tx, actor, before, input.version, entry)
  await tx.evidenceRequest.deleteMany({ where: { evidenceId: before.id } })
  await link(tx, actor, before.id, requestIds)
  const row = await reloadEvidence(tx, before.id)
  await append(tx, actor, {
    event: 'evidence.edited',
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: requestsOf(before, row),
    changes: changesBetween(evidenceSnapshot(before), evidenceSnapshot(row)),
  })
  return answer(row)
})

/** Moves an item along the table of transitions. Accepting and rejecting write a review of the present revision. */
export const moveEvidence = command(moveEvidenceInput, async (tx, actor, input) => {
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
    subject: subject(row),
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    concerns: requestsOf(row),
    changes: changesBetween(evidenceSnapshot(before), evidenceSnapshot(row)),
    note: given.note ?? undefined,
    details: review ? { review } : {},
  })
  return answer(row)
})

/** The chain of custody begins: received on the day on which it came, unless it was only shown or told, and registered now. */
async function beginCustody(tx: Tx, actor: Actor, row: EvidenceRow): Promise<void> {
  const item = { id: row.id, inquiryId: actor.inquiry.id, ref: evidenceRef(row), revision: row.revision }
  if (cameIntoHands(row.accessMode)) {
    const happenedOn = dateFromDb(row.receivedOn)
    const entry = { by: actor.name, happenedOn, from: row.fromOffice.name, place: row.heldAt }
    await enterCustody(tx, actor, item, { kind: 'received', ...entry })
  }
  await enterCustody(tx, actor, item, { kind: 'registered', by: actor.name })
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

type Entry = z.output<typeof logEvidenceInput>

/** What was typed, with its office and requests found and its moments read in the inquiry's zone. */
async function particulars(tx: Tx, actor: Actor, input: Entry) {
  mustHaveCome(actor, 'receivedOn', entryLabels.receivedOn, input.receivedOn)
  const { happenedFrom, happenedTo } = moments(actor, input)
  return {
    title: input.title,
    description: input.description ?? '',
    kind: input.kind,
    happened: input.happened ?? null,
    happenedFrom,
    happenedTo,
    receivedOn: dateToDb(input.receivedOn),
    fromOfficeId: await producer(tx, actor, input.fromOffice),
    accessMode: input.accessMode,
    handling: input.handling,
    heldAt: input.heldAt,
    controlNumber: input.controlNumber ?? null,
    copyNo: input.copyNo ?? null,
    requestIds: await answered(tx, actor, input.requests),
  }
}

function moments(actor: Actor, { happenedFrom, happenedTo }: Pick<Entry, 'happenedFrom' | 'happenedTo'>) {
  const zone = actor.inquiry.timeZone
  const read = take(
    z.object({
      happenedFrom: optionalMomentIn(zone, entryLabels.happenedFrom),
      happenedTo: optionalMomentIn(zone, entryLabels.happenedTo),
    }),
    { happenedFrom, happenedTo },
  )
  const [from, to] = [read.happenedFrom ?? null, read.happenedTo ?? null]
  if (from && to && to < from) {
    throw invalidField(
      'happenedTo',
      `${entryLabels.happenedTo} is before ${entryLabels.happenedFrom}: mend one of them.`,
    )
  }
  return { happenedFrom: from, happenedTo: to }
}

async function producer(tx: Tx, actor: Actor, ref: Ref): Promise<string> {
  const office = await found(loadOffice(tx, actor, ref))
  if (office) return office.id
  const which = formatRef('O', ref.series, ref.number)
  throw invalidField('fromOffice', `There is no office ${which} in this inquiry: choose one, or add it under Offices.`)
}

/** The ids of the requests that are answered, each visible to the actor and issued. */
async function answered(tx: Tx, actor: Actor, refs: Ref[]): Promise<string[]> {
  const ids: string[] = []
  for (const ref of refs) {
    const request = await found(loadRequest(tx, actor, ref))
    const which = formatRef('R', ref.series, ref.number)
    if (!request)
      throw invalidField('requests', `There is no request ${which} here: write the number of one that was issued.`)
    if (!request.issuedOn) {
      throw invalidField('requests', `${which} was never issued, so nothing can answer it: issue it on a letter first.`)
    }
    ids.push(request.id)
  }
  return ids
}

async function found<T>(load: Promise<T>): Promise<T | null> {
  try {
    return await load
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'missing') return null
    throw error
  }
}

async function link(tx: Tx, actor: Actor, evidenceId: string, requestIds: string[]): Promise<void> {
  const inquiryId = actor.inquiry.id
  await tx.evidenceRequest.createMany({
    data: requestIds.map((requestId) => ({ inquiryId, evidenceId, requestId })),
  })
}

/** The requests of these states of an item, each once, so that their pages show what happened to it. */
function requestsOf(...rows: EvidenceRow[]): Subject[] {
  const requests = new Map(rows.flatMap((row) => row.requests).map(({ request }) => [request.id, request]))
  return [...requests.values()].map((request) => ({
    type: 'request',
    id: request.id,
    ref: formatRef('R', request.partition, request.number),
  }))
}

type Writable = Omit<Prisma.EvidenceItemUncheckedUpdateManyInput, 'id' | 'inquiryId' | 'number' | 'version'>

/** Compare-and-set: writes only if nobody was faster than `version`. */
async function set(tx: Tx, actor: Actor, before: EvidenceRow, version: number, data: Writable): Promise<void> {
  const done = await tx.evidenceItem.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (done.count > 0) return
  throw outdated(await reloadEvidence(tx, before.id), version)
}

/** Somebody was faster: says what the entry says now. */
function outdated(row: EvidenceRow, version: number): Refusal {
  return conflict(version, row.version, {
    title: row.title,
    description: row.description,
    heldAt: row.heldAt,
    status: evidenceStatuses[row.status],
    requests: requestsOf(row)
      .map((request) => request.ref)
      .join(', '),
  })
}
