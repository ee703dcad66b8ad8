import type { EventName } from '@/lib/audit/events'
import type { EvidenceStatus } from '@/lib/evidence/status'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { AccessMode, Accommodation } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import {
  challengeMove,
  type WithheldMove,
  type WithheldMoveField,
  type WithheldStatus,
  withheldMoves,
  withheldStatuses,
} from '@/lib/withheld/status'
import { accessModes } from '@/lib/words'
import { allowed, barred, type JudgedMove, judgeMove, type Ruling } from '@/lib/workflow'

/**
 * What is withheld is shared: it was withheld from the committee, not from one side of it. Every member of the inquiry sees every entry, and
 * there is no partition to draft one in.
 */
export function visibleTo(actor: Actor): Prisma.WithheldItemWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** Whoever did one of these to an entry has made it what it is, and does not rule on it. */
export const makingEvents = ['withheld.logged', 'withheld.edited'] satisfies EventName[]

/** What the policy needs to know of an entry. By the log, whatever their role was: this actor logged or edited it; challenged it. */
export type WithheldFacts = { status: WithheldStatus; hadAHand: boolean; challenged: boolean }

type Who = Pick<Actor, 'role'>

/** May this actor log what was withheld, by hand or from a privilege log? */
export function canLog(actor: Who): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer logs and edits what was withheld.')
}

/** May this actor edit the entry? Only while it is asserted: once a reviewer ruled on it, what was ruled on stands still. */
export function canEdit(actor: Who, entry: Pick<WithheldFacts, 'status'>): Ruling {
  const log = canLog(actor)
  if (!log.allowed || entry.status === 'asserted') return log
  return barred(`It is ${withheldStatuses[entry.status].toLowerCase()}: what was ruled on stands as it was logged.`)
}

/**
 * May this actor make this move now? Four eyes: nobody rules on a claim that they logged or edited, and nobody sustains one against a
 * challenge of their own (docs/decisions/ruling-on-what-is-withheld.md).
 */
export function canMove(actor: Who, entry: WithheldFacts, move: WithheldMove): Ruling {
  const table = judgeMove(move, actor, entry.status, withheldStatuses)
  if (!table.allowed) return table
  if (move.fourEyes && entry.hadAHand) {
    return barred('You logged or edited this entry, so somebody else has to rule on it.')
  }
  if (move.verb === 'sustain' && entry.challenged) {
    return barred('You challenged it, so somebody else has to rule on the challenge.')
  }
  return allowed
}

/** Every move of the table with its ruling for this actor, for the buttons and for the API. */
export function movesFor(actor: Actor, entry: WithheldFacts): JudgedMove<WithheldStatus, WithheldMoveField>[] {
  return withheldMoves.map((move) => ({ move, ruling: canMove(actor, entry, move) }))
}

/** May somebody in this role challenge anything at all? Which entries, is asked of each. */
export function canChallenge(actor: Who): Ruling {
  return judgeMove(challengeMove, actor, 'asserted', withheldStatuses)
}

/** An item that is named as what came. */
export type Came = { ref: string; accessMode: AccessMode; status: EvidenceStatus }

/**
 * What speaks against naming this item as what an answer to a challenge brought, in words, or null. Shown is not delivered: what was
 * released is here as a copy, and what is here as a copy was more than shown in camera. A redacted copy is an item of its own.
 */
export function againstAnswer(move: WithheldMove, how: Accommodation | undefined, item: Came | null): string | null {
  if (!item) {
    return how === 'redacted'
      ? 'Item that came is missing: a redacted copy is an item of its own. Log it under Evidence, then name it here.'
      : null
  }
  if (item.status === 'returned' || item.status === 'clawed_back') {
    return `${item.ref} went back to its producer: name an item that is still here.`
  }
  if (move.verb === 'release' && item.accessMode !== 'delivered_copy') {
    const access = accessModes[item.accessMode].toLowerCase()
    return `${item.ref} is here as ${access}, and what was released is here as a delivered copy: record an accommodation instead.`
  }
  if (how === 'in_camera' && item.accessMode === 'delivered_copy') {
    return `${item.ref} is here as a delivered copy, so it was more than shown in camera: name another item, or another accommodation.`
  }
  return null
}
