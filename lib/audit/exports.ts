/** Writes down that a file was handed out. Apart from append.ts: it is the one act that changes no record. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { append } from '@/lib/audit/append'
import { command } from '@/lib/command'
import { Partition } from '@/lib/generated/prisma/enums'
import { visiblePartitions } from '@/lib/people/actor'
import { missing } from '@/lib/refusal'

/** What can be handed out, and the event that says so. */
const exported = {
  requests: 'export.requests',
  withheld: 'export.withheld',
  volumes: 'export.volumes',
  history: 'export.history',
  productions: 'export.productions',
  custody: 'export.custody',
} as const
export type Exported = keyof typeof exported

const exportInput = z.strictObject({
  what: z.enum(Object.keys(exported) as Exported[]),
  /** In which form; CSV where nothing is said */
  as: z.enum(['csv', 'xlsx']).default('csv'),
  /** The file's name */
  file: z.string(),
  /** How the list was narrowed: choices, days and numbers; and whether by words, which are not kept */
  filter: z.record(z.string(), z.string()),
  words: z.boolean(),
  /** How many rows of the file belong to each */
  rows: z.partialRecord(z.enum(Partition), z.int().nonnegative()),
})

/**
 * Notes that this file is handed out now: who, what, how many rows and under which filter, never a row. One event for each partition that has
 * rows in it, so that nobody learns of rows which do not exist for them. A closed inquiry can still be read, so it can be exported.
 */
export const noteExport = command(
  'export.make',
  exportInput,
  async (tx, actor, { what, as, file, filter, words, rows }) => {
    const mine = visiblePartitions(actor)
    const given = Object.keys(rows) as Partition[]
    // Whoever changed sides since the rows were read gets none of them.
    if (given.some((partition) => !mine.includes(partition))) throw missing()
    const filled = given.filter((partition) => rows[partition])
    for (const partition of filled.length ? filled : (['shared'] as const)) {
      // The number of a record that one side holds alone is told to that side alone.
      const told = Object.entries(filter).filter(([, value]) => partition !== 'shared' || !/-[MN]\d/i.test(value))
      await append(tx, actor, {
        event: exported[what],
        subject: { type: 'export', id: randomUUID(), ref: file },
        partition,
        inquiryId: actor.inquiry.id,
        details: { rows: rows[partition] ?? 0, as, filter: Object.fromEntries(told), words },
      })
    }
    return { file }
  },
  { whileClosed: true },
)
