import { cache } from 'react'
import type { Snapshot } from '@/lib/audit/canonical'
import { db, type Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import { visibleTo } from '@/lib/offices/policy'
import type { OfficeRecord } from '@/lib/offices/schema'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'

const include = { above: { select: { number: true, name: true } } } satisfies Prisma.OfficeInclude

/** An office as the database holds it, with the one above it. */
export type OfficeRow = Prisma.OfficeGetPayload<{ include: typeof include }>

/** 'O-4' */
export const officeRef = (office: { number: number }) => formatRef('O', 'shared', office.number)

/** All offices of the inquiry, by name. An inquiry has tens of them, so they are not paged. */
export const listOffices = cache(async (actor: Actor): Promise<OfficeRecord[]> => {
  const rows = await db().office.findMany({ where: visibleTo(actor), include, orderBy: [{ name: 'asc' }] })
  return rows.map(asRecord)
})

/** One office by its number. Throws missing(), the same for unknown and hidden. */
export async function loadOffice(tx: Tx, actor: Actor, ref: Ref): Promise<OfficeRow> {
  const row = await tx.office.findFirst({ where: { ...visibleTo(actor), number: ref.number }, include })
  if (!row) throw missing()
  return row
}

/** The ids of the offices with these numbers, without those that do not exist for this actor: to be looked up with other records of the inquiry. */
export const officesNumbered = (actor: Actor, refs: readonly Ref[]) =>
  ({
    where: { ...visibleTo(actor), number: { in: refs.map(({ number }) => number) } },
    select: { id: true, number: true },
  }) satisfies Prisma.Inquiry$officesArgs

/** An office just written, in the same transaction. */
export const officeById = (tx: Tx, id: string): Promise<OfficeRow> =>
  tx.office.findUniqueOrThrow({ where: { id }, include })

export const getOffice = cache(
  async (actor: Actor, ref: Ref): Promise<OfficeRecord> => asRecord(await loadOffice(db(), actor, ref)),
)

/** Every field that can change. The office above is named by its number, which never changes and which people can read. */
export function officeSnapshot(row: OfficeRow): Snapshot {
  return {
    number: row.number,
    name: row.name,
    contact: row.contact,
    above: row.above && officeRef(row.above),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

function asRecord(row: OfficeRow): OfficeRecord {
  return {
    ref: officeRef(row),
    id: row.id,
    name: row.name,
    contact: row.contact,
    above: row.above && { ref: officeRef(row.above), name: row.above.name },
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
