import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** A bag is there for whoever had it prepared: it was made by their rights. */
export function visibleTo(actor: Actor): Prisma.BagWhereInput {
  return { inquiryId: actor.inquiry.id, createdById: actor.userId }
}

/** May this actor hand evidence over? What is in a bag is shared by both sides, so either may. */
export function canHandOver(actor: Pick<Actor, 'role'>): Ruling {
  const may = actor.role === 'staffer' || actor.role === 'reviewer'
  return may ? allowed : barred('Staffers and reviewers hand evidence over.')
}
