import { z } from 'zod'
import { db } from '@/lib/db'
import type { Job } from '@/lib/generated/prisma/client'
import { canCancel, visibleTo } from '@/lib/jobs/policy'
import type { JobRecord } from '@/lib/jobs/schema'
import { hasEnded, WORKER_LOCK } from '@/lib/jobs/status'
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

/** A job waits no longer than this where there is a worker; nor does a worker that died take longer to come back. */
const PATIENCE_MS = 60_000

/** Do any of these jobs stand still because no worker is alive? It is said of none that was asked for less than a minute ago. */
export async function standStill(
  jobs: readonly Pick<JobRecord, 'status' | 'createdAt'>[],
  at = Date.now(),
): Promise<boolean> {
  const old = jobs.some(({ status, createdAt }) => !hasEnded(status) && at - Date.parse(createdAt) > PATIENCE_MS)
  return old && !(await isAnybodyWorking())
}

/** Is there a worker? The database knows by its lock, which goes with the worker's connection, however that ends. */
export async function isAnybodyWorking(): Promise<boolean> {
  const rows = await db().$queryRaw<{ there: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted
                      AND l.classid = ${WORKER_LOCK}::int::oid AND l.objid = 0::oid) AS there`
  return rows[0]?.there ?? false
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
