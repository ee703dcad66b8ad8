/* What the log says of a letter: since when it stands where it stands, who had a hand in it, and whether it is still what was submitted. */
import type { Body } from '@/lib/audit/append'
import type { EventName } from '@/lib/audit/events'
import { hadAHandIn } from '@/lib/audit/queries'
import type { Tx } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { LetterFacts } from '@/lib/letters/policy'
import type { LetterRow } from '@/lib/letters/queries'
import { type Actor, now } from '@/lib/people/actor'
import { dateFromDb, today } from '@/lib/time'

/** A step in a letter's life, from the log. */
export type Mark = { seq: number; event: EventName; at: string; by: string; note: string | null }

const steps = [
  'letter.drafted',
  'letter.submit',
  'letter.return',
  'letter.cleared',
  'letter.issue',
  'letter.close',
  'letter.withdraw',
] satisfies EventName[]

/** The steps of a letter, newest first: since when it stands where it stands, by whom, and with which words. */
export async function marksOf(tx: Tx, letterId: string): Promise<Mark[]> {
  const rows = await tx.auditEvent.findMany({
    where: { subjectId: letterId, event: { in: steps } },
    orderBy: { seq: 'desc' },
    select: { body: true },
  })
  return rows.map(({ body }) => {
    const { seq, event, at, actor, note } = JSON.parse(body) as Body
    return { seq, event, at, by: actor.name, note }
  })
}

/** What the policy needs to know of the requests on a letter. */
export function carriedBy(row: LetterRow): LetterFacts['requests'] {
  return row.requests.map(({ request }) => ({
    ref: formatRef('R', request.partition, request.number),
    status: request.status,
    dueOn: dateFromDb(request.dueOn),
  }))
}

/** What the policy needs to know of a letter, for the actor who asks. */
export async function factsOf(tx: Tx, actor: Actor, row: LetterRow, marks?: Mark[]): Promise<LetterFacts> {
  return {
    status: row.status,
    dueOn: dateFromDb(row.dueOn),
    requests: carriedBy(row),
    cleared: row.clearedById !== null,
    earliest: today(actor.inquiry.timeZone, row.clearedAt ?? now(actor)),
    editedSince: row.status === 'in_clearance' ? await editedSince(tx, row, marks ?? (await marksOf(tx, row.id))) : [],
    hadAHand: await hadAHand(tx, actor.userId, row),
  }
}

/** Has this person drafted, edited or submitted the letter, changed its requests, or drafted or edited one of them? */
export async function hadAHand(tx: Tx, userId: string, row: LetterRow): Promise<boolean> {
  const requestIds = row.requests.map(({ request }) => request.id)
  return (
    (await hadAHandIn(
      tx,
      userId,
      [row.id],
      ['letter.drafted', 'letter.edited', 'letter.requests_changed', 'letter.submit'],
    )) || (await hadAHandIn(tx, userId, requestIds, ['request.drafted', 'request.edited']))
  )
}

/**
 * What was submitted is what has to be cleared and issued. A shared draft on one side's own letter can be edited by the other side, who
 * must not learn of the letter from a lock; so the letter looks at the log instead.
 */
async function editedSince(tx: Tx, row: LetterRow, marks: Mark[]): Promise<string[]> {
  const submitted = marks.find((mark) => mark.event === 'letter.submit')
  const events = await tx.auditEvent.findMany({
    where: {
      subjectId: { in: row.requests.map(({ request }) => request.id) },
      event: 'request.edited' satisfies EventName,
      seq: { gt: submitted?.seq ?? 0 },
    },
    select: { subjectId: true },
  })
  const edited = new Set(events.map((event) => event.subjectId))
  return row.requests
    .filter(({ request }) => edited.has(request.id))
    .map(({ request }) => formatRef('R', request.partition, request.number))
}
