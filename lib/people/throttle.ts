import { createHash } from 'node:crypto'
import pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { databaseConnection } from '@/lib/db-url'
import { Refusal } from '@/lib/refusal'
import { counted } from '@/lib/words'

/** Wrong tries at one account from one address, and how long to wait after them, in seconds. The sign-in page says the same figures. */
export const TRIES = 5
export const WAIT_SECONDS = 60
/** A wider net, for guessing spread over many accounts or many addresses. */
const WIDE_TRIES = 60
const WIDE_SECONDS = 600

/** Refusals that one person can have listed in an hour; the same one is listed once a minute. */
export const LISTED_REFUSALS = 60

/** Addresses without an open account that one person can name in an hour where they add people: enough for mistyping, too few for probing. */
export const MISSES = 20

const limits = {
  pair: { points: TRIES, duration: WAIT_SECONDS, blockDuration: WAIT_SECONDS },
  account: { points: WIDE_TRIES, duration: WIDE_SECONDS },
  address: { points: WIDE_TRIES, duration: WIDE_SECONDS },
  refusal: { points: 1, duration: 60 },
  refusals: { points: LISTED_REFUSALS, duration: 3_600 },
  misses: { points: MISSES, duration: 3_600 },
}
type Limit = keyof typeof limits

let kept: { url: string; pool: pg.Pool; limiters: Record<Limit, RateLimiterPostgres> } | undefined

/** The library writes SQL of its own, so it has a small pool of its own. Made again when the address of the database changes (in tests). */
function limiters(): Record<Limit, RateLimiterPostgres> {
  const { url, role } = databaseConnection()
  if (kept?.url === url) return kept.limiters
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: 5_000,
    ...(role ? { options: `-c role=${role}` } : {}),
  })
  // A connection that breaks while it idles is replaced; without a listener it would end the process.
  pool.on('error', () => undefined)
  const limiter = (name: Limit) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'throttle',
      tableCreated: true,
      keyPrefix: name,
      ...limits[name],
    })
  const names = Object.keys(limits) as Limit[]
  const made = Object.fromEntries(names.map((name) => [name, limiter(name)])) as Record<Limit, RateLimiterPostgres>
  kept = { url, pool, limiters: made }
  return made
}

/** Ends the pool; for tests, so that the process can end. */
export async function closeThrottle(): Promise<void> {
  await kept?.pool.end()
  kept = undefined
}

/** Only hashes are kept: people type passwords into the wrong field. */
const keyOf = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest('hex')

/**
 * Counts one try before it is judged, so that many at once do not slip through together. Throws a Refusal ('throttled') that says how
 * long to wait; `onFirst` runs once for each spell of waiting.
 */
export async function countTry(email: string, address: string, onFirst: () => Promise<unknown>): Promise<void> {
  const { pair, account, address: place } = limiters()
  try {
    await place.consume(keyOf(address))
    await account.consume(keyOf(email))
    await pair.consume(keyOf(email, address))
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent
    if (spent.msBeforeNext > WIDE_SECONDS * 1000) {
      // Counted while the clock was ahead: nobody waits longer than by the longest of these limits.
      await Promise.all([
        place.delete(keyOf(address)),
        account.delete(keyOf(email)),
        pair.delete(keyOf(email, address)),
      ])
      return countTry(email, address, onFirst)
    }
    if ([TRIES + 1, WIDE_TRIES + 1].includes(spent.consumedPoints)) await onFirst()
    const seconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000))
    throw new Refusal('throttled', 'Too many tries in a row', {
      detail: `Wait ${counted(seconds, 'second')}, then try again.`,
    })
  }
}

/** A right password: the tries before it no longer count. */
export async function forgetTries(email: string, address: string): Promise<void> {
  const { pair, account, address: place } = limiters()
  await pair.delete(keyOf(email, address))
  await account.reward(keyOf(email))
  await place.reward(keyOf(address))
}

/**
 * Is a refusal of this person to be listed? The same one (`what`) not again within a minute, and of one person so many in an hour: the next
 * one says that there were more. So nobody fills the disk by being refused, and trying the same thing again uses none of it up.
 */
export async function countDenial(userId: string, what: string): Promise<'list' | 'and more' | 'not again'> {
  const { refusal, refusals } = limiters()
  const same = keyOf(userId, what)
  if (await refusal.get(same)) return 'not again'
  try {
    await refusals.consume(keyOf(userId))
    await refusal.consume(same)
    return 'list'
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent
    return spent.consumedPoints === LISTED_REFUSALS + 1 ? 'and more' : 'not again'
  }
}

/** Counts an address that somebody named and that nobody has. Throws a Refusal ('throttled') when it was one too many. */
export async function countMiss(userId: string): Promise<void> {
  try {
    await limiters().misses.consume(keyOf(userId))
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent
    throw new Refusal('throttled', 'Too many addresses in a row that nobody has', {
      detail: `Wait ${counted(Math.max(1, Math.ceil(spent.msBeforeNext / 60_000)), 'minute')}, or ask an administrator of the installation who has an account.`,
    })
  }
}
