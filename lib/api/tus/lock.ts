import { Client } from 'pg'
import { databaseConnection } from '@/lib/db-url'
import { Refusal } from '@/lib/refusal'

/*
 * One request at a time works on an upload, whichever instance it comes to. Within this process they take turns; between instances an advisory
 * lock decides, held by one connection of this process for all of its uploads: when the process dies, however it dies, the database lets go of
 * them at once. As the protocol wants it, who comes later goes first: the connection that is still sending may long be dead, and is asked to stop.
 */

/** Any channel and number that nothing else uses. */
const CHANNEL = 'ledger_upload'
const SEED = 7_310_914
const PATIENCE_MS = 20_000
const AGAIN_MS = 100

type Holder = { stop: () => void; gone: Promise<void> }
type Kept = { holders: Map<string, Holder>; client?: Promise<Client> | undefined; asked: Promise<unknown> }

const process_ = globalThis as { ledgerUploadLock?: Kept }
process_.ledgerUploadLock ??= { holders: new Map(), asked: Promise.resolve() }
const kept = process_.ledgerUploadLock

/** The connection that holds the locks; when it breaks, whoever holds one is stopped, since nobody else is kept away any more. */
function connection(): Promise<Client> {
  kept.client ??= connected().catch((error) => {
    kept.client = undefined
    throw error
  })
  return kept.client
}

async function connected(): Promise<Client> {
  const { url, role } = databaseConnection()
  const client = new Client({ connectionString: url, ...(role && { options: `-c role=${role}` }) })
  const lost = () => {
    kept.client = undefined
    for (const holder of kept.holders.values()) holder.stop()
  }
  client.on('error', lost).on('end', lost)
  client.on('notification', ({ payload }) => kept.holders.get(payload ?? '')?.stop())
  await client.connect()
  await client.query(`LISTEN ${CHANNEL}`)
  return client
}

/** Asks over the connection that all uploads share, when what was asked before is answered: it takes one statement at a time. */
function ask<Row extends object>(client: Client, statement: string, values: unknown[]): Promise<{ rows: Row[] }> {
  const answer = kept.asked.then(() => client.query<Row>(statement, values))
  kept.asked = answer.catch(() => {})
  return answer
}

/**
 * Runs `work` while nobody else works on this upload. `stop` is called when somebody else wants to: `work` then comes to an end.
 * Throws a Refusal when whoever works on it does not let go.
 */
export async function alone<T>(id: string, stop: () => void, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (let other = kept.holders.get(id); other; other = kept.holders.get(id)) {
    other.stop()
    await Promise.race([other.gone, pause(Math.max(0, until - Date.now()))])
    if (Date.now() >= until) throw busy()
  }
  let leave = () => {}
  const gone = new Promise<void>((resolve) => {
    leave = resolve
  })
  kept.holders.set(id, { stop, gone })
  try {
    const client = await connection()
    await take(client, id, until)
    try {
      return await work()
    } finally {
      // A connection that broke has let go already.
      await ask(client, 'SELECT pg_advisory_unlock(hashtextextended($1::text, $2))', [id, SEED]).catch(() => {})
    }
  } finally {
    kept.holders.delete(id)
    leave()
  }
}

async function take(client: Client, id: string, until: number): Promise<void> {
  for (;;) {
    const { rows } = await ask<{ ours: boolean }>(
      client,
      'SELECT pg_try_advisory_lock(hashtextextended($1::text, $2)) AS ours',
      [id, SEED],
    )
    if (rows[0]?.ours) return
    if (Date.now() >= until) throw busy()
    await ask(client, 'SELECT pg_notify($1, $2)', [CHANNEL, id])
    await pause(AGAIN_MS)
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function busy(): Refusal {
  return new Refusal('unavailable', 'This upload is being worked on by another request', {
    detail: 'It does not let go. What came is safe; wait a moment, then go on.',
  })
}
