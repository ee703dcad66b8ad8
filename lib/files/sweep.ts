import { db } from '@/lib/db'
import { stopUpload } from '@/lib/files/intake'
import { isUuid } from '@/lib/files/queries'
import { UPLOAD_DAYS } from '@/lib/files/schema'
import { isOurs } from '@/lib/files/whose'
import { JOB_LOCK } from '@/lib/jobs/commands'
import { log } from '@/lib/log'
import { OWNER } from '@/lib/storage/owner'
import { storage } from '@/lib/storage/storage'

/*
 * Takes away what a crash or a change of mind left: uploads that nobody goes on with, and bytes that no record names. Counts as commands, and is
 * asked for by the clock alone.
 */

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const BATCH = 500

type Swept = { uploads: number; objects: number }

/**
 * Sweeps now and every day; a failure is logged and mended by the next day's. `aloneSince`: since when this is the only server on its
 * database, so that what was written before belongs to nobody who still lives. Answers how to stop.
 */
export async function sweepDaily(aloneSince: Date | undefined): Promise<() => void> {
  const sweep = (before?: Date) => sweepFiles({ before }).then(() => {}, log.failure)
  await sweep(aloneSince)
  const timer = setInterval(() => void sweep(), DAY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * Sweeps once. Of bytes that no record names it takes those last written before `before`: an hour ago, since another instance may be just
 * about to name younger ones. While any job is being worked on it takes none, since an import names its bytes at its end; nor ever from a store
 * that belongs to another database.
 */
export async function sweepFiles({
  before = new Date(Date.now() - HOUR_MS),
}: {
  before?: Date | undefined
} = {}): Promise<Swept> {
  const uploads = await sweepUploads()
  if (!(await isOurs())) {
    log.failure(new Error(), { sweep: 'nothing was taken: the store does not carry the mark of this database' })
    return { uploads, objects: 0 }
  }
  const objects = (await jobsGoOn()) ? 0 : await sweepObjects(before)
  return { uploads, objects }
}

/** Uploads that nobody touched for a week, and those that nobody may go on with. What was set aside waits for somebody's decision. */
async function sweepUploads(): Promise<number> {
  const stale = await db().$queryRaw<
    { id: string; name: string; inquiryId: string; createdById: string; why: string }[]
  >`
    SELECT u.id, u.name, u.inquiry_id AS "inquiryId", u.created_by_id AS "createdById",
           CASE WHEN i.closed_on IS NOT NULL THEN 'The inquiry is closed.'
                WHEN m.user_id IS NULL THEN 'Whoever began it is no staffer of the inquiry any more.'
                ELSE 'Nobody went on with it for days.' END AS why
      FROM upload u JOIN inquiry i ON i.id = u.inquiry_id
      LEFT JOIN membership m ON m.inquiry_id = u.inquiry_id AND m.user_id = u.created_by_id AND m.role = 'staffer'
     WHERE u.status = 'arriving'
       AND (i.closed_on IS NOT NULL OR m.user_id IS NULL OR u.last_at < now() - make_interval(days => ${UPLOAD_DAYS}::int))`
  for (const { why, ...upload } of stale) await stopUpload(upload, why)
  return stale.length
}

/** Is any job worked on right now, by whatever process? Whoever does holds its lock. */
async function jobsGoOn(): Promise<boolean> {
  const rows = await db().$queryRaw<{ held: bigint }[]>`
    SELECT count(*) AS held FROM pg_locks WHERE locktype = 'advisory' AND classid = ${JOB_LOCK}::int::oid AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  return Number(rows[0]?.held ?? 0) > 0
}

async function sweepObjects(before: Date): Promise<number> {
  let swept = 0
  let batch: string[] = []
  const look = async () => {
    for (const id of await unnamed(batch)) {
      await storage().remove(id)
      swept += 1
    }
    batch = []
  }
  for await (const { id, at } of storage().list()) {
    // A name that is no id is not ours.
    if (at < before && isUuid(id) && id !== OWNER) batch.push(id)
    if (batch.length >= BATCH) await look()
  }
  await look()
  return swept
}

/** Those of these that neither an upload nor a kept file names. In one statement: an upload that ends in between is the one or the other. */
async function unnamed(ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id::text FROM unnest(${ids}::text[]) AS given (text), LATERAL (SELECT text::uuid AS id) AS o
     WHERE NOT EXISTS (SELECT FROM upload u WHERE u.id = o.id) AND NOT EXISTS (SELECT FROM stored_file f WHERE f.id = o.id)`
  return rows.map(({ id }) => id)
}
