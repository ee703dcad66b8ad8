import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Offices are shared: every member of the inquiry sees all of them. */
export function visibleTo(actor: Actor): Prisma.OfficeWhereInput {
  return { inquiryId: actor.inquiry.id }
}

/** May this actor add an office, or edit one? */
export function canKeep(actor: Pick<Actor, 'role'>): Ruling {
  return actor.role === 'staffer' ? allowed : barred('Only a staffer adds and edits offices.')
}
