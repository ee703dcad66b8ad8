import type { z } from 'zod'
import { type HistoryFilter, type HistoryPage, history, historyPage, seqOf } from '@/lib/audit/queries'
import { eventsOf, type historyView } from '@/lib/audit/schema'
import { notAPlace } from '@/lib/cursor'
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

/** What was asked for, as the log keeps it; null where it names a record, a person or an event that has no history here. */
async function filterOf(actor: Actor, view: View): Promise<HistoryFilter | null> {
  const number = view.record ? recordNumber(view.record) : null
  const record = number && (await findRecord(actor, number.kind, number.ref))
  const user = view.person ? await db().user.findUnique({ where: { email: view.person }, select: { id: true } }) : null
  const [before, after] = await Promise.all([
    view.older ? seqOf(actor, view.older) : null,
    view.newer ? seqOf(actor, view.newer) : null,
  ])
  if ((view.record && !record) || (view.person && !user)) return null
  if ((view.older && !before) || (view.newer && !after)) return null
  const zone = actor.inquiry.timeZone
  return {
    event: view.event,
    events: view.type && eventsOf(view.type),
    recordId: record?.id,
    userId: user?.id,
    from: view.from ? startOfDay(view.from, zone) : null,
    until: view.until ? startOfDay(addDays(view.until, 1), zone) : null,
    before,
    after,
  }
}

/** One page of what fits, newest first. */
export async function findHistory(actor: Actor, view: View): Promise<HistoryPage> {
  const filter = await filterOf(actor, view)
  return filter ? historyPage(actor, filter) : { entries: [], older: null, newer: null }
}

/**
 * A part of what fits, newest first, for programs: at most `limit`, older than the event of the id `before`.
 * Throws a Refusal when no such event exists for this actor.
 */
export async function partOfHistory(
  actor: Actor,
  view: Omit<View, 'older' | 'newer'>,
  { limit, before }: { limit: number; before: string | null },
): ReturnType<typeof history> {
  if (before && !(await seqOf(actor, before))) throw notAPlace()
  const filter = await filterOf(actor, { ...view, older: before ?? undefined })
  return filter ? history(actor, filter, limit) : { entries: [], next: null }
}

/** More lines than anybody reads in a spreadsheet; the API pages through all. */
const MOST = 10_000

/** All that fits, newest first, without paging. */
export async function wholeHistory(actor: Actor, view: View): Promise<HistoryPage['entries']> {
  const filter = await filterOf(actor, view)
  return filter ? (await history(actor, { ...filter, before: null, after: null }, MOST)).entries : []
}
