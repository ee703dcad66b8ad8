import type { Entry, Subject } from '@/lib/audit/append'
import { command } from '@/lib/command'
import type { Tx } from '@/lib/db'
import type { Ref } from '@/lib/fields'
import { addresseeOf, carriedBy, followedBy, letterFor, mustBeCarriable } from '@/lib/letters/carry'
import { holdRequests, issueRequests } from '@/lib/letters/issue'
import { canDraft, canEdit, mayClear, mayMove, needsReady, unready } from '@/lib/letters/policy'
import { type LetterRow, letterRef, loadLetter } from '@/lib/letters/queries'
import { outdated, put, record, reload, requestsOn, set } from '@/lib/letters/record'
import {
  clearLetterInput,
  draftLetterInput,
  editLetterInput,
  moveLetterInput,
  setLetterRequestsInput,
} from '@/lib/letters/schema'
import { factsOf } from '@/lib/letters/standing'
import { letterMoves, letterStatuses, usualRung, wasIssued } from '@/lib/letters/status'
import { moveFields } from '@/lib/move-fields'
import { nextNumber } from '@/lib/numbers'
import { type Actor, now } from '@/lib/people/actor'
import { invalid, invalidField } from '@/lib/refusal'
import { illegal, insist } from '@/lib/ruling'
import { dateToDb } from '@/lib/time'
import { findMove } from '@/lib/workflow'

const answer = (row: LetterRow) => ({ ref: letterRef(row), status: row.status, version: row.version })

/**
 * Drafts a letter, joint or of the actor's own side, with the requests it is to carry. A follow-up or a subpoena on an earlier letter is
 * a draft that names the letter it follows.
 */
export const draftLetter = command('letter.draft', draftLetterInput, async (tx, actor, input) => {
  insist(canDraft(actor))
  const partition = input.partition ?? 'shared'
  const ruling = canDraft(actor, partition)
  if (!ruling.allowed) throw invalidField('partition', `Letter of: ${ruling.why}`)
  const addressee = await addresseeOf(tx, actor, input.addressee)
  const follows = await followedBy(tx, actor, input.follows, partition)
  const requests = await carriedBy(tx, actor, input.requests, partition)
  const { id } = await tx.letter.create({
    data: {
      inquiryId: actor.inquiry.id,
      partition,
      number: await nextNumber(tx, actor.inquiry.id, 'L', partition),
      instrument: input.instrument,
      subject: input.subject,
      body: input.body ?? '',
      addresseeId: addressee.id,
      followsId: follows?.id ?? null,
      rung: input.rung ?? usualRung(input.instrument, follows !== null),
      dueOn: dateToDb(input.dueOn ?? null),
      signedBy: input.signedBy ?? null,
      createdAt: now(actor),
      createdById: actor.userId,
    },
  })
  await put(
    tx,
    actor,
    id,
    requests.map((request) => request.id),
  )
  const row = await reload(tx, id)
  await record(tx, actor, 'letter.drafted', null, row, { concerns: requestsOn(row) })
  return answer(row)
})

/** Changes a draft's particulars; the old values stay in the history. */
export const editLetter = command('letter.edit', editLetterInput, async (tx, actor, input) => {
  const before = await loadLetter(tx, actor, input.letter)
  insist(canEdit(actor, before))
  const addressee = await addresseeOf(tx, actor, input.addressee)
  const follows = await followedBy(tx, actor, input.follows, before.partition)
  const row = await set(tx, actor, before, input.version, {
    instrument: input.instrument,
    subject: input.subject,
    body: input.body ?? '',
    addresseeId: addressee.id,
    followsId: follows?.id ?? null,
    rung: input.rung ?? usualRung(input.instrument, follows !== null),
    dueOn: dateToDb(input.dueOn ?? null),
    signedBy: input.signedBy ?? null,
  })
  await record(tx, actor, 'letter.edited', before, row)
  return answer(row)
})

/** Says which requests a draft carries, all of them, in order. */
export const setLetterRequests = command('letter.requests', setLetterRequestsInput, async (tx, actor, input) => {
  const before = await loadLetter(tx, actor, input.letter)
  insist(canEdit(actor, before))
  const requests = await carriedBy(tx, actor, input.requests, before.partition)
  await set(tx, actor, before, input.version, {})
  await put(
    tx,
    actor,
    before.id,
    requests.map((request) => request.id),
  )
  const row = await reload(tx, before.id)
  await record(tx, actor, 'letter.requests_changed', before, row, whatChanged(before, row))
  return answer(row)
})

/**
 * Takes a draft for adding to it, and holds it until commit. Whoever makes a request and puts it on a letter in one transaction calls
 * this before drawing a number: everybody locks in the order letter, requests, numbers, log, so nobody waits in a circle.
 */
export async function holdLetter(tx: Tx, actor: Actor, ref: Ref): Promise<LetterRow> {
  const { id } = await letterFor(tx, actor, ref, 'letter', 'Letter')
  await tx.$queryRaw`SELECT id FROM letter WHERE id = ${id}::uuid FOR UPDATE`
  const row = await reload(tx, id)
  const ruling = canEdit(actor, row)
  if (!ruling.allowed) throw invalidField('letter', `Letter: ${ruling.why}`)
  return row
}

/** Puts a request at the end of a draft, as part of another room's command. Throws a Refusal on the field `letter`. */
export async function addToLetter(tx: Tx, actor: Actor, ref: Ref, requestId: string): Promise<void> {
  const before = await holdLetter(tx, actor, ref)
  if (before.requests.some(({ request }) => request.id === requestId)) return
  const request = await tx.request.findUniqueOrThrow({ where: { id: requestId, inquiryId: actor.inquiry.id } })
  mustBeCarriable(request, before.partition, 'letter')
  await set(tx, actor, before, before.version, {})
  await put(tx, actor, before.id, [...before.requests.map((one) => one.request.id), requestId])
  const row = await reload(tx, before.id)
  await record(tx, actor, 'letter.requests_changed', before, row, whatChanged(before, row))
}

/** Clears a letter that is in clearance, so that it can be issued. A reviewer does it, and nobody who had a hand in it. */
export const clearLetter = command('letter.clear', clearLetterInput, async (tx, actor, input) => {
  const before = await loadLetter(tx, actor, input.letter)
  const facts = await factsOf(tx, actor, before)
  // Whoever might have cleared it as it was is told who was faster: it was returned to drafting meanwhile, or cleared.
  const asItWas = mayClear(actor, { ...facts, status: 'in_clearance', cleared: false })
  if (asItWas.allowed && before.version !== input.version) throw outdated(before, input.version)
  insist(mayClear(actor, facts))
  mustBeReady(unready(facts), 'This letter cannot be cleared as it stands')
  const row = await set(tx, actor, before, input.version, { clearedById: actor.userId, clearedAt: now(actor) })
  await record(tx, actor, 'letter.cleared', before, row, { note: input.note ?? undefined })
  return answer(row)
})

/** Moves a letter along the table of transitions. Issuing it issues, in the same transaction, every request on it. */
export const moveLetter = command('letter.move', moveLetterInput, async (tx, actor, input) => {
  const before = await loadLetter(tx, actor, input.letter)
  const move = findMove(letterMoves, before.status, input.to)
  if (!move && before.version !== input.version) throw outdated(before, input.version)
  if (!move) throw illegal('letter', letterMoves, before.status, input.to, letterStatuses)
  insist(mayMove(actor, { status: before.status, cleared: before.clearedById !== null }, move))
  const given = moveFields(move, input, ['letter', 'version', 'to'], {
    note: 'Reason',
    issuedOn: 'Issued on',
    signedBy: 'Signed by',
  })
  let row = await set(tx, actor, before, input.version, {
    status: move.to,
    ...((move.to === 'in_clearance' || move.to === 'draft') && { clearedById: null, clearedAt: null }),
    ...(given.issuedOn && { issuedOn: dateToDb(given.issuedOn) }),
    ...(given.signedBy && { signedBy: given.signedBy }),
  })
  if (needsReady(move)) {
    row = await holdRequests(tx, row)
    const facts = await factsOf(tx, actor, { ...row, status: before.status })
    mustBeReady(unready(facts), `This letter cannot be ${move.verb === 'issue' ? 'issued' : 'submitted'} as it stands`)
  }
  if (move.verb === 'issue') row = await issueRequests(tx, actor, row)
  await record(tx, actor, `letter.${move.verb}` as 'letter.issue', before, row, {
    concerns: move.verb === 'issue' || wasIssued(before.status) ? requestsOn(row) : [],
    note: given.note ?? undefined,
    leads: move.verb === 'issue',
  })
  return answer(row)
})

function mustBeReady(problems: string[], title: string): void {
  if (problems.length)
    throw invalid(
      problems.map((message) => ({ path: '', message })),
      title,
    )
}

/** Of two versions of a letter: the requests that stand on one of them alone, and in which order they stood and stand. */
function whatChanged(before: LetterRow, after: LetterRow): Pick<Entry, 'concerns' | 'details'> {
  const [old, fresh] = [requestsOn(before), requestsOn(after)]
  const apart = (some: Subject[], others: Subject[]) => some.filter((one) => !others.some(({ id }) => id === one.id))
  const refs = (of: Subject[]) => of.map(({ ref }) => ref)
  const [put, off] = [apart(fresh, old), apart(old, fresh)]
  return { concerns: [...put, ...off], details: { put: refs(put), off: refs(off), was: refs(old), now: refs(fresh) } }
}
