/* Issuing a letter: the one step that reaches into another room, and so has its own order of locks. */
import type { Tx } from '@/lib/db'
import { dueBefore } from '@/lib/letters/policy'
import { type LetterRow, letterRef } from '@/lib/letters/queries'
import { reload } from '@/lib/letters/record'
import { carriedBy } from '@/lib/letters/standing'
import { rungOn } from '@/lib/letters/status'
import { notYet } from '@/lib/past-day'
import type { Actor } from '@/lib/people/actor'
import { type FieldProblem, invalid } from '@/lib/refusal'
import { issueOnLetter } from '@/lib/requests/issue'
import { dateFromDb, formatDay, today } from '@/lib/time'

/** Locks every request on a letter until commit, in one order for everybody, and reads the letter again. */
export async function holdRequests(tx: Tx, row: LetterRow): Promise<LetterRow> {
  await tx.$queryRaw`
    SELECT id FROM request
     WHERE inquiry_id = ${row.inquiryId}::uuid AND id IN (SELECT request_id FROM letter_request WHERE letter_id = ${row.id}::uuid)
     ORDER BY id FOR UPDATE`
  return reload(tx, row.id)
}

/** Issues what stands on a letter that has just been issued, in its order, and reads the letter again: drafts have new numbers now. */
export async function issueRequests(tx: Tx, actor: Actor, row: LetterRow): Promise<LetterRow> {
  const issuedOn = dateFromDb(row.issuedOn)
  if (!issuedOn) throw new Error(`${letterRef(row)} was issued without a date`)
  const problems = dateProblems(actor, row, issuedOn)
  if (problems.length) throw invalid(problems)
  await holdNumbers(tx, row)
  const letter = { id: row.id, ref: letterRef(row), partition: row.partition }
  for (const { request } of row.requests) {
    await issueOnLetter(tx, actor, {
      requestId: request.id,
      letter,
      issuedOn,
      dueOn: dueOf(row, request),
      rung: rungOn(row.rung, request.status),
    })
  }
  return reload(tx, row.id)
}

/** Drafts may draw shared numbers; drawn only after the log's lock is held, they could wait in a circle with somebody drafting. */
async function holdNumbers(tx: Tx, row: LetterRow): Promise<void> {
  await tx.$queryRaw`SELECT last FROM counter WHERE inquiry_id = ${row.inquiryId}::uuid AND series = 'R' FOR UPDATE`
}

type OnLetter = LetterRow['requests'][number]['request']

/** A draft's own due date goes before the letter's; what is issued again gets the letter's; what is outstanding keeps its own. */
function dueOf(row: LetterRow, request: OnLetter): string | null {
  if (request.status === 'refused') return dateFromDb(row.dueOn)
  return dateFromDb(request.dueOn) ?? dateFromDb(row.dueOn)
}

/** The issue date is not to come, not before somebody cleared the letter, and not after what it asks for is due. Days in the inquiry's zone. */
function dateProblems(actor: Actor, row: LetterRow, issuedOn: string): FieldProblem[] {
  const zone = actor.inquiry.timeZone
  const problems: string[] = []
  const cleared = row.clearedAt && today(zone, row.clearedAt)
  if (cleared && issuedOn < cleared) {
    problems.push(
      `Issued on is too early: the letter was cleared on ${formatDay(cleared)}: it goes out on that day or later.`,
    )
  }
  for (const { ref, dueOn } of dueBefore({ dueOn: dateFromDb(row.dueOn), requests: carriedBy(row) }, issuedOn)) {
    problems.push(tooEarly(ref ?? 'the letter', dueOn))
  }
  // Of a day that has not come the due dates say nothing: it is the day that has to be mended.
  const early = notYet(actor, 'issuedOn', 'Issued on', issuedOn)
  return early.length > 0 ? early : problems.map((message) => ({ path: 'issuedOn', message }))
}

const tooEarly = (what: string, dueOn: string) =>
  `Issued on lies after ${formatDay(dueOn)}, when ${what} is due: return the letter to drafting and give a later due date.`
