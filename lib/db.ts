import { PrismaPg } from '@prisma/adapter-pg'
import { databaseConnection } from '@/lib/db-url'
import { Prisma, PrismaClient } from '@/lib/generated/prisma/client'

/** A client bound to one transaction. */
export type Tx = Prisma.TransactionClient
export { Prisma }

/**
 * For lists that are sorted and cut to a page: first which records, then these with their links, in the order of the first. In one statement the
 * database looks up the links of every record before it knows which are on the page, four seconds for 10,000 letters; with one for each
 * kind of link a page of the register sends eight.
 */
export async function pageOf<Row extends { id: string }>(
  which: PromiseLike<{ id: string }[]>,
  whole: (where: { id: { in: string[] } }) => PromiseLike<Row[]>,
): Promise<Row[]> {
  const ids = (await which).map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = new Map((await whole({ id: { in: ids } })).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/**
 * Where words become ids first, since Prisma cannot ask a search vector, no more than these. More would be most of a large list: whoever typed such
 * words narrows them. It keeps the ids within one statement's parameters.
 */
export const MOST_FOUND = 10_000

const kept = globalThis as { ledgerDb?: PrismaClient }

const names = new Map<string, string>()
const MOST_NAMES = 500

const ONE_PLAN = '/* one plan */'

/** Stands in a statement of our own that every request or every act sends, and that seeks by keys: its plan is kept, like those of Prisma's. */
export const onePlan = Prisma.raw(ONE_PLAN)

/**
 * The name under which a connection keeps a statement and its plan; '' where it is planned each time. Prisma's statements come from the code
 * and seek records by their keys, so one plan serves all; to plan a record with its links takes the database three times as long as to read
 * it. Our own SQL is planned with its values in view, unless it says otherwise: most of it is for lists and counts, where the plan hangs on
 * them (who sees which partition). Lists of different lengths make different statements, so there is an end to it.
 */
function statementName({ sql }: { sql: string }): string {
  // Prisma names the schema with each table, we never do.
  if (!sql.includes('"public"."') && !sql.includes(ONE_PLAN)) return ''
  const known = names.get(sql)
  if (known || names.size >= MOST_NAMES) return known ?? ''
  const name = `kept_${names.size}`
  names.set(sql, name)
  return name
}

/**
 * The app's one database client, made on first use. Every connection runs in UTC: the pg adapter has stored wrong instants on
 * databases that are set to another zone.
 */
export function db(): PrismaClient {
  if (!kept.ledgerDb) {
    const { url, role } = databaseConnection()
    const options = ['-c timezone=UTC', ...(role ? [`-c role=${role}`] : [])].join(' ')
    kept.ledgerDb = new PrismaClient({
      adapter: new PrismaPg(
        { connectionString: url, options, max: 10, connectionTimeoutMillis: 5_000 },
        { statementNameGenerator: statementName },
      ),
      transactionOptions: { timeout: 30_000, maxWait: 10_000 },
    })
  }
  return kept.ledgerDb
}

/** Ends all connections; for commands and tests, so that the process can end. */
export async function closeDb(): Promise<void> {
  await kept.ledgerDb?.$disconnect()
  kept.ledgerDb = undefined
}
