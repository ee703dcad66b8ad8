import { db } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { FileCheck } from '@/lib/files/schema'
import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'

/*
 * What hashing the stored files again found. Counts as queries. There is a check for each file and night, so that what is shown is the newest of
 * each file, and those that found otherwise than the one before.
 */

type Raw = Omit<FileCheck, 'at'> & { at: Date }

/** Of an item's own files (not of its page images), the newest check of each and every turn, newest first. */
export async function checksOf(actor: Actor, evidenceId: string): Promise<FileCheck[]> {
  const rows = await db().$queryRaw<Raw[]>`
    SELECT t.file_id AS file, t.name, t.revision, t.checked_at AS at, t.matches, t.found, u.name AS by,
           t.matches <> t.before AS turned, coalesce(jsonb_exists(j.input, 'evidence'), false) AS own
      FROM (SELECT c.*, f.name, f.revision, row_number() OVER newest AS place,
                   lag(c.matches, 1, true) OVER (PARTITION BY c.file_id ORDER BY c.checked_at) AS before
              FROM stored_file f JOIN fixity_check c ON c.file_id = f.id
             WHERE f.inquiry_id = ${actor.inquiry.id}::uuid AND f.evidence_id = ${evidenceId}::uuid AND f.role = 'original'
            WINDOW newest AS (PARTITION BY c.file_id ORDER BY c.checked_at DESC)) AS t
      LEFT JOIN job j ON j.id = t.job_id
      LEFT JOIN app_user u ON u.id = j.created_by_id
     WHERE t.place = 1 OR t.matches <> t.before
     ORDER BY t.checked_at DESC`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** An item of whose files some are not what came; `since`: the first of the newest checks of these. */
export type Broken = { ref: string; title: string; files: number; missing: number; since: string }

/** Every item of which a file fails its newest check, by number: what nobody may overlook. */
export function brokenItems(actor: Actor): Promise<Broken[]> {
  return untilSomethingHappens(actor, 'broken files', async () => {
    const rows = await db().$queryRaw<{ number: number; title: string; files: number; missing: number; since: Date }[]>`
      SELECT e.number, e.title, count(*)::int AS files, (count(*) FILTER (WHERE c.found = 'missing'))::int AS missing, min(c.checked_at) AS since
        FROM fixity_check c
        JOIN stored_file f ON f.id = c.file_id
        JOIN evidence_item e ON e.id = f.evidence_id
       WHERE c.inquiry_id = ${actor.inquiry.id}::uuid AND NOT c.matches
         AND NOT EXISTS (SELECT FROM fixity_check d WHERE d.file_id = c.file_id AND d.checked_at > c.checked_at)
       GROUP BY e.number, e.title ORDER BY e.number`
    return rows.map(({ number, since, ...row }) => ({
      ...row,
      ref: formatRef('E', 'shared', number),
      since: since.toISOString(),
    }))
  })
}
