import { append } from '@/lib/audit/append'
import { command } from '@/lib/command'
import { mustHaveCome } from '@/lib/past-day'
import { now } from '@/lib/people/actor'
import { invalidField } from '@/lib/refusal'
import { dayOf, letGo, newDue } from '@/lib/requests/effects'
import { climb } from '@/lib/requests/issue'
import { canNote, canRecord } from '@/lib/requests/policy'
import { loadRequest } from '@/lib/requests/queries'
import { answerOf, change, outdated, ownerBy, subjectOf } from '@/lib/requests/record'
import { assignInput, extendInput, noteInput, setBlockerInput, takeRungInput } from '@/lib/requests/schema'
import { insist } from '@/lib/ruling'
import { dateFromDb, dateToDb, formatDay } from '@/lib/time'

/*
 * What is recorded about a request that is on its way without moving its status: more time, who holds it up, how far it was pushed, whose it
 * is, notes. Apart from commands.ts so that neither file has two jobs.
 */

/** More time: who asked, who granted, old and new due date, reason. The first due date stays. */
export const extend = command('request.extend', extendInput, async (tx, actor, input) => {
  const row = await loadRequest(tx, actor, input.request)
  insist(canRecord(actor, 'extension', row))
  if (row.version !== input.version) throw outdated(row, input.version)
  const on = input.happenedOn ?? dayOf(actor)
  mustHaveCome(actor, 'happenedOn', 'Granted on', on)
  const old = dateFromDb(row.dueOn)
  if (old && input.dueOn <= old)
    throw invalidField('dueOn', `New due date must be later than the present one, ${formatDay(old)}.`)
  const due = await newDue(tx, actor, row, 'extension', input.dueOn, on, input.reason, {
    askedBy: input.askedBy,
    grantedBy: input.grantedBy,
  })
  const fresh = await change(tx, actor, row, input.version, due, {
    event: 'request.extended',
    note: input.reason,
    details: { askedBy: input.askedBy, grantedBy: input.grantedBy },
  })
  return answerOf(fresh)
})

/** Who holds it up now, and since when; whoever held it before is kept with their days. */
export const setBlocker = command('request.blocker', setBlockerInput, async (tx, actor, input) => {
  const row = await loadRequest(tx, actor, input.request)
  insist(canRecord(actor, 'blocker', row))
  if (row.version !== input.version) throw outdated(row, input.version)
  mustHaveCome(actor, 'since', 'Since', input.since)
  const issued = dateFromDb(row.issuedOn)
  if (issued && input.since < issued)
    throw invalidField('since', `Since lies before the request was issued, on ${formatDay(issued)}.`)
  const held = dateFromDb(row.blockerSince)
  if (held && row.blocker !== input.blocker && input.since < held) {
    throw invalidField('since', `Since lies before ${formatDay(held)}, from when on it was held up by somebody else.`)
  }
  if (row.blocker && row.blocker !== input.blocker) await letGo(tx, actor, row, input.since)
  const fresh = await change(
    tx,
    actor,
    row,
    input.version,
    { blocker: input.blocker, blockerSince: dateToDb(input.since), blockerNote: input.note ?? null },
    { event: 'request.blocker_set', note: input.note },
  )
  return answerOf(fresh)
})

/** A rung that no letter brings: a meeting, a default, contempt, a referral. Rungs that were passed over are named as skipped. */
export const takeRung = command('request.rung', takeRungInput, async (tx, actor, input) => {
  const row = await loadRequest(tx, actor, input.request)
  insist(canRecord(actor, 'rung', row))
  if (row.version !== input.version) throw outdated(row, input.version)
  const issued = dateFromDb(row.issuedOn)
  if (issued && input.takenOn < issued)
    throw invalidField('takenOn', `Taken on lies before the request was issued, on ${formatDay(issued)}.`)
  await climb(tx, actor, row, input.rung, input.takenOn, null, input.note)
  return answerOf(row)
})

/** Whose request it is: a member of the inquiry. */
export const assign = command('request.assign', assignInput, async (tx, actor, input) => {
  const row = await loadRequest(tx, actor, input.request)
  insist(canRecord(actor, 'owner', row))
  const owner = await ownerBy(tx, actor, input.owner)
  const fresh = await change(
    tx,
    actor,
    row,
    input.version,
    { ownerId: owner.userId },
    { event: 'request.assigned', note: owner.name },
  )
  return answerOf(fresh)
})

/** A working note, for everybody or for one side alone. It is never changed. */
export const addNote = command('request.note', noteInput, async (tx, actor, input) => {
  const partition = input.partition ?? 'shared'
  insist(canNote(actor, partition))
  const row = await loadRequest(tx, actor, input.request)
  await tx.note.create({
    data: {
      inquiryId: actor.inquiry.id,
      requestId: row.id,
      // What hangs on a side's own draft is that side's, whatever was chosen.
      partition: row.partition === 'shared' ? partition : row.partition,
      text: input.text,
      createdById: actor.userId,
      createdAt: now(actor),
    },
  })
  await append(tx, actor, {
    event: 'request.noted',
    subject: subjectOf(row),
    partition: row.partition === 'shared' ? partition : row.partition,
    inquiryId: actor.inquiry.id,
    note: input.text,
  })
  return answerOf(row)
})
