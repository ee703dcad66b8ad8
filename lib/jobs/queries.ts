import { z } from 'zod'
import { db } from '@/lib/db'
import type { Job } from '@/lib/generated/prisma/client'
import { canCancel, visibleTo } from '@/lib/jobs/policy'
import type { JobRecord } from '@/lib/jobs/schema'
import type { Actor } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'
import type { Ruling } from '@/lib/workflow'

/** How many of the newest the list shows. */
const NEWEST = 50

/** One job, and whether this actor may call it off. Throws missing(), the same for unknown and hidden. */
export async function getJob(actor: Actor, id: string): Promise<{ job: JobRecord; cancel: Ruling }> {
  if (!z.uuid().safeParse(id).success) throw missing()
  const row = await db().job.findFirst({ where: { AND: [visibleTo(actor), { id }] } })
  if (!row) throw missing()
  const [job] = await asRecords([row])
  if (!job) throw missing()
  return { job, cancel: canCancel(actor, row) }
}

/** The newest jobs that exist for this actor. */
export async function listJobs(actor: Actor): Promise<JobRecord[]> {
  return asRecords(await db().job.findMany({ where: visibleTo(actor), orderBy: { createdAt: 'desc' }, take: NEWEST }))
}

async function asRecords(rows: Job[]): Promise<JobRecord[]> {
  const ids = [...new Set(rows.flatMap(({ createdById }) => createdById ?? []))]
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(users.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    status: row.status,
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    doing: row.doing,
    problem: row.problem,
    report: row.report as JobRecord['report'],
    cancelling: row.cancelling,
    askedBy: (row.createdById && names.get(row.createdById)) ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }))
}
