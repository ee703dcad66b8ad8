import type { EventName } from '@/lib/audit/events'
import { Prisma } from '@/lib/generated/prisma/client'
import type { AccessMode, EvidenceStatus, FormWanted, Kind, Partition } from '@/lib/generated/prisma/enums'
import { type Actor, ownPartition, visiblePartitions } from '@/lib/people/actor'
import {
  isOutstanding,
  mayBeHeldUp,
  type RequestMove,
  type RequestMoveField,
  type RequestStatus,
  requestMoves,
  requestStatuses,
} from '@/lib/requests/status'
import { aKind, forms, meetsForm } from '@/lib/words'
import {
  allowed,
  andList,
  barred,
  findMove,
  type JudgedMove,
  judgeMove,
  orList,
  type Ruling,
  statusWords,
} from '@/lib/workflow'

type Who = Pick<Actor, 'role' | 'side'>

/** Requests are shared once issued; a draft may be one side's own, and does not exist for the other. */
export function visibleTo(actor: Actor): Prisma.RequestWhereInput {
  return { inquiryId: actor.inquiry.id, partition: { in: visiblePartitions(actor) } }
}

/** The same for SQL, with the table named `r`. */
export function visibleSql(actor: Actor): Prisma.Sql {
  const partitions = Prisma.join(visiblePartitions(actor).map((partition) => Prisma.sql`${partition}::"Partition"`))
  return Prisma.sql`r.inquiry_id = ${actor.inquiry.id}::uuid AND r.partition IN (${partitions})`
}

/** Whoever did one of these has worded what was asked, or said that it was answered, and does not judge it. */
export const makingEvents = [
  'request.drafted',
  'request.edited',
  'request.receive_part',
  'request.receive',
  'request.report_no_records',
] satisfies EventName[]

/** Does an item on which a request was declared satisfied still stand: accepted, in the revision that was accepted then? */
export function stands(proof: { revision: number; now: { status: EvidenceStatus; revision: number } }): boolean {
  return proof.now.status === 'accepted' && proof.now.revision === proof.revision
}

/**
 * The same for SQL, of the request `r` as a whole: it is satisfied, and of what it was declared satisfied on something no longer stands. Then it
 * counts nowhere as accepted until a reviewer has reopened or confirmed it. What rests on a certified search has no such item.
 */
export const proofGoneSql = Prisma.sql`(r.status = 'satisfied' AND EXISTS (
  SELECT FROM request_proof p JOIN evidence_item e ON e.id = p.evidence_id
   WHERE p.request_id = r.id AND (e.status <> 'accepted' OR e.revision <> p.revision)))`

/** An accepted register entry that answers a request; `own`: the actor who asks logged, edited or revised it. */
export type Accepted = {
  id: string
  ref: string
  kind: Kind
  accessMode: AccessMode
  revision: number
  own: boolean
}

/** What the policy needs to know of a request, for the actor who asks. */
export type RequestFacts = {
  status: RequestStatus
  kind: Kind
  formWanted: FormWanted
  searchCertified: boolean
  /** The letter in clearance that it stands on, when that letter exists for this actor */
  inClearance: string | null
  /** This actor drafted or edited it, or recorded that it was answered, by the log */
  ownWork: boolean
  /** Accepted register entries that answer it */
  accepted: Accepted[]
  /** All register entries that answer it */
  logged: number
  /** It is satisfied, and what it was declared satisfied on no longer stands */
  proofGone: boolean
}

export function canDraft(actor: Who, partition: Partition = 'shared'): Ruling {
  if (actor.role !== 'staffer') return barred('Only a staffer drafts requests.')
  return partition === 'shared' || partition === ownPartition(actor)
    ? allowed
    : barred('You can draft for everybody in the inquiry, or for your own side.')
}

/** Wording is changed only while it is a draft: what was issued stands as it was issued. */
export function canEdit(actor: Who, request: Pick<RequestFacts, 'status' | 'inClearance'>): Ruling {
  if (actor.role !== 'staffer') return barred('Only a staffer edits requests.')
  if (request.status !== 'draft')
    return barred('It was issued in these words. Supersede it by a new request to ask for something else.')
  if (request.inClearance)
    return barred(`${request.inClearance} carries it and is in clearance. Return that letter to its drafter first.`)
  return allowed
}

/** Extensions, blockers, rungs, owner: what staffers record about a request that is on its way. */
export function canRecord(
  actor: Who,
  what: 'extension' | 'blocker' | 'rung' | 'owner',
  request: Pick<RequestFacts, 'status'>,
): Ruling {
  if (actor.role !== 'staffer') return barred('Only a staffer records this.')
  const label = requestStatuses[request.status].toLowerCase()
  if (what === 'extension' && !isOutstanding(request.status))
    return barred(`It is ${label}; only what is outstanding gets more time.`)
  if (what === 'blocker' && !mayBeHeldUp(request.status)) return barred(`It is ${label}; nobody holds it up.`)
  if (what === 'rung' && !mayBeHeldUp(request.status)) return barred(`It is ${label}; it cannot be pushed further.`)
  return allowed
}

export function canNote(actor: Who, partition: Partition = 'shared'): Ruling {
  if (actor.role !== 'staffer' && actor.role !== 'reviewer') return barred('Only staffers and reviewers write notes.')
  return partition === 'shared' || partition === ownPartition(actor)
    ? allowed
    : barred('You can write for everybody, or for your own side.')
}

/** May this actor make this move now? First the table, then what the record itself says. */
export function canMove(actor: Who, request: RequestFacts, move: RequestMove): Ruling<RequestMoveField> {
  const table = judgeMove(move, actor, request.status, requestStatuses)
  if (!table.allowed) return table
  if (move.fourEyes && request.ownWork)
    return barred('You drafted this request, or recorded what came on it, so somebody else has to decide this.')
  if (request.inClearance)
    return barred(`${request.inClearance} carries it and is in clearance. Return that letter to its drafter first.`)
  if (move.to === 'scheduled' && request.kind !== 'briefing' && request.kind !== 'testimony') {
    return barred(`Only briefings and testimony are scheduled; this is ${aKind(request.kind)}.`)
  }
  if (move.verb === 'confirm' && !request.proofGone) {
    return barred('Nothing of what it was declared satisfied on has gone, so there is nothing to confirm.')
  }
  if (move.to === 'satisfied') return answered(request)
  return allowed
}

/** What something that came can mean for a request: part of it has come; all has, says its producer. */
export const receipts = { part: 'partly_received', all: 'received' } as const satisfies Record<string, RequestStatus>

export type Receipt = keyof typeof receipts

/** Does the request say as much already? Part of what a producer called complete earlier leaves it received. */
export function saysAlready(status: RequestStatus, means: Receipt): boolean {
  return status === receipts[means] || (means === 'part' && status === 'received')
}

/** May this actor record it in the same step in which the thing is logged? The move is that of the table, and so is who may make it. */
export function canReceive(actor: Who, request: RequestFacts, means: Receipt): Ruling<RequestMoveField> {
  const to = receipts[means]
  const move = findMove(requestMoves, request.status, to)
  if (move) return canMove(actor, request, move)
  const from = requestMoves.filter((one) => one.to === to).flatMap((one) => one.from)
  const words = orList(from.map((status) => statusWords(requestStatuses, status)))
  const is = statusWords(requestStatuses, request.status)
  return barred(
    `It is ${is}, and becomes ${statusWords(requestStatuses, to)} only while it is ${words}: leave its status as it is, or move it first.`,
  )
}

/** What this actor can declare it satisfied on: accepted, in a form that was asked for, and not of their own logging. */
export function proofFor(request: Pick<RequestFacts, 'status' | 'formWanted' | 'accepted'>): Accepted[] {
  if (request.status === 'no_records') return []
  return fitting(request).filter((item) => !item.own)
}

const fitting = (request: Pick<RequestFacts, 'formWanted' | 'accepted'>) =>
  request.accepted.filter((item) => meetsForm(item.accessMode, request.formWanted))

/**
 * `satisfied` needs an accepted item whose access mode meets the form that was asked for; shown is not delivered. That the item is of another kind
 * than was asked for may be right (a transcript for a briefing), but whoever decides so says why.
 */
function answered(request: RequestFacts): Ruling<RequestMoveField> {
  if (request.status === 'no_records') {
    return request.searchCertified
      ? allowed
      : barred('The producer has not certified its search. Declare it deficient and ask for the certificate.')
  }
  const proof = proofFor(request)
  if (proof.some(({ kind }) => kind === request.kind)) return allowed
  if (proof.length > 0) return { allowed: true, asks: { field: 'note', why: otherKind(proof, request.kind) } }
  if (fitting(request).length > 0) {
    const refs = fitting(request)
      .map((item) => item.ref)
      .join(', ')
    return barred(`You logged ${refs} yourself, so somebody else has to say whether that satisfies the request.`)
  }
  const wanted = forms[request.formWanted].toLowerCase()
  if (request.accepted.length > 0) {
    return barred(
      `No accepted item is a ${wanted}: ${request.accepted.map((item) => item.ref).join(', ')} was only shown or told.`,
    )
  }
  return barred(
    request.logged > 0
      ? 'No item that came has been accepted by a reviewer yet.'
      : 'Nothing that came is in the register yet.',
  )
}

/** 'E-12 is a document, and a video was asked for: say in the note why it satisfies the request.' */
function otherKind(proof: Accepted[], asked: Kind): string {
  const are = andList(proof.map(({ ref, kind }) => `${ref} is ${aKind(kind)}`))
  const they = proof.length === 1 ? 'it satisfies' : 'they satisfy'
  return `${are}, and ${aKind(asked)} was asked for: say in the note why ${they} the request.`
}

/** Every move of the table with its ruling, for the buttons and for the API. */
export function movesFor(actor: Who, request: RequestFacts): JudgedMove<RequestStatus, RequestMoveField>[] {
  return requestMoves.map((move) => ({ move, ruling: canMove(actor, request, move) }))
}
