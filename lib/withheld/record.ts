import { appendAll, type Subject } from '@/lib/audit/append'
import { changesBetween } from '@/lib/audit/canonical'
import type { Tx } from '@/lib/db'
import { evidenceRef } from '@/lib/evidence/queries'
import { nextNumbers } from '@/lib/numbers'
import { type Actor, now } from '@/lib/people/actor'
import { productionRef } from '@/lib/productions/queries'
import { requestRef } from '@/lib/requests/queries'
import type { Belonging, columns } from '@/lib/withheld/particulars'
import { type WithheldRow, withheldRef, withheldSnapshot, withLinks } from '@/lib/withheld/queries'

/*
 * The one way in which an entry is written, by hand or from a privilege log.
 */

export const subject = (row: WithheldRow): Subject => ({ type: 'withheld', id: row.id, ref: withheldRef(row) })

/** One entry to be written: its columns, and the requests that it would answer. */
export type NewEntry = { entry: ReturnType<typeof columns>; requestIds: string[] }

/** Rows that go into one statement; each has some twenty columns. */
const AT_ONCE = 1_000

type Aside = {
  /** Who brought the file that they stand in; whoever acts, unless told otherwise */
  broughtBy?: string
  /** Told how many there are so far */
  written?: (rows: number) => Promise<void>
  /** One event of the caller's stands in the histories of the requests and the delivery, for all of the entries */
  told?: boolean
}

/**
 * Writes entries in their order, each with its event. Whoever calls has judged them, taken the office's turn, and found nothing under their
 * control numbers. Returns the rows in the same order.
 */
export async function recordWithheld(
  tx: Tx,
  actor: Actor,
  of: Pick<Belonging, 'office' | 'productionId'>,
  entries: NewEntry[],
  { broughtBy = actor.userId, written = async () => {}, told = false }: Aside = {},
): Promise<WithheldRow[]> {
  const inquiryId = actor.inquiry.id
  const first = await nextNumbers(tx, inquiryId, 'W', entries.length)
  const rows: WithheldRow[] = []
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const part = entries.slice(from, from + AT_ONCE)
    const made = await tx.withheldItem.createManyAndReturn({
      data: part.map(({ entry }, at) => ({
        ...entry,
        inquiryId,
        number: first + from + at,
        assertedById: of.office.id,
        productionId: of.productionId,
        statusSince: now(actor),
        createdAt: now(actor),
        createdById: broughtBy,
      })),
      select: { id: true, number: true },
    })
    const links = made.flatMap(({ id, number }) =>
      (part[number - first - from]?.requestIds ?? []).map((requestId) => ({ inquiryId, withheldId: id, requestId })),
    )
    await tx.withheldRequest.createMany({ data: links })
    rows.push(
      ...(await tx.withheldItem.findMany({
        where: { inquiryId, number: { gte: first + from, lt: first + from + part.length } },
        include: withLinks,
        orderBy: { number: 'asc' },
      })),
    )
    await written(rows.length)
  }
  await appendAll(
    tx,
    actor,
    rows.map((row) => ({
      event: 'withheld.logged',
      subject: subject(row),
      partition: 'shared',
      inquiryId,
      concerns: told ? [] : concernsOf(row),
      changes: changesBetween(null, withheldSnapshot(row)),
    })),
  )
  return rows
}

export async function link(tx: Tx, actor: Actor, withheldId: string, requestIds: string[]): Promise<void> {
  const inquiryId = actor.inquiry.id
  await tx.withheldRequest.createMany({ data: requestIds.map((requestId) => ({ inquiryId, withheldId, requestId })) })
}

/** The requests of these states of an entry, its delivery and the item that came, each once, so that their pages show what happened to it. */
export function concernsOf(...rows: WithheldRow[]): Subject[] {
  const found = new Map<string, Subject>()
  for (const { requests, releasedAs, production } of rows) {
    for (const { request } of requests) {
      found.set(request.id, { type: 'request', id: request.id, ref: requestRef(request) })
    }
    if (production) {
      found.set(production.id, { type: 'production', id: production.id, ref: productionRef(production) })
    }
    if (releasedAs) found.set(releasedAs.id, { type: 'evidence', id: releasedAs.id, ref: evidenceRef(releasedAs) })
  }
  return [...found.values()]
}
