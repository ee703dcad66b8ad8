import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import { db, Prisma } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { Blocker, Handling, Kind, Partition } from '@/lib/generated/prisma/enums'
import { untilSomethingHappens } from '@/lib/memo'
import { type Actor, visiblePartitions } from '@/lib/people/actor'
import { proofGoneSql, visibleSql } from '@/lib/requests/policy'
import { unproven } from '@/lib/requests/proof'
import type { RequestFilter } from '@/lib/requests/schema'
import type { RequestStatus } from '@/lib/requests/status'
import { addDays, today } from '@/lib/time'

/*
 * The list of requests is the page that everybody lives on, at any size, so it is one SQL statement: it reaches the search vector, which
 * Prisma cannot, and brings questions and letter with each row.
 */

/** One row of the list. Days are YYYY-MM-DD. */
export type RequestRow = {
  ref: string
  id: string
  kind: Kind
  title: string
  status: RequestStatus
  outstanding: boolean
  partition: Partition
  dueOn: string | null
  firstDueOn: string | null
  satisfiedOn: string | null
  /** It is satisfied, and what it was declared satisfied on no longer stands */
  proofGone: boolean
  blocker: Blocker | null
  blockerSince: string | null
  refusalBasis: string | null
  handling: Handling
  office: { ref: string; name: string }
  owner: string | null
  questions: string[]
  /** The letter that counts now, of those that exist for this actor: the one issued last; before any is, the newest draft */
  letter: string | null
  version: number
}

type Raw = Omit<RequestRow, 'ref' | 'office' | 'questions' | 'letter' | 'proofGone'> & {
  number: number
  office: string
  officeNumber: number
  questions: number[]
  letter: { partition: Partition; number: number } | null
}

/** One column of an order. Where it can be empty, what is empty comes last, up or down; where it cannot, saying so would keep an index from serving. */
type Key = {
  sql: Prisma.Sql
  down: boolean
  nullable?: boolean
  cast: string
  of: (row: RequestRow) => string | number | boolean | null
}

const number: Key = {
  sql: Prisma.sql`r.number`,
  down: false,
  cast: 'int',
  of: (row) => Number(row.ref.replace(/\D/g, '')),
}
const due: Key = { sql: Prisma.sql`r.due_on`, down: false, nullable: true, cast: 'date', of: (row) => row.dueOn }
const open: Key = { sql: Prisma.sql`r.outstanding`, down: true, cast: 'boolean', of: (row) => row.outstanding }
const tie: Key = { sql: Prisma.sql`r.id`, down: false, cast: 'uuid', of: (row) => row.id }

const orders: Record<NonNullable<RequestFilter['sort']>, Key[]> = {
  due: [open, due, number],
  number: [number],
  title: [{ sql: Prisma.sql`r.title`, down: false, cast: 'text', of: (row) => row.title }],
  status: [{ sql: Prisma.sql`r.status`, down: false, cast: '"RequestStatus"', of: (row) => row.status }, due, number],
  blocker: [
    { sql: Prisma.sql`r.blocker_since`, down: false, nullable: true, cast: 'date', of: (row) => row.blockerSince },
    number,
  ],
  kind: [{ sql: Prisma.sql`r.kind`, down: false, cast: '"Kind"', of: (row) => row.kind }, due, number],
}

function keysOf(filter: RequestFilter): Key[] {
  // Within one status all are outstanding or none is, so the shorter key lets the index on (status, due) serve the order.
  const keys = filter.status && (filter.sort ?? 'due') === 'due' ? [due, number] : orders[filter.sort ?? 'due']
  return [...keys, tie].map((key) => (filter.down ? { ...key, down: !key.down } : key))
}

const orderBy = (keys: Key[]) =>
  Prisma.join(
    keys.map(({ sql, down, nullable }) => {
      // Going up, what is empty comes last by itself.
      if (!down) return sql
      return nullable ? Prisma.sql`${sql} DESC NULLS LAST` : Prisma.sql`${sql} DESC`
    }),
  )

/** Rows that come after this one in the order: the keyset condition, key by key; nulls come last either way. */
function after(keys: Key[], values: (string | number | boolean | null)[]): Prisma.Sql {
  const same: Prisma.Sql[] = []
  const ways: Prisma.Sql[] = []
  keys.forEach(({ sql, down, nullable, cast }, i) => {
    const value = values[i] ?? null
    const typed = Prisma.sql`${value === null ? null : String(value)}::text::${Prisma.raw(cast)}`
    if (value !== null) {
      const beyond = down ? Prisma.sql`${sql} < ${typed}` : Prisma.sql`${sql} > ${typed}`
      const next = nullable ? Prisma.sql`(${beyond} OR ${sql} IS NULL)` : beyond
      ways.push(Prisma.sql`(${Prisma.join([...same, next], ' AND ')})`)
    }
    same.push(value === null ? Prisma.sql`${sql} IS NULL` : Prisma.sql`${sql} = ${typed}`)
  })
  return ways.length ? Prisma.sql`(${Prisma.join(ways, ' OR ')})` : Prisma.sql`false`
}

/** The named views of the list, as conditions on `r`; the day is today's in the inquiry's zone. The dashboard counts by the same ones. */
export const views: Record<NonNullable<RequestFilter['view']>, (actor: Actor, day: string) => Prisma.Sql> = {
  standing: () => Prisma.sql`r.status NOT IN ('withdrawn', 'superseded')`,
  outstanding: () => Prisma.sql`r.outstanding`,
  overdue: (_, day) => Prisma.sql`r.outstanding AND r.due_on < ${day}::date`,
  soon: (_, day) => Prisma.sql`r.outstanding AND r.due_on BETWEEN ${day}::date AND ${addDays(day, 7)}::date`,
  unreviewed: () => Prisma.sql`r.status = 'received'`,
  refused: () => Prisma.sql`r.status = 'refused'`,
  satisfied: () => Prisma.sql`r.status = 'satisfied'`,
  unproven: () => proofGoneSql,
  drafts: () => Prisma.sql`r.status = 'draft'`,
  mine: (actor) => Prisma.sql`r.owner_id = ${actor.userId}::uuid`,
}

function where(actor: Actor, filter: RequestFilter): Prisma.Sql {
  const parts: Prisma.Sql[] = [visibleSql(actor)]
  const inquiry = Prisma.sql`${actor.inquiry.id}::uuid`
  if (filter.view) parts.push(views[filter.view](actor, today(actor.inquiry.timeZone)))
  if (filter.status) parts.push(Prisma.sql`r.status = ${filter.status}::"RequestStatus"`)
  if (filter.kind) parts.push(Prisma.sql`r.kind = ${filter.kind}::"Kind"`)
  if (filter.handling) parts.push(Prisma.sql`r.handling = ${filter.handling}::"Handling"`)
  if (filter.blocker) parts.push(Prisma.sql`r.blocker = ${filter.blocker}::"Blocker"`)
  if (filter.dueFrom) parts.push(Prisma.sql`r.due_on >= ${filter.dueFrom}::date`)
  if (filter.dueUntil) parts.push(Prisma.sql`r.due_on <= ${filter.dueUntil}::date`)
  if (filter.office) {
    parts.push(
      Prisma.sql`r.addressee_id = (SELECT id FROM office WHERE inquiry_id = ${inquiry} AND number = ${filter.office.number})`,
    )
  }
  if (filter.question) {
    parts.push(
      Prisma.sql`r.id IN (SELECT rq.request_id FROM request_question rq JOIN question q ON q.id = rq.question_id
                           WHERE q.inquiry_id = ${inquiry} AND q.number = ${filter.question.number})`,
    )
  }
  if (filter.owner) {
    parts.push(
      filter.owner === 'me'
        ? Prisma.sql`r.owner_id = ${actor.userId}::uuid`
        : Prisma.sql`r.owner_id = (SELECT id FROM app_user WHERE email = ${filter.owner.toLowerCase()})`,
    )
  }
  if (filter.q) parts.push(words(filter.q))
  return Prisma.join(parts, ' AND ')
}

/** Free text: a record number finds that record; else every word must occur, in any form of it. */
function words(q: string): Prisma.Sql {
  const asRef = /^r-?([mn]?)(\d{1,9})$/i.exec(q)
  if (!asRef) return Prisma.sql`r.search @@ websearch_to_tsquery('english', ${q})`
  const series = { '': 'shared', m: 'majority', n: 'minority' }[(asRef[1] ?? '').toLowerCase()] ?? 'shared'
  return Prisma.sql`(r.number = ${Number(asRef[2])} AND r.partition = ${series}::"Partition")`
}

export type RequestPage = { rows: RequestRow[]; total: number; next: string | null }

/**
 * Requests that exist for this actor, narrowed and ordered by the filter; by default what is outstanding first, by due date (so overdue
 * first). Screens page by `offset`, the API by `after`, the `next` of the page before: a keyset cursor, so rows that are added meanwhile
 * neither repeat nor hide any.
 */
export async function listRequests(
  actor: Actor,
  filter: RequestFilter = {},
  { limit = 50, offset = 0, after: cursor = null }: { limit?: number; offset?: number; after?: string | null } = {},
): Promise<RequestPage> {
  const keys = keysOf(filter)
  const scope = where(actor, filter)
  const start = cursor ? Prisma.sql`AND ${after(keys, readCursor(cursor, keys.length))}` : Prisma.empty
  const letters = Prisma.join(visiblePartitions(actor).map((partition) => Prisma.sql`${partition}::"Partition"`))
  // The page is chosen first, so that questions and letters are looked up for its rows alone, not for all that are sorted or passed over.
  const found = await readable(
    cursor,
    db().$queryRaw<Raw[]>`
    SELECT r.id, r.number, r.partition::text AS partition, r.kind::text AS kind, r.title, r.status::text AS status, r.outstanding,
           to_char(r.due_on, 'YYYY-MM-DD') AS "dueOn", to_char(r.first_due_on, 'YYYY-MM-DD') AS "firstDueOn",
           to_char(r.satisfied_on, 'YYYY-MM-DD') AS "satisfiedOn", to_char(r.blocker_since, 'YYYY-MM-DD') AS "blockerSince",
           r.blocker::text AS blocker, r.refusal_basis AS "refusalBasis", r.handling::text AS handling, r.version,
           o.name AS office, o.number AS "officeNumber", u.name AS owner,
           ARRAY(SELECT q.number FROM request_question rq JOIN question q ON q.id = rq.question_id
                  WHERE rq.request_id = r.id ORDER BY q.number) AS questions,
           (SELECT json_build_object('partition', l.partition, 'number', l.number)
              FROM letter_request lr JOIN letter l ON l.id = lr.letter_id
             WHERE lr.request_id = r.id AND l.status <> 'withdrawn' AND l.partition IN (${letters})
             ORDER BY l.issued_on DESC NULLS LAST, l.created_at DESC LIMIT 1) AS letter
      FROM (SELECT r.id FROM request r WHERE ${scope} ${start}
             ORDER BY ${orderBy(keys)} LIMIT ${limit + 1} OFFSET ${offset}) AS page
      JOIN request r ON r.id = page.id
      JOIN office o ON o.id = r.addressee_id
      LEFT JOIN app_user u ON u.id = r.owner_id
     ORDER BY ${orderBy(keys)}`,
  )
  const gone = found.some(({ status }) => status === 'satisfied') ? await unproven(actor) : []
  const rows = found.slice(0, limit).map((row) => asRow(row, gone))
  const last = rows[rows.length - 1]
  const next = found.length > limit && last ? writeCursor(keys.map((key) => key.of(last))) : null
  return { rows, total: await countRequests(actor, filter), next }
}

/** A cursor that was made up can hold what no column takes; then the database refuses, and the caller hears that it is no place in the list. */
async function readable<T>(cursor: string | null, rows: Promise<T>): Promise<T> {
  try {
    return await rows
  } catch (error) {
    const refused = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2010'
    throw cursor && refused ? notAPlace() : error
  }
}

/** How many requests exist for this actor under this filter. */
async function countRequests(actor: Actor, filter: RequestFilter): Promise<number> {
  const mine = filter.view === 'mine' || filter.owner === 'me' ? actor.userId : ''
  const name = `requests ${mine} ${JSON.stringify({ ...filter, sort: undefined, down: undefined })}`
  return untilSomethingHappens(actor, name, async () => {
    const [row] = await db().$queryRaw<
      { n: number }[]
    >`SELECT count(*)::int AS n FROM request r WHERE ${where(actor, filter)}`
    return row?.n ?? 0
  })
}

function asRow(
  { number: no, office, officeNumber, questions, letter, ...row }: Raw,
  gone: { id: string }[],
): RequestRow {
  return {
    ...row,
    proofGone: gone.some(({ id }) => id === row.id),
    ref: formatRef('R', row.partition, no),
    office: { ref: formatRef('O', 'shared', officeNumber), name: office },
    questions: questions.map((of) => formatRef('Q', 'shared', of)),
    letter: letter && formatRef('L', letter.partition, letter.number),
  }
}

/** How many requests each named view holds, and all of them; the tabs over the list. Days count in the inquiry's zone. */
export async function viewCounts(actor: Actor): Promise<Record<string, number>> {
  const day = today(actor.inquiry.timeZone)
  return untilSomethingHappens(actor, `request views ${actor.userId}`, async () => {
    const { unproven: _asked, ...counted } = views
    const counts = Object.entries(counted).map(
      ([name, condition]) =>
        Prisma.sql`(count(*) FILTER (WHERE ${condition(actor, day)}))::int AS ${Prisma.raw(`"${name}"`)}`,
    )
    const [gone, [row]] = await Promise.all([
      unproven(actor),
      db().$queryRaw<Record<string, number>[]>`
        SELECT count(*)::int AS "all", ${Prisma.join(counts)} FROM request r WHERE ${visibleSql(actor)}`,
    ])
    return { ...row, unproven: gone.length }
  })
}
