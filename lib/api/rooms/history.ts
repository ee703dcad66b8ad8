import { z } from 'zod'
import { listQuery, readListQuery } from '@/lib/api/answers'
import type { Operation } from '@/lib/api/operation'
import { deed } from '@/lib/audit/events'
import { historyView } from '@/lib/audit/schema'
import { readIdCursor, writeCursor } from '@/lib/cursor'
import { partOfHistory } from '@/lib/search/history'

const filter = historyView.omit({ older: true, newer: true }).partial()

/** Any JSON: what a field may have held. */
const json = z.unknown()
const subject = z.object({ type: z.string(), id: z.string(), ref: z.string() })

/**
 * An event as the API shows it: the stored one, and the sentence that the screens make of it. Its number in the log stays inside: a gap
 * between two numbers would tell one side that something happened which does not exist for it.
 */
const entry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  event: z.string(),
  sentence: z.string().meta({ title: 'What was done, in words; who did it comes before' }),
  actor: z.object({
    id: z.string().nullable(),
    name: z.string(),
    role: z.string().optional(),
    side: z.string().optional(),
  }),
  via: z.string(),
  partition: z.string(),
  subject,
  concerns: z.array(subject),
  changes: z.record(z.string(), z.tuple([json, json])).meta({ title: 'Field to old and new value' }),
  note: z.string().nullable(),
  details: z.record(z.string(), json),
  act: z.uuid().nullable().meta({
    title: 'The same for all that one step did to one record; null for what was written before there was one',
  }),
  over: z.array(z.uuid()).meta({ title: 'The acts on other records that came of it' }),
})

export const historyOperations: Operation[] = [
  {
    id: 'listHistory',
    method: 'GET',
    path: '/inquiries/{slug}/history',
    tag: 'History',
    summary: 'Show what happened, newest first',
    description: 'The whole log is never counted, so there is no total.',
    query: listQuery(filter),
    answer: z.object({ items: z.array(entry), next: z.string().nullable() }),
    run: async ({ actor, query }) => {
      const { filter: given, page } = readListQuery(query)
      const before = page.after === null ? null : readIdCursor(page.after)
      const { entries, next } = await partOfHistory(actor, given, { limit: page.limit, before })
      const items = entries.map(({ act = null, over = [], ...body }) => ({ ...body, act, over, sentence: deed(body) }))
      return { value: { items, next: next === null ? null : writeCursor([next]) } }
    },
  },
]
