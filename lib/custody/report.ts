import { visibleTo } from '@/lib/custody/policy'
import type { CustodyReportFilter } from '@/lib/custody/schema'
import type { CustodyKind } from '@/lib/custody/status'
import { db, type Prisma } from '@/lib/db'
import { formatRef } from '@/lib/fields'
import type { Actor } from '@/lib/people/actor'
import { addDays, dateFromDb, startOfDay, today } from '@/lib/time'

/*
 * Every step in the chains of an inquiry as one list, for the report that is printed or handed on. Counts as queries.
 */

/**
 * A step with its item. Days are of the inquiry's zone; a time where it is known, in UTC. A correction stands beside the entry that it corrects, with the day
 * that holds from then on; when it was written is `recordedAt`.
 */
export type ReportLine = {
  id: string
  item: string
  title: string
  entry: number
  kind: CustodyKind
  revision: number
  copyNo: string | null
  happenedOn: string
  happenedAt: string | null
  recordedAt: string
  by: string
  authorisedBy: string | null
  from: string | null
  to: string | null
  place: string | null
  receiptNo: string | null
  note: string | null
  /** The entry that it corrects, whether that never happened, and the entry that corrects it */
  corrects: number | null
  struck: boolean
  correctedBy: number | null
}

/** The steps that happened in the days of the filter, in the order in which they happened. */
export async function custodyReport(
  actor: Actor,
  filter: CustodyReportFilter,
  limit: number,
): Promise<{ lines: ReportLine[]; total: number }> {
  const zone = actor.inquiry.timeZone
  const where: Prisma.CustodyEventWhereInput = {
    AND: [
      visibleTo(actor),
      filter.kind ? { kind: filter.kind } : {},
      filter.item ? { item: { number: filter.item.number } } : {},
      filter.from ? { happenedAt: { gte: startOfDay(filter.from, zone) } } : {},
      filter.until ? { happenedAt: { lt: startOfDay(addDays(filter.until, 1), zone) } } : {},
    ],
  }
  const [rows, total] = await Promise.all([
    db().custodyEvent.findMany({
      where,
      orderBy: [{ happenedAt: 'asc' }, { item: { number: 'asc' } }, { number: 'asc' }],
      take: limit,
      include: {
        item: { select: { number: true, title: true } },
        corrects: { select: { number: true } },
        corrections: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 },
      },
    }),
    db().custodyEvent.count({ where }),
  ])
  const lines = rows.map(
    (row): ReportLine => ({
      id: row.id,
      item: formatRef('E', 'shared', row.item.number),
      title: row.item.title,
      entry: row.number,
      kind: row.kind,
      revision: row.revision,
      copyNo: row.copyNo,
      happenedOn: dateFromDb(row.happenedOn) ?? today(zone, row.happenedAt),
      happenedAt: row.happenedOn ? null : row.happenedAt.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
      by: row.by,
      authorisedBy: row.authorisedBy,
      from: row.from,
      to: row.to,
      place: row.place,
      receiptNo: row.receiptNo,
      note: row.note,
      corrects: row.corrects?.number ?? null,
      struck: row.struck,
      correctedBy: row.corrections[0]?.number ?? null,
    }),
  )
  return { lines, total }
}
