import type { Act } from '@/lib/audit/acts'
import { type HistoryEntry, newestActs } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { Partition } from '@/lib/generated/prisma/enums'
import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { views } from '@/lib/requests/list'
import { visibleSql } from '@/lib/requests/policy'
import { addDays, startOfDay, today } from '@/lib/time'

/*
 * What happened last, as the dashboard tells it: the history, and between its lines what nobody did but the date brought about. The latter
 * stands in no log: it is derived here, each time, and marked so.
 */

/** Requests that became overdue when this day (`YYYY-MM-DD`) began: up to three by name, and how many in all. */
export type BecameOverdue = { on: string; refs: string[]; n: number }

export type LastEvent = { at: string; act: Act<HistoryEntry> } | { at: string; overdue: BecameOverdue }

/** The newest `limit` acts that changed something, newest first. */
export function lastEvents(actor: Actor, limit: number): Promise<LastEvent[]> {
  return untilSomethingHappens(actor, `last ${limit} events`, async () => {
    const [acts, overdue] = await Promise.all([
      newestActs(actor, { changed: true }, limit),
      becameOverdue(actor, limit),
    ])
    const events: LastEvent[] = [
      ...acts.map((act) => ({ at: act.entry.at, act })),
      ...overdue.map((one) => ({ at: startOfDay(one.on, actor.inquiry.timeZone).toISOString(), overdue: one })),
    ]
    return events.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit)
  })
}

/** Of what is overdue now, the days on which it became so, the newest first. A request is in time until its due date has ended. */
async function becameOverdue(actor: Actor, limit: number): Promise<BecameOverdue[]> {
  const day = today(actor.inquiry.timeZone)
  const rows = await db().$queryRaw<{ due: string; n: number; first: { partition: Partition; number: number }[] }[]>`
    SELECT to_char(r.due_on, 'YYYY-MM-DD') AS due, count(*)::int AS n,
           to_json((array_agg(json_build_object('partition', r.partition, 'number', r.number) ORDER BY r.number))[1:3]) AS first
      FROM request r WHERE ${visibleSql(actor)} AND ${views.overdue(actor, day)}
     GROUP BY r.due_on ORDER BY r.due_on DESC LIMIT ${limit}`
  return rows.map(({ due, n, first }) => ({
    on: addDays(due, 1),
    n,
    refs: first.map((one) => formatRef('R', one.partition, one.number)),
  }))
}
