import type { z } from 'zod'
import { type HistoryFilter, type HistoryPage, history, historyPage } from '@/lib/audit/queries'
import { eventsOf, type historyView } from '@/lib/audit/schema'
import { db } from '@/lib/db'
import type { Actor } from '@/lib/people/actor'
import { findRecord } from '@/lib/search/queries'
import { recordNumber } from '@/lib/search/schema'
import { addDays, startOfDay } from '@/lib/time'

/*
 * The history as people look it up: by a record's number, a person's address, days on the wall clock. It stands here and not in lib/audit,
 * which lies under every room and knows none of their numbers.
 */

type View = Partial<z.output<typeof historyView>>

/** What was asked for, as the log keeps it; null where it names a record or a person that has no history here. */
async function filterOf(actor: Actor, view: View): Promise<HistoryFilter | null> {
  const number = view.record ? recordNumber(view.record) : null
  const record = number && (await findRecord(actor, number.kind, number.ref))
  const user = view.person ? await db().user.findUnique({ where: { email: view.person }, select: { id: true } }) : null
  if ((view.record && !record) || (view.person && !user)) return null
  const zone = actor.inquiry.timeZone
  return {
    event: view.event,
    events: view.type && eventsOf(view.type),
    recordId: record?.id,
    userId: user?.id,
    from: view.from ? startOfDay(view.from, zone) : null,
    until: view.until ? startOfDay(addDays(view.until, 1), zone) : null,
    before: view.older ? BigInt(view.older) : null,
    after: view.newer ? BigInt(view.newer) : null,
  }
}

/** One page of what fits, newest first. */
export async function findHistory(actor: Actor, view: View): Promise<HistoryPage> {
  const filter = await filterOf(actor, view)
  return filter ? historyPage(actor, filter) : { entries: [], older: null, newer: null }
}

/** A part of what fits, newest first, for programs: at most `limit`, older than the sequence number `before`. */
export async function partOfHistory(
  actor: Actor,
  view: Omit<View, 'older' | 'newer'>,
  { limit, before }: { limit: number; before: bigint | null },
): ReturnType<typeof history> {
  const filter = await filterOf(actor, view)
  return filter ? history(actor, { ...filter, before }, limit) : { entries: [], next: null }
}

/** More lines than anybody reads in a spreadsheet; the API pages through all. */
const MOST = 10_000

/** All that fits, newest first, without paging. */
export async function wholeHistory(actor: Actor, view: View): Promise<HistoryPage['entries']> {
  const filter = await filterOf(actor, view)
  return filter ? (await history(actor, { ...filter, before: null, after: null }, MOST)).entries : []
}
