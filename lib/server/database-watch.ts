import { Client, type ClientConfig } from 'pg'

/** Tells whether the database can be reached right now. */
export type DatabaseWatch = {
  reachable(): Promise<boolean>
  /** Makes the next question ask the database itself, after something failed. */
  doubt(): void
  stop(): Promise<void>
}

const FRESH_MS = 1000
const TIMEOUT_MS = 2000

/**
 * Watches the database over one connection of its own: a server that stops closes it, which is noticed at once; one that
 * hangs is noticed by a query at most once a second, and only while somebody asks. It finds a database that is back by itself.
 */
export function watchDatabase(connection: ClientConfig): DatabaseWatch {
  let client: Client | null = null
  let checkedAt = 0
  let asking: Promise<boolean> | null = null

  const drop = (lost: Client) => {
    if (client === lost) client = null
    lost.end().catch(() => {})
  }

  async function connected(): Promise<Client> {
    if (client) return client
    const made = new Client({ ...connection, connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS })
    made.on('error', () => drop(made))
    made.on('end', () => drop(made))
    try {
      await made.connect()
    } catch (error) {
      drop(made)
      throw error
    }
    client = made
    return made
  }

  async function ask(): Promise<boolean> {
    try {
      const current = await connected()
      await current.query('select 1')
      checkedAt = Date.now()
      return client === current
    } catch {
      if (client) drop(client)
      return false
    } finally {
      asking = null
    }
  }

  return {
    async reachable() {
      if (client && Date.now() - checkedAt < FRESH_MS) return true
      asking ??= ask()
      return asking
    },
    doubt() {
      checkedAt = 0
    },
    async stop() {
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}
