import { type Prisma, Prisma as Sql } from '@/lib/generated/prisma/client'
import type { Partition } from '@/lib/generated/prisma/enums'
import { type Actor, ownPartition, visiblePartitions } from '@/lib/people/actor'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** Correspondence is shared, or one side's own; the other side's does not exist for this actor. */
export function visibleTo(actor: Actor): Prisma.CorrespondenceWhereInput {
  return { inquiryId: actor.inquiry.id, partition: { in: visiblePartitions(actor) } }
}

/** The same for SQL, with the table named `c`. */
export function visibleSql(actor: Actor): Prisma.Sql {
  const partitions = Sql.join(visiblePartitions(actor).map((partition) => Sql.sql`${partition}::"Partition"`))
  return Sql.sql`c.inquiry_id = ${actor.inquiry.id}::uuid AND c.partition IN (${partitions})`
}

/** May this actor log correspondence, or edit what they can see, kept for everybody or for their own side? */
export function canLog(actor: Pick<Actor, 'role' | 'side'>, partition: Partition = 'shared'): Ruling {
  if (actor.role !== 'staffer') return barred('Only a staffer logs and edits correspondence.')
  return partition === 'shared' || partition === ownPartition(actor)
    ? allowed
    : barred('You can keep correspondence for everybody in the inquiry, or for your own side.')
}

/**
 * What shared correspondence names, everybody who may see it must be able to see: naming a side's own letter or draft would tell the other
 * side that it exists. A side's own correspondence may name anything that the side sees.
 */
export function canName(partition: Partition, named: { ref: string; partition: Partition }): Ruling {
  if (partition === 'shared' && named.partition !== 'shared') {
    return barred(
      `${named.ref} is your side's own, so shared correspondence cannot name it: leave it out, or log this for your side only.`,
    )
  }
  return allowed
}
