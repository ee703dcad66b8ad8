import { z } from 'zod'
import type { Page } from '@/lib/api/part'

/** How many entries one answer of a list may hold, and how many it holds when nothing is said. */
const MOST_PER_PAGE = 200
const USUAL_PER_PAGE = 50

const limitWords = `Limit must be a whole number from 1 to ${MOST_PER_PAGE}.`
const afterWords = 'This is not a place in this list: take the value of "next" from the page before.'

const paging = {
  limit: z
    .string(limitWords)
    .regex(/^[1-9]\d{0,2}$/, limitWords)
    .transform(Number)
    .refine((n) => n <= MOST_PER_PAGE, limitWords)
    .optional()
    .meta({ title: `Most entries in the answer: ${USUAL_PER_PAGE} unless told otherwise, ${MOST_PER_PAGE} at most` }),
  after: z
    .string(afterWords)
    .regex(/^[\w-]{1,500}$/, afterWords)
    .optional()
    .meta({ title: 'Where to go on: the "next" of the answer before' }),
}

/** A list's filters (those of its screen) together with limit and after. */
export function listQuery<F extends z.ZodObject>(filter: F) {
  return filter.extend(paging)
}

/** What the query of a list says: its filters, and which part is wanted. */
export function readListQuery(query: Record<string, unknown>): { filter: Record<string, unknown>; page: Page } {
  const { limit, after, ...filter } = query
  return {
    filter,
    page: {
      limit: typeof limit === 'number' ? limit : USUAL_PER_PAGE,
      after: typeof after === 'string' ? after : null,
    },
  }
}

/** What every act on a record answers: the number it has, where it stands now, and the version to name in the next change. */
export const writtenAnswer = z.object({ ref: z.string(), status: z.string().optional(), version: z.int() })

/** What may happen to a record now, and what may not and why. */
export const transitionsAnswer = z.object({
  ref: z.string(),
  status: z.string(),
  version: z.int(),
  transitions: z.array(
    z.object({
      to: z.string(),
      verb: z.string(),
      label: z.string(),
      hint: z.string(),
      open: z.boolean(),
      why: z.string().nullable().meta({ title: 'Why it is not open' }),
      asks: z.string().nullable().meta({ title: 'Why it needs more here than the table says' }),
      needs: z.array(z.string()),
      takes: z.array(z.string()),
    }),
  ),
})
