import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { db, type Prisma, type Tx } from '@/lib/db'
import { acceptedFor } from '@/lib/evidence/queries'
import { formatRef, type Ref } from '@/lib/fields'
import type { Request } from '@/lib/generated/prisma/client'
import type { Blocker } from '@/lib/generated/prisma/enums'
import { lockedByLetter } from '@/lib/letters/queries'
import { untilSomethingHappens } from '@/lib/memo'
import { listOffices, officeRef } from '@/lib/offices/queries'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { membersOf } from '@/lib/people/queries'
import { listQuestions } from '@/lib/questions/queries'
import { missing } from '@/lib/refusal'
import { canReceive, makingEvents, type Receipt, type RequestFacts, visibleSql, visibleTo } from '@/lib/requests/policy'
import { hasProofGone, proofInWords, proofOf } from '@/lib/requests/proof'
import type { RequestStatus } from '@/lib/requests/status'
import { dateFromDb, today } from '@/lib/time'
import type { Ruling } from '@/lib/workflow'

export type RequestRowInDb = Omit<Request, 'search'>

/** 'R-12', or 'R-M3' for a draft of the majority's own. */
export const requestRef = (request: Pick<Request, 'partition' | 'number'>) =>
  formatRef('R', request.partition, request.number)

/** One request by its number. Throws missing(), the same for unknown and hidden. */
export async function loadRequest(tx: Tx, actor: Actor, ref: Ref): Promise<RequestRowInDb> {
  const row = await tx.request.findFirst({
    where: { AND: [visibleTo(actor), { partition: ref.series, number: ref.number }] },
  })
  if (!row) throw missing()
  return row
}

/** What `requestAsTold` needs of a request's links. */
export const toBeTold = {
  addressee: { select: { number: true, name: true } },
  questions: {
    select: { question: { select: { number: true, wording: true } } },
    orderBy: { question: { number: 'asc' } },
  },
  dueChanges: { orderBy: { createdAt: 'asc' } },
  holds: { orderBy: { createdAt: 'asc' } },
} satisfies Prisma.RequestInclude

/** What was asked and what became of it, without what the committee says of it among itself: on its page, and in what leaves the house. */
export function requestAsTold(row: Omit<Prisma.RequestGetPayload<{ include: typeof toBeTold }>, 'search'>) {
  return {
    ref: requestRef(row),
    kind: row.kind,
    title: row.title,
    wording: row.wording,
    addressee: { ref: officeRef(row.addressee), name: row.addressee.name },
    formWanted: row.formWanted,
    handling: row.handling,
    period: row.period,
    periodFrom: row.periodFrom?.toISOString() ?? null,
    periodTo: row.periodTo?.toISOString() ?? null,
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    issuedOn: dateFromDb(row.issuedOn),
    firstDueOn: dateFromDb(row.firstDueOn),
    dueOn: dateFromDb(row.dueOn),
    receivedOn: dateFromDb(row.receivedOn),
    satisfiedOn: dateFromDb(row.satisfiedOn),
    missing: row.missing,
    refusalBasis: row.refusalBasis,
    refusedBy: row.refusedBy,
    searchCertified: row.searchCertified,
    blocker: row.blocker,
    blockerSince: dateFromDb(row.blockerSince),
    questions: row.questions.map(({ question }) => ({
      ref: formatRef('Q', 'shared', question.number),
      wording: question.wording,
    })),
    dueChanges: row.dueChanges.map((change) => ({
      cause: change.cause,
      happenedOn: dateFromDb(change.happenedOn),
      oldDueOn: dateFromDb(change.oldDueOn),
      newDueOn: dateFromDb(change.newDueOn),
      askedBy: change.askedBy,
      grantedBy: change.grantedBy,
      reason: change.reason,
    })),
    holds: row.holds.map(asHeld),
  }
}

const asHeld = (hold: { blocker: Blocker; since: Date; until: Date }) => ({
  blocker: hold.blocker,
  since: dateFromDb(hold.since),
  until: dateFromDb(hold.until),
})

/** A request as its page shows it. Days are YYYY-MM-DD, moments ISO strings in UTC. */
export type RequestRecord = Awaited<ReturnType<typeof getRequest>>

export const getRequest = cache(async (actor: Actor, ref: Ref) => {
  const row = await db().request.findFirst({
    where: { AND: [visibleTo(actor), { partition: ref.series, number: ref.number }] },
    include: {
      ...toBeTold,
      supersededBy: { select: { partition: true, number: true } },
      rungs: {
        orderBy: { createdAt: 'asc' },
        include: { letter: { select: { partition: true, number: true, signedBy: true } } },
      },
      notes: { where: { partition: { in: visiblePartitions(actor) } }, orderBy: { createdAt: 'desc' } },
    },
  })
  if (!row) throw missing()
  const people = await namesOf([row.createdById, row.ownerId, ...row.notes.map((note) => note.createdById)])
  const visible = visiblePartitions(actor)
  const proof = row.status === 'satisfied' ? ((await proofOf(db(), [row.id])).get(row.id) ?? []) : []
  return {
    ...requestAsTold(row),
    id: row.id,
    partition: row.partition,
    outstanding: row.outstanding,
    scheduledFor: row.scheduledFor?.toISOString() ?? null,
    proof,
    proofGone: proof.some(({ gone }) => gone),
    closingReason: row.closingReason,
    supersededBy: row.supersededBy && requestRef(row.supersededBy),
    blockerNote: row.blockerNote,
    owner: row.ownerId ? (people.get(row.ownerId) ?? null) : null,
    createdBy: people.get(row.createdById)?.name ?? '',
    createdAt: row.createdAt.toISOString(),
    holds: row.holds.map((hold) => ({ ...asHeld(hold), note: hold.note })),
    rungs: row.rungs.map((rung) => ({
      rung: rung.rung,
      takenOn: dateFromDb(rung.takenOn),
      letter:
        rung.letter && visible.includes(rung.letter.partition)
          ? formatRef('L', rung.letter.partition, rung.letter.number)
          : null,
      skipped: rung.skipped,
      note: rung.note,
    })),
    notes: row.notes.map((note) => ({
      text: note.text,
      partition: note.partition,
      by: people.get(note.createdById)?.name ?? '',
      at: note.createdAt.toISOString(),
    })),
    version: row.version,
  }
})

async function namesOf(ids: (string | null)[]): Promise<Map<string, { name: string; email: string }>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const people = await db().user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, email: true },
  })
  return new Map(people.map(({ id, name, email }) => [id, { name, email }]))
}

/** What the policy needs to know of a request, for this actor, read in the caller's transaction. */
export async function factsOf(
  tx: Tx,
  actor: Actor,
  row: Pick<Request, 'id' | 'status' | 'kind' | 'formWanted' | 'searchCertified'>,
): Promise<RequestFacts> {
  const { logged, ownWork } = await whatIsWrittenOf(tx, actor, row.id)
  return {
    status: row.status,
    kind: row.kind,
    formWanted: row.formWanted,
    searchCertified: row.searchCertified,
    inClearance: row.status === 'draft' ? await lockedByLetter(tx, actor, row.id) : null,
    ownWork,
    accepted: logged > 0 ? await acceptedFor(tx, actor.userId, row.id) : [],
    logged,
    proofGone: row.status === 'satisfied' && (await hasProofGone(tx, row.id)),
  }
}

/** How many items were logged for a request, and whether this person drafted or edited it: in one statement, since every move asks both. */
async function whatIsWrittenOf(tx: Tx, actor: Actor, id: string): Promise<{ logged: number; ownWork: boolean }> {
  const [written] = await tx.$queryRaw<{ logged: number; ownWork: boolean }[]>`
    SELECT (SELECT count(*)::int FROM evidence_request WHERE request_id = ${id}::uuid) AS logged,
           EXISTS (SELECT FROM audit_event
                    WHERE actor_id = ${actor.userId}::uuid AND subject_id = ${id}::uuid AND event = ANY(${[...makingEvents]})) AS "ownWork"`
  return written ?? { logged: 0, ownWork: false }
}

/** The ids of the questions that a request serves, in the order in which a snapshot names them. */
export async function questionsServed(tx: Tx, requestId: string): Promise<string[]> {
  const rows = await tx.requestQuestion.findMany({ where: { requestId }, select: { questionId: true } })
  return rows.map(({ questionId }) => questionId).sort()
}

/**
 * Every field that can change, links included, for the audit log and for rebuilding the record as it stood. `questions` are the ids of those that
 * it serves, sorted; left out, they are read.
 */
export async function requestSnapshot(tx: Tx, row: RequestRowInDb, questions?: string[]): Promise<Snapshot> {
  return {
    ...plain(row),
    questions: questions ?? (await questionsServed(tx, row.id)),
    proof: row.status === 'satisfied' ? await proofInWords(tx, row.id) : null,
  }
}

const days = ['issuedOn', 'firstDueOn', 'dueOn', 'receivedOn', 'satisfiedOn', 'blockerSince']

function plain({ id: _id, inquiryId: _inquiry, ...row }: RequestRowInDb): Snapshot {
  const fields = Object.entries(row).map(([name, value]) => {
    if (value instanceof Date) return [name, days.includes(name) ? dateFromDb(value) : value.toISOString()]
    return [name, value]
  })
  return Object.fromEntries(fields)
}

/** Outstanding and overdue requests by the office they are addressed to. */
export async function countsByOffice(actor: Actor): Promise<Map<string, { outstanding: number; overdue: number }>> {
  const day = today(actor.inquiry.timeZone)
  const rows = await db().$queryRaw<{ id: string; outstanding: number; overdue: number }[]>`
    SELECT r.addressee_id AS id, count(*)::int AS outstanding, (count(*) FILTER (WHERE r.due_on < ${day}::date))::int AS overdue
      FROM request r WHERE ${visibleSql(actor)} AND r.outstanding GROUP BY r.addressee_id`
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** The policy's facts of a request that is being shown. */
export async function requestFacts(
  actor: Actor,
  request: Pick<Request, 'id' | 'status' | 'kind' | 'formWanted' | 'searchCertified'>,
): Promise<RequestFacts> {
  return factsOf(db(), actor, request)
}

/** What logging something can mean for a request besides: what each choice would be, or the reason why it is none. */
export type Answerable = { ref: string; title: string; status: RequestStatus; means: Record<Receipt, Ruling<string>> }

/** Those of these numbers that were issued, in the order given, with what may be recorded on each in the step that logs what came. */
export async function answerable(actor: Actor, refs: Ref[]): Promise<Answerable[]> {
  const found = await Promise.all(
    refs.map(async (ref) => {
      const row = await db().request.findFirst({
        where: { AND: [visibleTo(actor), { partition: ref.series, number: ref.number, issuedOn: { not: null } }] },
      })
      return row && { row, facts: await factsOf(db(), actor, row) }
    }),
  )
  return found.flatMap((one) => {
    if (!one) return []
    const means = { part: canReceive(actor, one.facts, 'part'), all: canReceive(actor, one.facts, 'all') }
    return [{ ref: requestRef(one.row), title: one.row.title, status: one.row.status, means }]
  })
}

/** What the filters of the list offer: offices, questions by number, and staffers as owners. */
export async function filterChoices(actor: Actor) {
  return untilSomethingHappens(actor, 'choices of the request filters', async () => {
    const [offices, questions, members] = await Promise.all([
      listOffices(actor),
      listQuestions(actor),
      membersOf(actor),
    ])
    return {
      offices: offices.map(({ ref, name }) => ({ ref, name })),
      questions: questions.map(({ ref }) => ref),
      owners: members.filter(({ role }) => role === 'staffer').map(({ email, name }) => ({ email, name })),
    }
  })
}
