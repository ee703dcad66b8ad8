import { Client } from 'pg'
import { databaseConnection } from '@/lib/db-url'
import { migrationsCurrent } from '@/lib/migrate'
import { clockTrouble } from '@/lib/server/clocks'

/** Whether the app can do its work, and in words what is in the way, or, where it can, what is wrong with the clocks. */
export type Readiness = { ready: boolean; words?: string }

const FRESH_MS = 1_000
const TIMEOUT_MS = 2_000

let asked: { at: number; answer: Promise<Readiness> } | undefined

/**
 * Asks the database over a connection of its own, which no queue of the app's can hold up. Anybody may ask without signing in, so it is
 * asked once a second at most, and the words tell nothing about where the database is.
 */
export function readiness(at = Date.now()): Promise<Readiness> {
  if (!asked || at - asked.at >= FRESH_MS) asked = { at, answer: ask() }
  return asked.answer
}

async function ask(): Promise<Readiness> {
  let client: Client | undefined
  try {
    const { url, role } = databaseConnection()
    const options = role ? `-c role=${role}` : undefined
    client = new Client({
      connectionString: url,
      options,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    })
    client.on('error', () => {})
    await client.connect()
    if (await migrationsCurrent(client)) {
      const words = await clockTrouble(client)
      return words ? { ready: true, words } : { ready: true }
    }
    return { ready: false, words: 'The database does not fit this version of the program: run the migrations.' }
  } catch {
    return { ready: false, words: 'The database cannot be reached.' }
  } finally {
    await client?.end().catch(() => {})
  }
}
