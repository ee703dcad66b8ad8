import { db, Prisma } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { Blocker, Partition, RequestStatus } from '@/lib/generated/prisma/enums'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { views } from '@/lib/requests/list'
import { makingEvents, visibleSql } from '@/lib/requests/policy'
import { proofOf, unprovenSql } from '@/lib/requests/proof'
import { blockers, fallenWords } from '@/lib/requests/schema'
import { agoWords, dueWords, formatDay } from '@/lib/time'
import { MOST, type WorkGroup, type WorkItem } from '@/lib/work/schema'

/* Requests that wait for somebody; see letters.ts for why they are a file of their own. */

type Row = {
  id: string
  partition: Partition
  number: number
  title: string
  status: RequestStatus
  dueOn: string | null
  receivedOn: string | null
  blocker: Blocker | null
  office: string
  letters: { partition: Partition; number: number }[]
  total: number
}

/** The first of what fits, by due date, each row with how many fit in all; `letters` names letters of each as JSON. */
async function found(actor: Actor, condition: Prisma.Sql, letters = Prisma.sql`'[]'::json`): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    SELECT r.id, r.partition::text AS partition, r.number, r.title, r.status::text AS status, r.blocker::text AS blocker, o.name AS office,
           to_char(r.due_on, 'YYYY-MM-DD') AS "dueOn", to_char(r.received_on, 'YYYY-MM-DD') AS "receivedOn",
           ${letters} AS letters,
           (count(*) OVER ())::int AS total
      FROM request r JOIN office o ON o.id = r.addressee_id
     WHERE ${visibleSql(actor)} AND ${condition}
     ORDER BY r.due_on, r.number LIMIT ${MOST}`
}

function groupOf(key: string, title: string, rows: Row[], why: (row: Row) => string, list?: string): WorkGroup {
  const items: WorkItem[] = rows.map((row) => ({
    kind: 'request',
    ref: formatRef('R', row.partition, row.number),
    title: row.title,
    why: why(row),
  }))
  return { key, title, items, total: rows[0]?.total ?? 0, ...(list && { list }) }
}

const owned = (actor: Actor) => Prisma.sql`r.owner_id = ${actor.userId}::uuid`

/** What this person owns and that is past its due date. */
export async function overdue(actor: Actor, day: string): Promise<WorkGroup> {
  const rows = await found(actor, Prisma.sql`${owned(actor)} AND ${views.overdue(actor, day)}`)
  const why = (row: Row) => {
    const held = row.blocker === 'addressee' ? row.office : row.blocker && blockers[row.blocker]
    return `It is ${dueWords(row.dueOn ?? day, day, true)}${held ? `, held up by: ${held}` : ''}. You own it.`
  }
  return groupOf('my_overdue', 'My overdue requests', rows, why, 'requests?view=overdue&owner=me')
}

/** What this person owns and that is due today or within the next seven days. */
export async function dueSoon(actor: Actor, day: string): Promise<WorkGroup> {
  const rows = await found(actor, Prisma.sql`${owned(actor)} AND ${views.soon(actor, day)}`)
  const why = ({ dueOn, office }: Row) =>
    `It is due ${agoWords(dueOn ?? day, day)}, ${formatDay(dueOn ?? day, { weekday: true, today: day })}, from ${office}. You own it.`
  return groupOf('my_due_soon', 'My requests due within 7 days', rows, why, 'requests?view=soon&owner=me')
}

/** What a reviewer has to declare satisfied or deficient. Not what they drafted or edited themselves, nor what they recorded as answered. */
export async function toJudge(actor: Actor, day: string): Promise<WorkGroup> {
  const rows = actor.role === 'reviewer' ? await found(actor, toBeJudgedBy(actor)) : []
  const why = ({ status, receivedOn, office }: Row) =>
    status === 'no_records'
      ? `${office} says it has no records. Declare it satisfied or deficient.`
      : `${office} calls it complete${receivedOn ? ` since ${formatDay(receivedOn, { today: day })}` : ''}. Declare it satisfied or deficient.`
  return groupOf('to_judge', 'Requests to judge', rows, why)
}

const toBeJudgedBy = (actor: Actor) => Prisma.sql`r.status IN ('received', 'no_records') AND ${notTheirs(actor)}`

/** Four eyes, as canMove has them. */
const notTheirs = (actor: Actor) =>
  Prisma.sql`NOT EXISTS (SELECT FROM audit_event a WHERE a.subject_id = r.id AND a.actor_id = ${actor.userId}::uuid AND a.event = ANY(${[...makingEvents]}))`

/** What a reviewer has to reopen or confirm, because what it was declared satisfied on no longer stands. */
export async function proofGone(actor: Actor): Promise<WorkGroup> {
  const condition = Prisma.sql`${await unprovenSql(actor)} AND ${notTheirs(actor)}`
  const rows = actor.role === 'reviewer' ? await found(actor, condition) : []
  const proof = await proofOf(
    db(),
    rows.map(({ id }) => id),
  )
  const why = ({ id }: Row) =>
    `${fallenWords(proof.get(id) ?? [], actor.inquiry.timeZone)}. Reopen it, or say on another accepted item why it still holds.`
  return groupOf('proof_gone', 'Satisfied, but the proof is gone', rows, why, 'requests?view=unproven')
}

/** Drafts that would be issued without a due date: they have none, and neither has this person's letter that is to carry them. */
export async function withoutDueDate(actor: Actor): Promise<WorkGroup> {
  const carriers = Prisma.sql`FROM letter_request lr JOIN letter l ON l.id = lr.letter_id WHERE lr.request_id = r.id AND ${unissued(actor)}`
  const letters = Prisma.sql`(SELECT json_agg(json_build_object('partition', l.partition, 'number', l.number) ORDER BY l.number) ${carriers})`
  const condition = Prisma.sql`r.status = 'draft' AND r.due_on IS NULL AND EXISTS (SELECT ${carriers})`
  const rows = actor.role === 'staffer' ? await found(actor, condition, letters) : []
  const why = ({ letters }: Row) => {
    const named = letters.map((letter) => formatRef('L', letter.partition, letter.number)).join(', ')
    return `It has no due date, and ${named}, which is to carry it, gives none.`
  }
  return groupOf('without_due_date', 'Requests without a due date, on my letters', rows, why)
}

/** A letter of the actor's drafting, not issued yet, that sets no due date for what it carries; the table is named `l`. */
function unissued(actor: Actor): Prisma.Sql {
  const partitions = Prisma.join(visiblePartitions(actor).map((partition) => Prisma.sql`${partition}::"Partition"`))
  return Prisma.sql`l.inquiry_id = ${actor.inquiry.id}::uuid AND l.partition IN (${partitions})
    AND l.created_by_id = ${actor.userId}::uuid AND l.status IN ('draft', 'in_clearance') AND l.due_on IS NULL`
}
