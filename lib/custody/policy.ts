import type { Piece } from '@/lib/custody/chain'
import {
  afterClawback,
  type CustodyField,
  type CustodyKind,
  type CustodyMove,
  type CustodyState,
  custodyMoves,
  custodyStatuses,
  lineFor,
} from '@/lib/custody/status'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type JudgedMove, judgeMove, type Ruling } from '@/lib/workflow'

/** Custody is shared, as evidence is: every member of the inquiry sees who held what, also of what is a register entry only. */
export function visibleTo(actor: Actor): Prisma.CustodyEventWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** What the policy needs to know: where the piece is, and whether the item was clawed back. */
export type CustodyFacts = { state: CustodyState; clawedBack: boolean }

/** Put aside: what its producer clawed back is handled no more, except to send it back or to destroy it. */
export const putAside =
  'Its producer clawed it back, so it is put aside: from then on it is only sent back or destroyed.'

/** May this actor take this step now? First the table, then the item's own standing. */
export function canRecord(actor: Pick<Actor, 'role'>, facts: CustodyFacts, move: CustodyMove): Ruling {
  const table = judgeMove(move, actor, facts.state, custodyStatuses)
  if (!table.allowed) return table
  return facts.clawedBack && !afterClawback.includes(move.verb) ? barred(putAside) : allowed
}

/** May this actor correct an entry of the chain? A staffer, whoever made it. */
export function canCorrect(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer corrects an entry of the chain.')
}

/** Every kind of step with its ruling for this actor and this piece: one line each, the one that starts from where the piece is. */
export function stepsFor(
  actor: Pick<Actor, 'role'>,
  piece: Pick<Piece, 'state'>,
  clawedBack: boolean,
): JudgedMove<CustodyState, CustodyField>[] {
  const kinds = [...new Set(custodyMoves.map(({ verb }) => verb))] as CustodyKind[]
  return kinds.flatMap((kind) => {
    const move = lineFor(kind, piece.state)
    return move ? [{ move, ruling: canRecord(actor, { state: piece.state, clawedBack }, move) }] : []
  })
}

/**
 * What speaks against this step on account of who did it and who authorized it: what is destroyed is destroyed by two persons, one who
 * does it and another who authorized it.
 */
export function twoPersons(verb: string, by: string, authorisedBy: string | null | undefined): Ruling {
  const name = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  if (verb !== 'destroyed' || name(by) !== name(authorisedBy ?? '')) return allowed
  return barred('Whoever destroys it does not authorize it: name another person.')
}
