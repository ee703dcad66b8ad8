import { notAPlace, readCursor, writeCursor } from '@/lib/cursor'
import type { WhereaboutsFilter, WhereaboutsLine } from '@/lib/custody/schema'
import type { CustodyState } from '@/lib/custody/status'
import { db, Prisma } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import { untilSomethingHappens } from '@/lib/memo'
import type { Actor } from '@/lib/people/actor'
import { addDays, daysBetween, startOfDay, today } from '@/lib/time'

/*
 * Where everything is now. Counts as queries. It reads custody_standing, which the database keeps beside the chains; what it says of one item
 * is what follow() in chain.ts says of that item's chain.
 */

type Raw = Omit<WhereaboutsLine, 'ref' | 'days' | 'since' | 'copyNo'> & {
  number: number
  copyNo: string
  since: Date | null
}

export type Whereabouts = { lines: WhereaboutsLine[]; total: number; next: string | null }

/** Pieces where the filter looks for them, those first that have been there longest. Screens page by `offset`, the API by `after`. */
export async function whereEverythingIs(
  actor: Actor,
  filter: WhereaboutsFilter,
  { limit = 50, offset = 0, after = null }: { limit?: number; offset?: number; after?: string | null } = {},
): Promise<Whereabouts> {
  const rows = await db().$queryRaw<Raw[]>`
    SELECT e.number, e.title, s.revision, s.copy_no AS "copyNo", s.state::text AS state, s.place, s.holder,
           s.authorised_by AS "authorisedBy", s.receipt_no AS "receiptNo", s.since
      FROM custody_standing s JOIN evidence_item e ON e.id = s.evidence_id
     WHERE ${where(actor, filter)} ${after ? Prisma.sql`AND ${beyond(after)}` : Prisma.empty}
     ORDER BY s.since, e.number, s.revision, s.copy_no
     LIMIT ${limit + 1} OFFSET ${offset}`
  const shown = rows.slice(0, limit)
  const last = shown[shown.length - 1]
  const key = last && [last.since?.toISOString() ?? null, last.number, last.revision, last.copyNo]
  return {
    lines: shown.map((row) => asLine(row, actor.inquiry.timeZone)),
    total: await count(actor, filter),
    next: key && rows.length > limit ? writeCursor(key) : null,
  }
}

function asLine({ number, title, since, copyNo, ...row }: Raw, zone: string): WhereaboutsLine {
  return {
    ...row,
    ref: formatRef('E', 'shared', number),
    title,
    copyNo: copyNo || null,
    since: since?.toISOString() ?? null,
    days: since && daysBetween(today(zone, since), today(zone)),
  }
}

function where(actor: Actor, { state, days, place, holder, receipt }: WhereaboutsFilter): Prisma.Sql {
  const zone = actor.inquiry.timeZone
  const parts = [Prisma.sql`s.inquiry_id = ${actor.inquiry.id}::uuid`]
  if (state) parts.push(Prisma.sql`s.state = ${state}::"CustodyState"`)
  if (days !== undefined) parts.push(Prisma.sql`s.since < ${startOfDay(addDays(today(zone), -days), zone)}`)
  if (place) parts.push(Prisma.sql`s.place = ${place}`)
  if (holder) parts.push(Prisma.sql`s.holder = ${holder}`)
  if (receipt) parts.push(Prisma.sql`s.receipt_no = ${receipt}`)
  return Prisma.join(parts, ' AND ')
}

/** What comes behind a place in the list; of what nothing is known since when comes last. */
function beyond(cursor: string): Prisma.Sql {
  const [since, number, revision, copyNo] = readCursor(cursor, 4)
  const named = Number.isInteger(number) && Number.isInteger(revision)
  const timed = since === null || (typeof since === 'string' && !Number.isNaN(Date.parse(since)))
  if (!named || !timed || typeof copyNo !== 'string') throw notAPlace()
  const tie = Prisma.sql`(e.number, s.revision, s.copy_no) > (${number}::int, ${revision}::int, ${copyNo})`
  if (since === null) return Prisma.sql`(s.since IS NULL AND ${tie})`
  const at = Prisma.sql`${since}::timestamptz`
  return Prisma.sql`(s.since > ${at} OR (s.since = ${at} AND ${tie}) OR s.since IS NULL)`
}

async function count(actor: Actor, filter: WhereaboutsFilter): Promise<number> {
  return untilSomethingHappens(actor, `whereabouts ${JSON.stringify(filter)}`, async () => {
    const [row] = await db().$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM custody_standing s WHERE ${where(actor, filter)}`
    return row?.n ?? 0
  })
}

export type Standings = {
  states: Record<CustodyState, number>
  /** Where most is that is with the committee, and who has most of what is out; up to thirty of each */
  places: { name: string; n: number }[]
  holders: { name: string; n: number; since: string | null }[]
}

const MOST = 30

/** How much is where: by state, by place, by holder. */
export function standings(actor: Actor): Promise<Standings> {
  return untilSomethingHappens(actor, 'standings', async () => {
    const inquiry = Prisma.sql`inquiry_id = ${actor.inquiry.id}::uuid`
    const [states, places, holders] = await Promise.all([
      db().$queryRaw<{ state: CustodyState; n: number }[]>`
        SELECT state::text AS state, count(*)::int AS n FROM custody_standing WHERE ${inquiry} GROUP BY state`,
      db().$queryRaw<{ name: string; n: number }[]>`
        SELECT place AS name, count(*)::int AS n FROM custody_standing
         WHERE ${inquiry} AND state = 'held' AND place IS NOT NULL GROUP BY place ORDER BY n DESC, place LIMIT ${MOST}`,
      db().$queryRaw<{ name: string; n: number; since: Date | null }[]>`
        SELECT holder AS name, count(*)::int AS n, min(since) AS since FROM custody_standing
         WHERE ${inquiry} AND state = 'out' AND holder IS NOT NULL GROUP BY holder ORDER BY n DESC, holder LIMIT ${MOST}`,
    ])
    const of = (state: CustodyState) => states.find((one) => one.state === state)?.n ?? 0
    return {
      states: {
        out: of('out'),
        held: of('held'),
        elsewhere: of('elsewhere'),
        returned: of('returned'),
        destroyed: of('destroyed'),
      },
      places,
      holders: holders.map((one) => ({ ...one, since: one.since?.toISOString() ?? null })),
    }
  })
}
