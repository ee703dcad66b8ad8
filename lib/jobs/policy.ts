import type { Prisma } from '@/lib/generated/prisma/client'
import { hasEnded, type JobStatus, jobKinds } from '@/lib/jobs/status'
import type { Actor } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

const everybodys = Object.entries(jobKinds).flatMap(([kind, words]) => (words.for === 'everybody' ? [kind] : []))

/** Jobs that exist for this actor: those that concern everybody, and their own. An export holds what its asker may see. */
export function visibleTo(actor: Actor): Prisma.JobWhereInput {
  return { inquiryId: actor.inquiry.id, OR: [{ kind: { in: everybodys } }, { createdById: actor.userId }] }
}

/** Nothing that has ended can be called off. */
export const hasEndedAlready: Ruling = barred('It has ended.')

/** Whoever asked for it may call it off, and a staffer what the system began. */
export function canCancel(
  actor: Pick<Actor, 'userId' | 'role'>,
  job: { status: JobStatus; createdById: string | null },
): Ruling {
  if (hasEnded(job.status)) return hasEndedAlready
  if (job.createdById === actor.userId || (job.createdById === null && actor.role === 'staffer')) return allowed
  return barred('Whoever asked for it can call it off.')
}
