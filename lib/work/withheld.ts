import { db } from '@/lib/db'
import type { WithheldBasis } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { addDays, agoWords, formatDay, startOfDay } from '@/lib/time'
import { makingEvents } from '@/lib/withheld/policy'
import { withheldRef } from '@/lib/withheld/queries'
import { bases } from '@/lib/withheld/schema'
import { shortened } from '@/lib/words'
import { MOST, type WorkGroup } from '@/lib/work/schema'

/* What is withheld and waits for somebody; see letters.ts for why it is a file of its own. */

type Row = { number: number; what: string; office: string; basis: WithheldBasis; day: string; total: number }

const titled = (what: string) => shortened(what, 200)

/** Claims that a reviewer has to rule on, the oldest first. Not of entries that they made themselves. */
export async function claimsToRuleOn(actor: Actor, day: string): Promise<WorkGroup> {
  const rows =
    actor.role !== 'reviewer'
      ? []
      : await db().$queryRaw<Row[]>`
        SELECT w.number, w.what, o.name AS office, w.basis::text AS basis, to_char(w.asserted_on, 'YYYY-MM-DD') AS day,
               (count(*) OVER ())::int AS total
          FROM withheld_item w JOIN office o ON o.id = w.asserted_by_id
         WHERE w.inquiry_id = ${actor.inquiry.id}::uuid AND w.status = 'asserted'
           AND NOT EXISTS (SELECT FROM audit_event a WHERE a.subject_id = w.id AND a.actor_id = ${actor.userId}::uuid
                                                       AND a.event = ANY(${[...makingEvents]}))
         ORDER BY w.asserted_on, w.number LIMIT ${MOST}`
  return {
    key: 'claims_to_rule_on',
    title: 'Withheld: claims to rule on',
    items: rows.map((row) => ({
      kind: 'withheld',
      ref: withheldRef(row),
      title: titled(row.what),
      why: `${row.office} claims ${bases[row.basis].toLowerCase()} since ${formatDay(row.day, { today: day })}. Accept or challenge it.`,
    })),
    total: rows[0]?.total ?? 0,
    list: 'withheld?status=asserted',
  }
}

/** After so many days without an answer, whoever logged the entry asks for one. */
export const PATIENCE_DAYS = 14

/** Challenges without an answer for a fortnight, of entries that this staffer logged, the oldest first. */
export async function unansweredChallenges(actor: Actor, day: string): Promise<WorkGroup> {
  const zone = actor.inquiry.timeZone
  const until = startOfDay(addDays(day, 1 - PATIENCE_DAYS), zone)
  const rows =
    actor.role !== 'staffer'
      ? []
      : await db().$queryRaw<Row[]>`
        SELECT w.number, w.what, o.name AS office, w.basis::text AS basis,
               to_char(w.status_since AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day, (count(*) OVER ())::int AS total
          FROM withheld_item w JOIN office o ON o.id = w.asserted_by_id
         WHERE w.inquiry_id = ${actor.inquiry.id}::uuid AND w.status = 'challenged' AND w.status_since < ${until}
           AND w.created_by_id = ${actor.userId}::uuid
         ORDER BY w.status_since, w.number LIMIT ${MOST}`
  return {
    key: 'challenges_unanswered',
    title: 'Withheld: challenges without an answer',
    items: rows.map((row) => ({
      kind: 'withheld',
      ref: withheldRef(row),
      title: titled(row.what),
      why: `It was challenged ${agoWords(row.day, day)}, and ${row.office} has not answered. You logged it.`,
    })),
    total: rows[0]?.total ?? 0,
  }
}
