/* The one way in which a letter's rows and events are written, as in lib/requests/record.ts; issuing (issue.ts) reads them back as well. */
import { append, type Entry, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import type { EventName } from '@/lib/audit/events'
import type { Tx } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { type LetterRow, letterInclude, letterRef, letterSnapshot } from '@/lib/letters/queries'
import { instruments } from '@/lib/letters/schema'
import { letterStatuses } from '@/lib/letters/status'
import type { Actor } from '@/lib/people/actor'
import { conflict, type Refusal } from '@/lib/refusal'
import { dateFromDb } from '@/lib/time'

/** The requests on a letter, as the log names them. */
export function requestsOn(row: LetterRow): Subject[] {
  return row.requests.map(({ request }) => ({
    type: 'request',
    id: request.id,
    ref: formatRef('R', request.partition, request.number),
  }))
}

export function reload(tx: Tx, id: string): Promise<LetterRow> {
  return tx.letter.findUniqueOrThrow({ where: { id }, include: letterInclude })
}

/** Writes the event of what was done to a letter, for those who can read the letter. */
export async function record(
  tx: Tx,
  actor: Actor,
  event: EventName,
  before: LetterRow | null,
  row: LetterRow,
  more: Pick<Entry, 'concerns' | 'note' | 'details' | 'leads'> = {},
): Promise<void> {
  await append(tx, actor, {
    event,
    subject: { type: 'letter', id: row.id, ref: letterRef(row) },
    partition: row.partition,
    inquiryId: actor.inquiry.id,
    changes: changesBetween(before && letterSnapshot(before), letterSnapshot(row)),
    ...more,
  })
}

/** What the letter carries, all of it, in order. Only after `set` has locked the letter's row. */
export async function put(tx: Tx, actor: Actor, letterId: string, requestIds: string[]): Promise<void> {
  await tx.letterRequest.deleteMany({ where: { inquiryId: actor.inquiry.id, letterId } })
  await tx.letterRequest.createMany({
    data: requestIds.map((requestId, i) => ({ inquiryId: actor.inquiry.id, letterId, requestId, position: i + 1 })),
  })
}

/** Compare-and-set: writes only if nobody was faster than `version`; the letter's row stays locked until commit. */
export async function set(
  tx: Tx,
  actor: Actor,
  before: LetterRow,
  version: number,
  data: Prisma.LetterUncheckedUpdateManyInput,
): Promise<LetterRow> {
  const done = await tx.letter.updateMany({
    where: { id: before.id, inquiryId: actor.inquiry.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  const row = await reload(tx, before.id)
  if (done.count === 0) throw outdated(row, version)
  return row
}

/** Somebody was faster: says what the letter says now. */
export function outdated(row: LetterRow, version: number): Refusal {
  return conflict(version, row, {
    status: letterStatuses[row.status],
    instrument: instruments[row.instrument],
    subject: row.subject,
    body: row.body,
    addressee: row.addressee.name,
    dueOn: dateFromDb(row.dueOn) ?? '',
    signedBy: row.signedBy ?? '',
    requests: requestsOn(row)
      .map(({ ref }) => ref)
      .join(', '),
  })
}
