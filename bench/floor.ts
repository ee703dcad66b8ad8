import pg from 'pg'
import { type Measured, summary } from '@/bench/load'

type Statement = { text: string; values: unknown[]; rowMode?: string }

/**
 * The SQL that a piece of the app really sends, in order: caught at the driver while `work` runs once. The floor of an operation is these
 * statements alone, without the app.
 */
export async function caught(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const real = pg.Client.prototype.query
  const spy = function (this: pg.Client, ...args: unknown[]) {
    const [first, values] = args
    if (typeof first === 'string') statements.push({ text: first, values: Array.isArray(values) ? values : [] })
    else if (first && typeof first === 'object' && 'text' in first) {
      const { text, values: of, rowMode } = first as Statement
      statements.push({ text, values: of ?? [], ...(rowMode && { rowMode }) })
    }
    return (real as (...args: unknown[]) => unknown).apply(this, args)
  }
  pg.Client.prototype.query = spy as typeof real
  try {
    await work()
  } finally {
    pg.Client.prototype.query = real
  }
  return statements
}

/** Sends the statements again and again over each of `connections` connections; one round of all of them is one shot. */
export async function floorOf(
  url: string,
  statements: Statement[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Measured> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
      await client.connect()
      return client
    }),
  )
  const times: number[] = []
  const from = performance.now()
  const until = from + seconds * 1_000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const start = performance.now()
        for (const statement of statements) await client.query(statement as pg.QueryConfig)
        times.push(performance.now() - start)
      }
    }),
  )
  const took = (performance.now() - from) / 1_000
  await Promise.all(clients.map((client) => client.end()))
  return summary(times, took, 0, [])
}
