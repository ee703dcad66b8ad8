import { Client, type ClientBase, type ClientConfig } from 'pg'
import { log } from '@/lib/log'
import { counted } from '@/lib/words'

/** Less than that is the way to the database, or what any two clocks have. */
const APART_MS = 5_000
const LOOK_MS = 10 * 60_000

type Times = { database: number; newest: number | null }

/**
 * What is wrong with the clocks, in words for whoever runs the server; undefined when nothing is. Nobody knows which of two clocks is right, and nothing is
 * mended by guessing; but what is recorded with a wrong time stands in the history for ever, so somebody has to hear of it.
 */
export async function clockTrouble(client: ClientBase): Promise<string | undefined> {
  const before = Date.now()
  const { rows } = await client.query<Times>(`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as database,
           (select (extract(epoch from at) * 1000)::float8 from audit_event order by seq desc limit 1) as newest`)
  const after = Date.now()
  const [found] = rows
  if (!found) return undefined
  const behind = found.database - after
  const ahead = before - found.database
  if (behind > APART_MS) return `The clock of this server is ${long(behind)} behind that of its database.`
  if (ahead > APART_MS) return `The clock of this server is ${long(ahead)} ahead of that of its database.`
  const since = (found.newest ?? 0) - after
  if (since > APART_MS)
    return `The newest entry of the history is of a time that comes only in ${long(since)}: the clock was ahead then, or is behind now.`
  return undefined
}

function long(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  if (seconds < 120) return counted(seconds, 'second')
  if (seconds < 7_200) return counted(Math.round(seconds / 60), 'minute')
  return seconds < 172_800 ? counted(Math.round(seconds / 3_600), 'hour') : counted(Math.round(seconds / 86_400), 'day')
}

/** Looks at the clocks now and every ten minutes, over a connection of its own, and logs what is wrong with them when it begins or is another. Answers how to stop. */
export function watchClocks(connection: ClientConfig): () => void {
  let told: string | undefined
  const look = async () => {
    const client = new Client(connection)
    client.on('error', () => {})
    try {
      await client.connect()
      const trouble = await clockTrouble(client)
      if (trouble && trouble !== told) log.failure(new Error(), { clock: trouble })
      told = trouble
    } catch {
      // While the database is away nothing can be compared; that is told by whoever needs it.
    } finally {
      await client.end().catch(() => {})
    }
  }
  void look()
  const timer = setInterval(() => void look(), LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
