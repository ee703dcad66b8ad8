import { db, Prisma } from '@/lib/db'
import { visibleTo as visibleItems } from '@/lib/evidence/policy'
import { formatRef } from '@/lib/fields'
import type { Blocker, Partition, QuestionStatus } from '@/lib/generated/prisma/enums'
import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { visibleTo as visibleQuestions } from '@/lib/questions/policy'
import { views } from '@/lib/requests/list'
import { visibleSql } from '@/lib/requests/policy'
import { unprovenSql } from '@/lib/requests/proof'
import { today } from '@/lib/time'

/*
 * The dashboard's figures besides the matrix, which queries.ts has: apart from it because they are numbers, each counted under the same conditions
 * as the list that it links to. Days are YYYY-MM-DD, "today" is today in the inquiry's zone.
 */

/** The one request that a headline names: the oldest, the next. */
export type Named = { ref: string; on: string; words: string | null }

export type Headlines = {
  outstanding: number
  /** Ever issued, whatever became of it */
  issued: number
  overdue: number
  oldestOverdue: Named | null
  dueSoon: number
  nextDue: Named | null
  unreviewed: number
  oldestUnreviewed: Named | null
  /** Items of the register without a verdict, also those on requests that nobody calls complete yet */
  itemsWaiting: number
  refused: number
  /** The newest refusal; `words` is the basis claimed */
  lastRefused: Named | null
  questions: number
  answered: number
  proposed: number
  disputed: number
}

type Numbers = Pick<Headlines, 'outstanding' | 'issued' | 'overdue' | 'dueSoon' | 'unreviewed' | 'refused'>
type NamedRow = { which: string; partition: Partition; number: number; on: string; words: string | null }

/** The headline numbers, each with the request that one would look at first. */
export function headlines(actor: Actor): Promise<Headlines> {
  return untilSomethingHappens(actor, 'headlines', async () => {
    const [numbers, named, questions, itemsWaiting] = await Promise.all([
      countOf(actor),
      firstOf(actor),
      questionsByStatus(actor),
      db().evidenceItem.count({ where: { ...visibleItems(actor), status: { in: ['logged', 'in_review'] } } }),
    ])
    const first = (which: string): Named | null => {
      const row = named.find((one) => one.which === which)
      return row ? { ref: formatRef('R', row.partition, row.number), on: row.on, words: row.words } : null
    }
    return {
      ...numbers,
      itemsWaiting,
      oldestOverdue: first('overdue'),
      nextDue: first('soon'),
      oldestUnreviewed: first('unreviewed'),
      lastRefused: first('refused'),
      questions: Object.values(questions).reduce((sum, n) => sum + n, 0),
      answered: questions.answered ?? 0,
      proposed: questions.answer_proposed ?? 0,
      disputed: questions.disputed ?? 0,
    }
  })
}

async function countOf(actor: Actor): Promise<Numbers> {
  const day = today(actor.inquiry.timeZone)
  const [row] = await db().$queryRaw<Numbers[]>`
    SELECT (count(*) FILTER (WHERE ${views.outstanding(actor, day)}))::int AS outstanding,
           count(r.issued_on)::int AS issued,
           (count(*) FILTER (WHERE ${views.overdue(actor, day)}))::int AS overdue,
           (count(*) FILTER (WHERE ${views.soon(actor, day)}))::int AS "dueSoon",
           (count(*) FILTER (WHERE ${views.unreviewed(actor, day)}))::int AS unreviewed,
           (count(*) FILTER (WHERE ${views.refused(actor, day)}))::int AS refused
      FROM request r WHERE ${visibleSql(actor)}`
  if (!row) throw new Error('A count answers one row.')
  return row
}

/** One row for each headline that names a request. */
async function firstOf(actor: Actor): Promise<NamedRow[]> {
  const day = today(actor.inquiry.timeZone)
  const pick = (which: keyof typeof views, on: Prisma.Sql, order: Prisma.Sql) => Prisma.sql`
    (SELECT ${which}::text AS which, r.partition::text AS partition, r.number, to_char(${on}, 'YYYY-MM-DD') AS "on",
            left(r.refusal_basis, 80) AS words
       FROM request r WHERE ${visibleSql(actor)} AND ${views[which](actor, day)} ORDER BY ${order}, r.number LIMIT 1)`
  const zone = actor.inquiry.timeZone
  return db().$queryRaw<NamedRow[]>`
    ${pick('overdue', Prisma.sql`r.due_on`, Prisma.sql`r.due_on`)} UNION ALL
    ${pick('soon', Prisma.sql`r.due_on`, Prisma.sql`r.due_on`)} UNION ALL
    ${pick('unreviewed', Prisma.sql`r.received_on`, Prisma.sql`r.received_on NULLS LAST`)} UNION ALL
    ${pick('refused', Prisma.sql`r.status_since AT TIME ZONE ${zone}`, Prisma.sql`r.status_since DESC`)}`
}

async function questionsByStatus(actor: Actor): Promise<Partial<Record<QuestionStatus, number>>> {
  const rows = await db().question.groupBy({ by: ['status'], where: visibleQuestions(actor), _count: true })
  return Object.fromEntries(rows.map((row) => [row.status, row._count]))
}

/** Who holds up how much. `blocker` is null for what nobody was named for; `days` is the median since the present blocker took hold. */
export type Held = {
  blocker: Blocker | null
  office: { ref: string; name: string }
  held: number
  overdue: number
  days: number | null
}
export type HeldUp = { rows: Held[]; total: { held: number; overdue: number; days: number | null } }

type HeldRow = Omit<Held, 'office'> & { number: number | null; name: string; total: number }

/**
 * Outstanding requests by who holds them up and the office that was asked, the longest median wait first. Refused ones are held up by
 * nobody any more: they were answered.
 */
export function heldUp(actor: Actor): Promise<HeldUp> {
  return untilSomethingHappens(actor, 'held up', async () => {
    const day = today(actor.inquiry.timeZone)
    const rows = await db().$queryRaw<HeldRow[]>`
      SELECT r.blocker::text AS blocker, o.number, o.name, count(*)::int AS held, GROUPING(o.number) AS total,
             (count(*) FILTER (WHERE ${views.overdue(actor, day)}))::int AS overdue,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY ${day}::date - r.blocker_since) AS days
        FROM request r JOIN office o ON o.id = r.addressee_id
       WHERE ${visibleSql(actor)} AND ${views.outstanding(actor, day)}
       GROUP BY GROUPING SETS ((r.blocker, o.number, o.name), ())
       ORDER BY days DESC NULLS LAST, held DESC, o.number, r.blocker`
    const { held = 0, overdue = 0, days = null } = rows.find((row) => row.total === 1) ?? {}
    return {
      rows: rows.flatMap((row) => (row.number === null ? [] : [asHeld(row, row.number)])),
      total: { held, overdue, days },
    }
  })
}

function asHeld({ blocker, name, held, overdue, days }: HeldRow, number: number): Held {
  return { blocker, office: { ref: formatRef('O', 'shared', number), name }, held, overdue, days }
}

/** Running totals of requests issued and of those that stand satisfied, on each day on which either changed, oldest first. */
export function issuedAgainstSatisfied(actor: Actor): Promise<{ on: string; issued: number; satisfied: number }[]> {
  return untilSomethingHappens(actor, 'issued against satisfied', async () => {
    const gone = await unprovenSql(actor)
    return db().$queryRaw<{ on: string; issued: number; satisfied: number }[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS "on", (sum(sum(issued)) OVER (ORDER BY day))::int AS issued,
           (sum(sum(satisfied)) OVER (ORDER BY day))::int AS satisfied
      FROM (SELECT r.issued_on AS day, count(*) AS issued, 0 AS satisfied
              FROM request r WHERE ${visibleSql(actor)} AND r.issued_on IS NOT NULL GROUP BY 1
             UNION ALL
            SELECT r.satisfied_on, 0, count(*)
              FROM request r WHERE ${visibleSql(actor)} AND r.satisfied_on IS NOT NULL AND NOT ${gone} GROUP BY 1) AS days
     GROUP BY day ORDER BY day`
  })
}

export type Deadline = { ref: string; title: string; on: string; office: string }

/** What is due next, today included, and how many more are to come. Past due dates are the overdue ones' matter. */
export function nextDeadlines(actor: Actor, limit: number): Promise<{ next: Deadline[]; total: number }> {
  return untilSomethingHappens(actor, `next ${limit} deadlines`, async () => {
    const day = today(actor.inquiry.timeZone)
    const coming = Prisma.sql`${visibleSql(actor)} AND ${views.outstanding(actor, day)} AND r.due_on >= ${day}::date`
    const [rows, [count]] = await Promise.all([
      db().$queryRaw<{ partition: Partition; number: number; title: string; on: string; office: string }[]>`
        SELECT r.partition::text AS partition, r.number, r.title, to_char(r.due_on, 'YYYY-MM-DD') AS "on", o.name AS office
          FROM request r JOIN office o ON o.id = r.addressee_id
         WHERE ${coming} ORDER BY r.due_on, r.number LIMIT ${limit}`,
      db().$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM request r WHERE ${coming}`,
    ])
    const next = rows.map(({ partition, number, ...row }) => ({ ref: formatRef('R', partition, number), ...row }))
    return { next, total: count?.n ?? 0 }
  })
}
