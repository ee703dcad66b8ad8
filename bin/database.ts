import { connectEmbedded } from '@/bin/embedded-db'
import { config } from '@/lib/config'
import { closeDb } from '@/lib/db'
import { migrate } from '@/lib/migrate'

/** The database that a command works on, brought up to date. */
export type OpenDatabase = { applied: string[]; stop(): Promise<void> }

/**
 * Opens the database that the settings name, or the embedded one, migrates it, and tells the rest of the program
 * about it through DATABASE_URL and DATABASE_OWNER_URL of this process.
 */
export async function openDatabase(embedded: typeof connectEmbedded): Promise<OpenDatabase> {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR } = config()
  if (DATABASE_URL && DATABASE_OWNER_URL) {
    return { applied: await migrate({ ownerUrl: DATABASE_OWNER_URL, appUrl: DATABASE_URL }), stop: async () => {} }
  }
  const { ownerUrl, appUrl, stop } = await embedded(DATA_DIR)
  try {
    const applied = await migrate({ ownerUrl, appUrl })
    Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, LEDGER_EMBEDDED: '1' })
    return { applied, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Runs a command's work with the database open, and lets go of it afterwards. */
export async function withDatabase<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase(connectEmbedded)
  try {
    return await work(database)
  } finally {
    await closeDb()
    await database.stop()
  }
}
