import type { Subject } from '@/lib/audit/append'
import type { Json } from '@/lib/audit/canonical'
import type { Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { DueCause } from '@/lib/generated/prisma/enums'
import { named } from '@/lib/named'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { invalidField } from '@/lib/refusal'
import type { Accepted } from '@/lib/requests/policy'
import { loadRequest, type RequestRowInDb, requestRef } from '@/lib/requests/queries'
import { moveFieldLabels } from '@/lib/requests/schema'
import { mayBeHeldUp, type RequestMove } from '@/lib/requests/status'
import { dateFromDb, dateToDb, formatDay, localMoment, today } from '@/lib/time'

/*
 * What a move brings with it besides the status: dates, basis, who holds it up. One function a verb would be a table of one-liners, so the
 * moves that bring something are told apart here, by what they need.
 */

type Given = {
  note?: string | null | undefined
  happenedOn?: string | null | undefined
  dueOn?: string | null | undefined
  missing?: string | null | undefined
  refusalBasis?: string | null | undefined
  refusedBy?: string | null | undefined
  scheduledFor?: string | null | undefined
  searchCertified?: boolean | undefined
  supersededBy?: Ref | null | undefined
}

type Effects = {
  data: Partial<Omit<RequestRowInDb, 'status'>>
  concerns: Subject[]
  details: { [name: string]: Json }
}

/** The day it is for the actor, in the inquiry's zone. */
export const dayOf = (actor: Actor) => today(actor.inquiry.timeZone, now(actor))

/**
 * The data of a move beyond the status, having written what stands beside the row (due dates, holds, proof). `proof` is what it can be declared
 * satisfied on. Throws Refusals by field.
 */
export async function effectsOf(
  tx: Tx,
  actor: Actor,
  row: RequestRowInDb,
  move: RequestMove,
  given: Given,
  proof: Accepted[],
): Promise<Effects> {
  const day = dayOf(actor)
  const happenedOn = happened(actor, row, given.happenedOn ?? day)
  const effects: Effects = { data: {}, concerns: [], details: given.happenedOn ? { happenedOn } : {} }
  const { data } = effects

  // Words that explain one status do not outlive it; the history keeps them.
  if (row.status === 'deficient') data.missing = null
  if (row.status === 'refused') Object.assign(data, { refusalBasis: null, refusedBy: null })
  if (row.status === 'no_records') data.searchCertified = false

  switch (move.verb) {
    case 'agree':
      if (given.dueOn)
        Object.assign(data, await newDue(tx, actor, row, 'agreement', given.dueOn, happenedOn, given.note ?? null))
      break
    case 'schedule':
    case 'postpone':
      data.scheduledFor = scheduled(actor, row, given.scheduledFor ?? '')
      break
    case 'receive':
      data.receivedOn = dateToDb(happenedOn)
      break
    case 'refuse':
      Object.assign(data, { refusalBasis: given.refusalBasis, refusedBy: given.refusedBy })
      break
    case 'report_no_records':
      data.searchCertified = given.searchCertified ?? false
      break
    case 'declare_satisfied':
      data.satisfiedOn = dateToDb(day)
      await rest(tx, actor, row, proof)
      break
    case 'confirm':
      await rest(tx, actor, row, proof)
      break
    case 'declare_deficient':
    case 'reopen':
      Object.assign(data, { missing: given.missing, receivedOn: null, satisfiedOn: null })
      Object.assign(data, await newDue(tx, actor, row, 'deficiency', given.dueOn ?? '', day, given.missing ?? null))
      if (!row.blocker) Object.assign(data, { blocker: 'addressee', blockerSince: dateToDb(day), blockerNote: null })
      await rest(tx, actor, row, [])
      break
    case 'withdraw':
      data.closingReason = given.note ?? null
      break
    case 'supersede': {
      const other = await replacement(tx, actor, row, given.supersededBy ?? null)
      Object.assign(data, { supersededById: other.id, closingReason: given.note ?? null })
      effects.concerns.push({ type: 'request', id: other.id, ref: requestRef(other) })
      break
    }
  }
  if (row.blocker && !mayBeHeldUp(move.to)) Object.assign(data, await letGo(tx, actor, row, day))
  return effects
}

/** Says on what the request rests from now on. Of two who say so at once the second is refused when the row itself is written. */
async function rest(tx: Tx, actor: Actor, row: RequestRowInDb, proof: Accepted[]): Promise<void> {
  await tx.requestProof.deleteMany({ where: { requestId: row.id } })
  await tx.requestProof.createMany({
    data: proof.map(({ id, revision }) => ({
      inquiryId: actor.inquiry.id,
      requestId: row.id,
      evidenceId: id,
      revision,
    })),
    skipDuplicates: true,
  })
}

function happened(actor: Actor, row: RequestRowInDb, on: string): string {
  mustHaveCome(actor, 'happenedOn', moveFieldLabels.happenedOn, on)
  const issued = dateFromDb(row.issuedOn)
  if (issued && on < issued)
    throw invalidField('happenedOn', `When it happened lies before the request was issued, on ${formatDay(issued)}.`)
  return on
}

function scheduled(actor: Actor, row: RequestRowInDb, text: string): Date {
  const zoned = /(Z|[+-]\d\d:\d\d)$/i.test(text)
  let at: Date
  try {
    at = zoned ? new Date(text) : localMoment(text.replace(' ', 'T'), actor.inquiry.timeZone)
  } catch (error) {
    throw invalidField('scheduledFor', error instanceof RangeError ? error.message : 'This is not a date and time.')
  }
  if (Number.isNaN(at.getTime())) {
    throw invalidField('scheduledFor', 'Scheduled for is not a date and time: write it as in 2026-02-24T10:00.')
  }
  const issued = dateFromDb(row.issuedOn)
  if (issued && today(actor.inquiry.timeZone, at) < issued) {
    throw invalidField('scheduledFor', `Scheduled for lies before the request was issued, on ${formatDay(issued)}.`)
  }
  return at
}

async function replacement(tx: Tx, actor: Actor, row: RequestRowInDb, ref: Ref | null): Promise<RequestRowInDb> {
  if (!ref)
    throw invalidField('supersededBy', 'Replaced by is missing: give the number of the request that replaces this one.')
  const sought = formatRef('R', ref.series, ref.number)
  const other = await named('supersededBy', moveFieldLabels.supersededBy, sought, loadRequest(tx, actor, ref))
  if (other.id === row.id) throw invalidField('supersededBy', 'A request cannot replace itself.')
  if (other.status === 'withdrawn' || other.status === 'superseded') {
    throw invalidField('supersededBy', `${requestRef(other)} was itself ${other.status}: name one that stands.`)
  }
  if (row.partition === 'shared' && other.partition !== 'shared') {
    throw invalidField(
      'supersededBy',
      `${requestRef(other)} is one side's own draft, and everybody would learn of it: issue it first.`,
    )
  }
  return other
}

/** Writes down a new due date and why; returns the columns to set. The first due date is never touched after issue. */
export async function newDue(
  tx: Tx,
  actor: Actor,
  row: RequestRowInDb,
  cause: DueCause,
  newDueOn: string,
  happenedOn: string,
  reason: string | null,
  more: { askedBy?: string; grantedBy?: string } = {},
): Promise<{ dueOn: Date }> {
  if (!newDueOn) throw invalidField('dueOn', 'New due date is missing.')
  if (newDueOn < happenedOn) throw invalidField('dueOn', 'New due date lies before the day on which it was set.')
  await tx.dueChange.create({
    data: {
      inquiryId: actor.inquiry.id,
      requestId: row.id,
      cause,
      happenedOn: dateToDb(happenedOn),
      oldDueOn: row.dueOn,
      newDueOn: dateToDb(newDueOn),
      reason,
      ...more,
      createdById: actor.userId,
      createdAt: now(actor),
    },
  })
  return { dueOn: dateToDb(newDueOn) }
}

/** Ends the present blocker's hold on `until` and keeps it among the holds; returns the columns to clear. */
export async function letGo(tx: Tx, actor: Actor, row: RequestRowInDb, until: string) {
  const since = dateFromDb(row.blockerSince)
  if (row.blocker && since) {
    await tx.hold.create({
      data: {
        inquiryId: actor.inquiry.id,
        requestId: row.id,
        blocker: row.blocker,
        since: dateToDb(since),
        until: dateToDb(until < since ? since : until),
        note: row.blockerNote,
        createdAt: now(actor),
      },
    })
  }
  return { blocker: null, blockerSince: null, blockerNote: null }
}
