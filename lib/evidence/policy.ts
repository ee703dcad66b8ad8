import type { EventName } from '@/lib/audit/events'
import {
  type EvidenceMove,
  type EvidenceMoveField,
  type EvidenceStatus,
  evidenceMoves,
  evidenceStatuses,
} from '@/lib/evidence/status'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { AccessMode, Handling, Judgement, Partition } from '@/lib/generated/prisma/enums'
import { type Actor, ownPartition } from '@/lib/people/actor'
import type { FieldProblem } from '@/lib/refusal'
import { handlings, registerOnly } from '@/lib/words'
import { allowed, barred, type JudgedMove, judgeMove, type Ruling } from '@/lib/workflow'

/** Evidence is shared: every member of the inquiry sees all of the register. */
export function visibleTo(actor: Actor): Prisma.EvidenceItemWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** By these an item has come to say what it says, revision by revision. */
export const revisingEvents = ['evidence.logged', 'evidence.edited', 'evidence.revise'] satisfies EventName[]

/** Whoever did one of these to an item has made it what it is, and does not review it. */
export const makingEvents = [...revisingEvents, 'evidence.file_kept'] satisfies EventName[]

/** What the policy needs to know of an item. `hadAHand`: this actor did one of `makingEvents` to it, in whatever role. */
export type EvidenceFacts = { status: EvidenceStatus; hadAHand: boolean }

/** May this actor log what came? */
export function canLog(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer logs and edits evidence.')
}

/**
 * May this actor edit the entry? Only while it is logged: from the moment a reviewer takes it up, what is judged stands still, and a
 * correction is a new revision, which says what changed and is reviewed anew.
 */
export function canEdit(actor: Pick<Actor, 'role'>, item: Pick<EvidenceFacts, 'status'>): Ruling {
  const log = canLog(actor)
  if (!log.allowed || item.status === 'logged') return log
  const is = `It is ${evidenceStatuses[item.status].toLowerCase()}`
  const revise = evidenceMoves.some((move) => move.verb === 'revise' && move.from.includes(item.status))
  return barred(
    revise ? `${is}; log a new revision, which opens the entry for changes.` : `${is}, and the entry is closed.`,
  )
}

/** May this actor make this move now? Four eyes: nobody reviews what they logged, edited or revised. */
export function canMove(actor: Pick<Actor, 'role'>, item: EvidenceFacts, move: EvidenceMove): Ruling {
  const table = judgeMove(move, actor, item.status, evidenceStatuses)
  if (!table.allowed) return table
  if (move.fourEyes && item.hadAHand) {
    return barred('You logged, edited or revised this item or stored its file, so somebody else has to review it.')
  }
  return allowed
}

/** Every move of the table with its ruling for this actor, for the buttons and for the API. */
export function movesFor(actor: Actor, item: EvidenceFacts): JudgedMove<EvidenceStatus, EvidenceMoveField>[] {
  return evidenceMoves.map((move) => ({ move, ruling: canMove(actor, item, move) }))
}

/**
 * What speaks against accepting an item of which this was found. It must answer a request that it is logged against, and must not be
 * known to be false. It may be incomplete: part of a delivery is accepted as what it is, and whether the request is thereby satisfied is
 * decided on the request. And its authenticity may be unknown: what was shown once, in camera, can seldom be proved.
 */
export function againstAcceptance(found: { responsive: Judgement; authentic: Judgement }): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (found.responsive === 'no') {
    problems.push({
      path: 'responsive',
      message: 'What does not answer its requests cannot be accepted for them: reject it, and say why.',
    })
  }
  if (found.responsive === 'not_known') {
    problems.push({
      path: 'responsive',
      message: 'Accepting it says that it answers its requests: settle this first, or reject it.',
    })
  }
  if (found.authentic === 'no') {
    problems.push({
      path: 'authentic',
      message: 'What is found not to be authentic cannot be accepted: reject it, and say why.',
    })
  }
  return problems
}

/**
 * What speaks against an entry that says this of an item of which files are kept here: of what is marked there may be none, and what stays
 * here was delivered.
 */
export function againstFiles(files: number, entry: { accessMode: AccessMode; handling: Handling }): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (files === 0) return problems
  if (registerOnly(entry.handling)) {
    problems.push({
      path: 'handling',
      message: `A file of this item is kept here, and none may be of what is marked ${handlings[entry.handling].toLowerCase()}. If the file is in fact classified, open it no more, and call your security officer.`,
    })
  }
  if (entry.accessMode !== 'delivered_copy') {
    problems.push({ path: 'accessMode', message: 'A file of this item is kept here, so a copy was delivered.' })
  }
  return problems
}

/** Who writes notes at places of a file: staffers and reviewers, for everybody or for their own side. */
export function canNote(actor: Pick<Actor, 'role' | 'side'>, partition: Partition = 'shared'): Ruling {
  if (actor.role !== 'staffer' && actor.role !== 'reviewer') return barred('Only staffers and reviewers write notes.')
  return partition === 'shared' || partition === ownPartition(actor)
    ? allowed
    : barred('You can write for everybody, or for your own side.')
}
