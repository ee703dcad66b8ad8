import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Deliveries are shared: every member of the inquiry sees all of them. */
export function visibleTo(actor: Actor): Prisma.ProductionWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** May this actor log deliveries, and correct what was logged? */
export function canLog(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer logs and edits deliveries.')
}
