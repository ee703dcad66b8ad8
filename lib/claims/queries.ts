import { cache } from 'react'
import type { z } from 'zod'
import type { Snapshot } from '@/lib/audit/canonical'
import { visibleTo } from '@/lib/claims/policy'
import type { ClaimRecord, claimFilter } from '@/lib/claims/schema'
import { db, type Tx } from '@/lib/db'
import { formatRef, type Ref } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { Actor } from '@/lib/people/actor'
import { questionRef } from '@/lib/questions/queries'
import { missing } from '@/lib/refusal'
import { dateFromDb } from '@/lib/time'

const include = { question: { select: { id: true, number: true, wording: true } } } satisfies Prisma.ClaimInclude

/** A claim as the database holds it, with the question that it is on. */
export type ClaimRow = Prisma.ClaimGetPayload<{ include: typeof include }>

/** 'CL-4' */
export const claimRef = (claim: { number: number }) => formatRef('CL', 'shared', claim.number)

/** All claims of the inquiry, by number, narrowed by question, kind of source and words. There are tens of them, so they are not paged. */
export async function listClaims(
  actor: Actor,
  filter: Partial<z.output<typeof claimFilter>> = {},
): Promise<ClaimRecord[]> {
  const where: Prisma.ClaimWhereInput = { ...visibleTo(actor) }
  if (filter.question) where.question = { number: filter.question.number }
  if (filter.sourceKind) where.sourceKind = filter.sourceKind
  if (filter.q) {
    where.OR = [
      { statement: { contains: filter.q, mode: 'insensitive' } },
      { source: { contains: filter.q, mode: 'insensitive' } },
    ]
  }
  const rows = await db().claim.findMany({ where, include, orderBy: { number: 'asc' } })
  return rows.map(asRecord)
}

/** One claim by its number. Throws missing(), the same for unknown and hidden. */
export async function loadClaim(tx: Tx, actor: Actor, ref: Ref): Promise<ClaimRow> {
  const row = await tx.claim.findFirst({ where: { ...visibleTo(actor), number: ref.number }, include })
  if (!row) throw missing()
  return row
}

/** A claim just written, in the same transaction. */
export const claimById = (tx: Tx, id: string): Promise<ClaimRow> =>
  tx.claim.findUniqueOrThrow({ where: { id }, include })

export const getClaim = cache(
  async (actor: Actor, ref: Ref): Promise<ClaimRecord> => asRecord(await loadClaim(db(), actor, ref)),
)

/** Every field that can change. The question is named by its number, which never changes and which people can read. */
export function claimSnapshot(row: ClaimRow): Snapshot {
  return {
    number: row.number,
    question: questionRef(row.question),
    statement: row.statement,
    sourceKind: row.sourceKind,
    source: row.source,
    saidOn: dateFromDb(row.saidOn),
    createdById: row.createdById,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

function asRecord(row: ClaimRow): ClaimRecord {
  return {
    ref: claimRef(row),
    id: row.id,
    question: { ref: questionRef(row.question), wording: row.question.wording },
    statement: row.statement,
    sourceKind: row.sourceKind,
    source: row.source,
    saidOn: dateFromDb(row.saidOn),
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
