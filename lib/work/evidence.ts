import { db } from '@/lib/db'
import { makingEvents } from '@/lib/evidence/policy'
import { evidenceRef } from '@/lib/evidence/queries'
import type { Actor } from '@/lib/people/actor'
import { formatDay } from '@/lib/time'
import { MOST, type WorkGroup } from '@/lib/work/schema'

/* Evidence that waits for somebody; see letters.ts for why it is a file of its own. */

type Row = { number: number; title: string; office: string; receivedOn: string; taken: boolean; total: number }

/** Register entries that a reviewer has to judge: what nobody took up yet, and what they took up themselves. Not what they made themselves. */
export async function itemsToReview(actor: Actor, day: string): Promise<WorkGroup> {
  const rows =
    actor.role !== 'reviewer'
      ? []
      : await db().$queryRaw<Row[]>`
        SELECT e.number, e.title, o.name AS office, to_char(e.received_on, 'YYYY-MM-DD') AS "receivedOn",
               e.status = 'in_review' AS taken, (count(*) OVER ())::int AS total
          FROM evidence_item e JOIN office o ON o.id = e.from_office_id
         WHERE e.inquiry_id = ${actor.inquiry.id}::uuid
           AND (e.status = 'logged' OR (e.status = 'in_review' AND e.reviewer_id = ${actor.userId}::uuid))
           AND e.created_by_id <> ${actor.userId}::uuid
           AND NOT EXISTS (SELECT FROM audit_event a WHERE a.subject_id = e.id AND a.actor_id = ${actor.userId}::uuid
                                                       AND a.event = ANY(${[...makingEvents]}))
         ORDER BY e.received_on, e.number LIMIT ${MOST}`
  return {
    key: 'items_to_review',
    title: 'Evidence to review',
    items: rows.map((row) => ({
      kind: 'evidence',
      ref: evidenceRef(row),
      title: row.title,
      why:
        `It came on ${formatDay(row.receivedOn, { today: day })} from ${row.office}. ` +
        (row.taken ? 'You took it up for review.' : 'Nobody has taken it up for review.'),
    })),
    total: rows[0]?.total ?? 0,
  }
}
