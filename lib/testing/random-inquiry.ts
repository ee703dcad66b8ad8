import { randomUUID } from 'node:crypto'
import { db } from '@/lib/db'
import type { Blocker, Kind, Partition, RequestStatus } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { isOutstanding, mayBeHeldUp, requestStatuses } from '@/lib/requests/status'
import { addDays, dateToDb } from '@/lib/time'
import { kindOrder } from '@/lib/words'

/** A request as it was made up, for counting once more by other means. Days are YYYY-MM-DD. */
export type MadeRequest = {
  partition: Partition
  number: number
  status: RequestStatus
  kind: Kind
  office: number
  questions: number[]
  owner: string | null
  dueOn: string | null
  issuedOn: string | null
  receivedOn: string | null
  satisfiedOn: string | null
  /** It is satisfied on an item that went back since */
  proofGone: boolean
  blocker: Blocker | null
  blockerSince: string | null
}

export type MadeInquiry = { requests: MadeRequest[]; needs: Kind[][] }

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
function randomly(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const blockers = [
  'addressee',
  'another_department',
  'white_house_review',
  'counsel',
] as const satisfies readonly Blocker[]
const sidesOwn: readonly RequestStatus[] = ['draft', 'withdrawn', 'superseded']

/**
 * Fills an empty inquiry with offices, questions and requests in every status and partition, past the commands and so without a history.
 * What is made up keeps the rules that the database holds.
 */
export async function fillAtRandom(actor: Actor, seed: number, today: string, size = 120): Promise<MadeInquiry> {
  const random = randomly(seed)
  const upTo = (n: number) => Math.floor(random() * n)
  const oneOf = <T>(list: readonly T[]): T => list[upTo(list.length)] as T
  const maybe = () => random() < 0.5
  const inquiryId = actor.inquiry.id
  const own = { inquiryId, createdById: actor.userId }

  const offices = Array.from({ length: 3 }, (_, i) => ({
    id: randomUUID(),
    ...own,
    number: i + 1,
    name: `Office ${i}`,
  }))
  await db().office.createMany({ data: offices })
  const needs = Array.from({ length: 6 }, () => kindOrder.filter(maybe))
  const questions = needs.map((kinds, i) => ({
    ...{ id: randomUUID(), ...own, number: i + 1, wording: `Question ${i + 1}`, why: 'It matters.' },
    ...{ theme: 'when' as const, needs: kinds },
    status: oneOf(['open', 'answered', 'answer_proposed', 'disputed', 'withdrawn'] as const),
  }))
  await db().question.createMany({ data: questions })

  const made = Array.from({ length: size }, (_, i): MadeRequest & { id: string } => {
    const partition = oneOf(['shared', 'shared', 'shared', 'majority', 'minority'] as const)
    const status = partition === 'shared' ? oneOf(Object.keys(requestStatuses) as RequestStatus[]) : oneOf(sidesOwn)
    const issued = !['draft', 'withdrawn', 'superseded'].includes(status)
    const issuedOn = issued ? addDays(today, -20 - upTo(40)) : null
    const held = mayBeHeldUp(status) && random() < 0.9
    return {
      ...{ id: randomUUID(), partition, number: i + 1, status, issuedOn },
      kind: oneOf(kindOrder),
      office: upTo(offices.length),
      questions: [...new Set([upTo(questions.length), upTo(questions.length)])],
      owner: maybe() ? actor.userId : null,
      dueOn: issued || maybe() ? addDays(today, upTo(29) - 14) : null,
      receivedOn: status === 'received' ? addDays(today, -upTo(15)) : null,
      satisfiedOn: status === 'satisfied' ? addDays(today, -upTo(15)) : null,
      proofGone: status === 'satisfied' && maybe(),
      blocker: held ? oneOf(blockers) : null,
      blockerSince: held ? addDays(today, -upTo(30)) : null,
    }
  })
  // A superseded one needs another in its place.
  const last = made[0]
  if (!last) throw new Error('An inquiry of no request proves nothing.')
  if (last.status === 'superseded') last.status = 'withdrawn'
  await db().request.createMany({
    data: made.map(({ office, questions: _served, owner, proofGone: _gone, ...row }) => ({
      ...{ ...own, ...row, title: `Request ${row.number}`, wording: 'All of it.', ownerId: owner },
      ...{ formWanted: 'delivered_copy', handling: 'unclassified', outstanding: isOutstanding(row.status) },
      addresseeId: offices[office]?.id ?? '',
      ...{ issuedOn: dateToDb(row.issuedOn), dueOn: dateToDb(row.dueOn), receivedOn: dateToDb(row.receivedOn) },
      firstDueOn: row.issuedOn ? dateToDb(row.dueOn) : null,
      ...{ satisfiedOn: dateToDb(row.satisfiedOn), blockerSince: dateToDb(row.blockerSince) },
      ...(row.status === 'refused' && { refusalBasis: 'Privilege claimed', refusedBy: 'Counsel' }),
      ...(row.status === 'deficient' && { missing: 'The second half.' }),
      ...(row.status === 'scheduled' && { scheduledFor: new Date() }),
      ...(row.status === 'withdrawn' && { closingReason: 'No longer needed.' }),
      ...(row.status === 'superseded' && { supersededById: last.id }),
    })),
  })
  await db().requestQuestion.createMany({
    data: made.flatMap(({ id, questions: served }) =>
      served.map((at) => ({ inquiryId, requestId: id, questionId: questions[at]?.id ?? '' })),
    ),
  })
  const items = (['accepted', 'returned'] as const).map((status, i) => ({
    ...{ id: randomUUID(), ...own, number: i + 1, title: `Item ${i + 1}`, kind: 'log' as const, status },
    ...{ receivedOn: dateToDb(today), fromOfficeId: offices[0]?.id ?? '', heldAt: 'Safe 1' },
    ...{ accessMode: 'delivered_copy' as const, handling: 'unclassified' as const },
  }))
  await db().evidenceItem.createMany({ data: items })
  await db().requestProof.createMany({
    data: made
      .filter(({ status }) => status === 'satisfied')
      .map(({ id, proofGone }) => ({
        ...{ inquiryId, requestId: id, revision: 1 },
        evidenceId: items[proofGone ? 1 : 0]?.id ?? '',
      })),
  })
  return { requests: made.map(({ id: _id, ...row }) => row), needs }
}
