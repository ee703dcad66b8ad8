import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Claims are shared, as their questions are: every member of the inquiry sees all of them. */
export function visibleTo(actor: Actor): Prisma.ClaimWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** May this actor record a claim, or edit one? Also on a closed question: what is said about it does not stop. */
export function canRecord(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer records and edits claims.')
}
