import { visibleTo } from '@/lib/bags/policy'
import type { BagRecord } from '@/lib/bags/schema'
import { db } from '@/lib/db'
import type { Bag } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'

/** The bags that this actor had prepared and that are still there, newest first. */
export async function listBags(actor: Actor): Promise<BagRecord[]> {
  const rows = await db().bag.findMany({ where: visibleTo(actor), orderBy: { createdAt: 'desc' }, take: 100 })
  return rows.map((row) => asRecord(actor, row))
}

/** The bag that a job prepared; null where it is somebody else's, or gone. */
export async function bagOf(actor: Actor, job: string): Promise<BagRecord | null> {
  const row = await db().bag.findFirst({ where: { AND: [visibleTo(actor), { id: job }] } })
  return row && asRecord(actor, row)
}

function asRecord({ inquiry }: Actor, row: Bag): BagRecord {
  return {
    id: row.id,
    name: row.name,
    of: row.of,
    size: Number(row.size),
    files: row.files,
    fileBytes: Number(row.fileBytes),
    leftOut: row.leftOut,
    preparedAt: row.createdAt.toISOString(),
    handedAt: row.handedAt?.toISOString() ?? null,
    download: `/inquiries/${inquiry.slug}/bags/${row.id}`,
  }
}
