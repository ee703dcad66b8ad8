import { db } from '@/lib/db'
import type { WithheldBasis } from '@/lib/generated/prisma/enums'
import { untilSomethingHappens } from '@/lib/memo'
import { officeRef } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import type { WithheldStatus } from '@/lib/withheld/status'

/*
 * How much is withheld, by basis and by office. A file of its own beside queries.ts: it counts over all entries, and its answers are kept
 * until something happens.
 */

/** How much of one kind: entries, how many of them whole and in part, their pages (and of how many that is not known), and by status. */
export type Tally = Record<WithheldStatus, number> & {
  entries: number
  whole: number
  part: number
  pages: number
  pagesUnknown: number
}

export type WithheldFigures = {
  /** The bases that are claimed, most entries first */
  byBasis: (Tally & { basis: WithheldBasis })[]
  /** The offices that claim them, most entries first */
  byOffice: (Tally & { office: { ref: string; name: string } })[]
  total: Tally
}

type Row = Tally & { basis: WithheldBasis | null; number: number | null; name: string | null }

/** All that is withheld, in one statement, so that the two tables and their total agree. */
export function withheldFigures(actor: Actor): Promise<WithheldFigures> {
  return untilSomethingHappens(actor, 'withheld', async () => {
    const rows = await db().$queryRaw<Row[]>`
      SELECT w.basis::text AS basis, o.number, o.name, count(*)::int AS entries,
             (count(*) FILTER (WHERE w.extent = 'whole'))::int AS whole, (count(*) FILTER (WHERE w.extent = 'part'))::int AS part,
             coalesce(sum(w.pages), 0)::int AS pages, (count(*) FILTER (WHERE w.pages IS NULL))::int AS "pagesUnknown",
             (count(*) FILTER (WHERE w.status = 'asserted'))::int AS asserted,
             (count(*) FILTER (WHERE w.status = 'accepted'))::int AS accepted,
             (count(*) FILTER (WHERE w.status = 'challenged'))::int AS challenged,
             (count(*) FILTER (WHERE w.status = 'accommodated'))::int AS accommodated,
             (count(*) FILTER (WHERE w.status = 'released'))::int AS released,
             (count(*) FILTER (WHERE w.status = 'sustained'))::int AS sustained
        FROM withheld_item w JOIN office o ON o.id = w.asserted_by_id
       WHERE w.inquiry_id = ${actor.inquiry.id}::uuid
       GROUP BY GROUPING SETS ((w.basis), (o.number, o.name), ())
       ORDER BY entries DESC, w.basis, o.number`
    const total = rows.find(({ basis, number }) => basis === null && number === null)
    if (!total) throw new Error('The grouping set of everything always answers.')
    return {
      byBasis: rows.flatMap((row) => (row.basis === null ? [] : [{ ...tally(row), basis: row.basis }])),
      byOffice: rows.flatMap((row) =>
        row.number === null || row.name === null
          ? []
          : [{ ...tally(row), office: { ref: officeRef({ number: row.number }), name: row.name } }],
      ),
      total: tally(total),
    }
  })
}

const tally = ({ basis: _basis, number: _number, name: _name, ...counts }: Row): Tally => counts
