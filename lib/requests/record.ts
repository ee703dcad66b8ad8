import { append, type Subject } from '@/lib/audit/append'
import { changesBetween, type Json, type Snapshot } from '@/lib/audit/canonical'
import type { EventName } from '@/lib/audit/events'
import type { Tx } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { memberByEmail } from '@/lib/people/queries'
import { conflict, invalidField, type Refusal } from '@/lib/refusal'
import { questionsServed, type RequestRowInDb, requestRef, requestSnapshot } from '@/lib/requests/queries'
import { blockers } from '@/lib/requests/schema'
import { isOutstanding, requestStatuses } from '@/lib/requests/status'
import { dateFromDb } from '@/lib/time'

/*
 * The one way in which a request's row is written, for every verb of this room: compare-and-set, what follows from the status, and the log.
 * It stands apart from commands.ts because three files of verbs share it.
 */

export const subjectOf = (row: RequestRowInDb): Subject => ({ type: 'request', id: row.id, ref: requestRef(row) })
export const answerOf = (row: RequestRowInDb) => ({ ref: requestRef(row), status: row.status, version: row.version })

type Writable = Omit<Prisma.RequestUncheckedUpdateManyInput, 'id' | 'inquiryId' | 'version' | 'outstanding'>

export type Said = {
  event: EventName
  note?: string | null | undefined
  concerns?: Subject[]
  details?: { [name: string]: Json }
}

/**
 * Writes a change of one request, if nobody was faster than `version`, and its event. Throws a conflict with the record as it stands now.
 * `links`, where something beside the row changes: the snapshot before any of it did, and the ids of the questions it serves from now on, sorted.
 */
export async function change(
  tx: Tx,
  actor: Actor,
  row: RequestRowInDb,
  version: number,
  data: Writable,
  said: Said,
  links?: { before: Snapshot; questions: string[] },
): Promise<RequestRowInDb> {
  const questions = links?.questions ?? (await questionsServed(tx, row.id))
  const was = links?.before ?? (await requestSnapshot(tx, row, questions))
  const status = data.status as RequestRowInDb['status'] | undefined
  const [fresh] = await tx.request.updateManyAndReturn({
    where: { id: row.id, inquiryId: actor.inquiry.id, version },
    data: { ...data, ...(status && { outstanding: isOutstanding(status) }), version: { increment: 1 } },
  })
  if (!fresh) throw outdated(await tx.request.findUniqueOrThrow({ where: { id: row.id } }), version)
  await append(tx, actor, {
    event: said.event,
    subject: subjectOf(fresh),
    partition: fresh.partition,
    inquiryId: actor.inquiry.id,
    concerns: said.concerns ?? [],
    changes: changesBetween(was, await requestSnapshot(tx, fresh, questions)),
    note: said.note ?? undefined,
    details: said.details ?? {},
  })
  return fresh
}

/** Whose the request is to be: a member of the inquiry. */
export async function ownerBy(tx: Tx, actor: Actor, email: string) {
  const owner = await memberByEmail(tx, actor, email)
  if (!owner) throw invalidField('owner', 'Nobody in this inquiry has this e-mail address.')
  return owner
}

/** Somebody was faster: says what the request says now. */
export function outdated(row: RequestRowInDb, version: number): Refusal {
  return conflict(version, row, asItStands(row))
}

function asItStands(row: RequestRowInDb): Record<string, string> {
  const said: Record<string, string | null> = {
    status: requestStatuses[row.status],
    title: row.title,
    wording: row.wording,
    'Due date': dateFromDb(row.dueOn),
    'Held up by': row.blocker && blockers[row.blocker],
    missing: row.missing,
    refusalBasis: row.refusalBasis,
  }
  return Object.fromEntries(Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== null))
}
