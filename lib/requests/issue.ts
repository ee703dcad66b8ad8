import { append } from '@/lib/audit/append'
import type { Tx } from '@/lib/db'
import type { Partition, Rung } from '@/lib/generated/prisma/enums'
import { nextNumber } from '@/lib/numbers'
import { mustHaveCome } from '@/lib/past-day'
import { type Actor, now } from '@/lib/people/actor'
import { invalidField } from '@/lib/refusal'
import { newDue } from '@/lib/requests/effects'
import { type RequestRowInDb, requestRef } from '@/lib/requests/queries'
import { change, subjectOf } from '@/lib/requests/record'
import { rungOrder, rungs } from '@/lib/requests/schema'
import { mayBeHeldUp, requestStatuses } from '@/lib/requests/status'
import { dateFromDb, dateToDb } from '@/lib/time'

export type Issue = {
  requestId: string
  letter: { id: string; ref: string; partition: Partition }
  /** YYYY-MM-DD, the letter's */
  issuedOn: string
  /** The letter's due date, for a request that has none of its own; YYYY-MM-DD */
  dueOn: string | null
  rung: Rung
}

/**
 * What issuing a letter does to one request that it carries; called by the letters room, in its transaction. A draft becomes issued and
 * shared, with a number of the shared series; a refused one is issued again; one that is on its way only climbs the ladder. The events
 * tell the other side nothing of a letter that does not exist for it.
 */
export async function issueOnLetter(tx: Tx, actor: Actor, issue: Issue): Promise<void> {
  const row = await tx.request.findFirstOrThrow({ where: { id: issue.requestId, inquiryId: actor.inquiry.id } })
  if (row.status === 'draft') await issueDraft(tx, actor, row, issue)
  else if (row.status === 'refused') await issueAgain(tx, actor, row, issue)
  else if (mayBeHeldUp(row.status)) await climb(tx, actor, row, issue.rung, issue.issuedOn, issue.letter)
  else {
    const label = requestStatuses[row.status].toLowerCase()
    throw invalidField('requests', `${requestRef(row)} is ${label}; take it off the letter, or reopen it first.`)
  }
}

async function issueDraft(tx: Tx, actor: Actor, draft: RequestRowInDb, issue: Issue): Promise<void> {
  const row = await shareNumber(tx, actor, draft)
  const due = row.dueOn ?? dateToDb(issue.dueOn)
  if (!due) throw invalidField('dueOn', `${requestRef(row)} has no due date, and neither has the letter.`)
  const dueOn = dateFromDb(due)
  if (dueOn < issue.issuedOn) throw invalidField('issuedOn', `${requestRef(row)} would be due before it is issued.`)
  await newDue(tx, actor, { ...row, dueOn: null }, 'issued', dueOn, issue.issuedOn, null)
  const fresh = await change(
    tx,
    actor,
    row,
    row.version,
    {
      status: 'issued',
      statusSince: now(actor),
      issuedOn: dateToDb(issue.issuedOn),
      firstDueOn: dateToDb(dueOn),
      dueOn: dateToDb(dueOn),
      blocker: 'addressee',
      blockerSince: dateToDb(issue.issuedOn),
    },
    { event: 'request.issue' },
  )
  await climb(tx, actor, fresh, issue.rung, issue.issuedOn, issue.letter)
}

/** A side's own draft gets a number of the shared series. That it was a draft of theirs, only they may know: that event stays theirs. */
async function shareNumber(tx: Tx, actor: Actor, row: RequestRowInDb): Promise<RequestRowInDb> {
  if (row.partition === 'shared') return row
  const number = await nextNumber(tx, actor.inquiry.id, 'R')
  const fresh = await tx.request.update({ where: { id: row.id }, data: { partition: 'shared', number } })
  await append(tx, actor, {
    event: 'request.numbered',
    subject: { ...subjectOf(fresh), ref: requestRef(row) },
    partition: row.partition,
    inquiryId: actor.inquiry.id,
    changes: { partition: [row.partition, 'shared'], number: [row.number, number] },
    details: { ref: requestRef(fresh) },
  })
  return fresh
}

async function issueAgain(tx: Tx, actor: Actor, row: RequestRowInDb, issue: Issue): Promise<void> {
  if (!issue.dueOn)
    throw invalidField('dueOn', `${requestRef(row)} was refused; to issue it again the letter needs a new due date.`)
  const due = await newDue(tx, actor, row, 'reissued', issue.dueOn, issue.issuedOn, null)
  const fresh = await change(
    tx,
    actor,
    row,
    row.version,
    {
      status: 'issued',
      statusSince: now(actor),
      ...due,
      refusalBasis: null,
      refusedBy: null,
      ...(row.blocker ? {} : { blocker: 'addressee', blockerSince: dateToDb(issue.issuedOn) }),
    },
    { event: 'request.reissue' },
  )
  await climb(tx, actor, fresh, issue.rung, issue.issuedOn, issue.letter)
}

/**
 * Puts a rung on a request's ladder, naming the rungs between the highest taken so far and this one as skipped. Append-only. Taking the
 * same rung again, or a lower one, is recorded too: a second follow-up is a fact.
 */
export async function climb(
  tx: Tx,
  actor: Actor,
  row: RequestRowInDb,
  rung: Rung,
  takenOn: string,
  letter: Issue['letter'] | null,
  note: string | null = null,
): Promise<void> {
  mustHaveCome(actor, 'takenOn', 'Taken on', takenOn)
  const taken = await tx.ladderRung.findMany({ where: { requestId: row.id }, select: { rung: true } })
  const highest = Math.max(-1, ...taken.map((one) => rungOrder.indexOf(one.rung)))
  const skipped = rungOrder.slice(highest + 1, Math.max(highest + 1, rungOrder.indexOf(rung)))
  await tx.ladderRung.create({
    data: {
      inquiryId: actor.inquiry.id,
      requestId: row.id,
      rung,
      takenOn: dateToDb(takenOn),
      letterId: letter?.id ?? null,
      skipped,
      note,
      createdById: actor.userId,
      createdAt: now(actor),
    },
  })
  await append(tx, actor, {
    event: 'request.rung_taken',
    subject: subjectOf(row),
    partition: row.partition,
    inquiryId: actor.inquiry.id,
    note: note ?? undefined,
    details: { rung: rungs[rung].toLowerCase(), takenOn, skipped },
  })
}
