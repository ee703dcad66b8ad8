/*
 * What requests were declared satisfied on, and what became of it. Apart from queries.ts because the rooms that show a request's status ask it
 * too; whether an item still stands is for the policy to say, and when it fell is for the log.
 */
import type { Body } from '@/lib/audit/append'
import { db, Prisma, type Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { formatRef } from '@/lib/fields'
import type { Partition } from '@/lib/generated/prisma/enums'
import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { proofGoneSql, stands, visibleSql } from '@/lib/requests/policy'
import { fell, type Proof } from '@/lib/requests/schema'

const falls = Object.keys(fell) as (keyof typeof fell)[]

const proofRow = {
  requestId: true,
  evidenceId: true,
  revision: true,
  evidence: { select: { number: true, status: true, statusSince: true, revision: true } },
} satisfies Prisma.RequestProofSelect

type Row = Prisma.RequestProofGetPayload<{ select: typeof proofRow }>

const rowsOf = (tx: Tx, requestIds: string[]): Promise<Row[]> =>
  tx.requestProof.findMany({
    where: { requestId: { in: requestIds } },
    select: proofRow,
    orderBy: { evidence: { number: 'asc' } },
  })

const hasFallen = (row: Row) => !stands({ revision: row.revision, now: row.evidence })

/** Has anything fallen of what this request was declared satisfied on? */
export async function hasProofGone(tx: Tx, requestId: string): Promise<boolean> {
  return (await rowsOf(tx, [requestId])).some(hasFallen)
}

/** What it was declared satisfied on, for the log: 'E-12 revision 1'. */
export async function proofInWords(tx: Tx, requestId: string): Promise<string[]> {
  return (await rowsOf(tx, [requestId])).map((row) => `${evidenceRef(row.evidence)} revision ${row.revision}`)
}

/** The proof of each of these requests, by its id, items in the order of their numbers. */
export async function proofOf(tx: Tx, requestIds: string[]): Promise<Map<string, Proof[]>> {
  const rows = await rowsOf(tx, requestIds)
  const fallen = rows.filter(hasFallen)
  const events = await eventsOn(tx, fallen)
  const proof = new Map<string, Proof[]>()
  for (const row of rows) {
    const gone = fallen.includes(row) ? fallOf(row, events) : null
    const item = { ref: evidenceRef(row.evidence), revision: row.revision, gone }
    proof.set(row.requestId, [...(proof.get(row.requestId) ?? []), item])
  }
  return proof
}

async function eventsOn(tx: Tx, rows: Row[]): Promise<Body[]> {
  if (rows.length === 0) return []
  const found = await tx.auditEvent.findMany({
    where: { subjectId: { in: rows.map((row) => row.evidenceId) }, event: { in: falls } },
    select: { body: true },
  })
  return found.map(({ body }) => JSON.parse(body) as Body)
}

/** How this revision ended: the next one was logged, or the item went back. What the row says, the log says with the moment and the person. */
function fallOf({ evidenceId, revision, evidence }: Row, events: Body[]): NonNullable<Proof['gone']> {
  const revised = evidence.revision !== revision
  const back = evidence.status === 'clawed_back' ? 'evidence.claw_back' : 'evidence.return'
  const event = revised ? 'evidence.revise' : back
  const end = events.find(
    (one) =>
      one.subject.id === evidenceId && one.event === event && (!revised || one.changes.revision?.[0] === revision),
  )
  return { event, at: end?.at ?? evidence.statusSince.toISOString(), by: end?.actor.name ?? null }
}

/**
 * The requests that are satisfied on what no longer stands, by number. Every page that shows a status asks this, so it is asked of the database
 * once after each act and not for each row: among 100,000 requests it takes 20 ms.
 */
export function unproven(actor: Actor): Promise<{ id: string; ref: string }[]> {
  return untilSomethingHappens(actor, 'unproven', async () => {
    const rows = await db().$queryRaw<{ id: string; partition: Partition; number: number }[]>`
      SELECT r.id, r.partition::text AS partition, r.number
        FROM request r WHERE ${visibleSql(actor)} AND ${proofGoneSql} ORDER BY r.number`
    return rows.map(({ id, partition, number }) => ({ id, ref: formatRef('R', partition, number) }))
  })
}

/** The satisfied requests that rest on this item as it is now: whoever takes it away is told. */
export async function restingOn(actor: Actor, evidence: { id: string; revision: number }): Promise<string[]> {
  const where = { inquiryId: actor.inquiry.id, evidenceId: evidence.id, revision: evidence.revision }
  const rows = await db().requestProof.findMany({
    where,
    select: { request: { select: { partition: true, number: true } } },
    orderBy: { request: { number: 'asc' } },
  })
  return rows.map(({ request }) => formatRef('R', request.partition, request.number))
}

/** The unproven ones as a condition on `r`, for counting. */
export async function unprovenSql(actor: Actor): Promise<Prisma.Sql> {
  const ids = (await unproven(actor)).map(({ id }) => id)
  return Prisma.sql`r.id = ANY(${ids}::uuid[])`
}
