import { PrismaPg } from '@prisma/adapter-pg'
import { databaseConnection } from '@/lib/db-url'
import { Prisma, PrismaClient } from '@/lib/generated/prisma/client'

/** A client bound to one transaction. */
export type Tx = Prisma.TransactionClient
export { Prisma }

const kept = globalThis as { ledgerDb?: PrismaClient }

/**
 * The app's one database client, made on first use. Every connection runs in UTC: the pg adapter has stored wrong instants on
 * databases that are set to another zone.
 */
export function db(): PrismaClient {
  if (!kept.ledgerDb) {
    const { url, role } = databaseConnection()
    const options = ['-c timezone=UTC', ...(role ? [`-c role=${role}`] : [])].join(' ')
    kept.ledgerDb = new PrismaClient({
      adapter: new PrismaPg({ connectionString: url, options, max: 10, connectionTimeoutMillis: 5_000 }),
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
