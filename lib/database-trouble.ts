import { Refusal } from '@/lib/refusal'

/**
 * How a database fails without a fault of ours: `raced`, it gave up one of two transactions that stood in each other's way; `lost`, a
 * connection broke; `away`, it cannot be reached or takes nobody; `full`, it has no room left.
 */
export type DatabaseTrouble = 'raced' | 'lost' | 'away' | 'full'

/** SQLSTATEs (PostgreSQL, appendix A), Prisma's own codes, and those of the network. */
const CODES: [DatabaseTrouble, RegExp][] = [
  ['raced', /^(40001|40P01|P2034)$/],
  ['full', /^(53100|ENOSPC)$/],
  ['lost', /^(57P0[125]|08\w{3}|P1017|ECONNRESET|EPIPE)$/],
  ['away', /^(57P03|53300|P1001|P1002|P1008|P2024|P2028|P2037|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/],
]
/** What pg, and Prisma around it, say without any code. */
const KINDS: Record<string, DatabaseTrouble> = {
  DatabaseNotReachable: 'away',
  TooManyConnections: 'away',
  SocketTimeout: 'away',
  ConnectionClosed: 'lost',
}
const WORDS: [DatabaseTrouble, RegExp][] = [
  ['lost', /^(Connection terminated|Client has encountered a connection error|Client was closed)/],
  ['away', /^timeout exceeded when trying to connect/],
]

type Said = {
  code?: unknown
  originalCode?: unknown
  kind?: unknown
  message?: unknown
  cause?: unknown
  meta?: unknown
}

/** An error and those that it carries: Prisma wraps what pg threw. */
function layers(error: unknown): Said[] {
  const found: Said[] = []
  for (let at = error; typeof at === 'object' && at !== null && found.length < 6; ) {
    const said: Said = at
    found.push(said)
    at = said.cause ?? (said.meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
  }
  return found
}

/** The codes of an error and of those it carries, each once; never any words. */
export function codesOf(error: unknown): string[] {
  const codes = layers(error).flatMap(({ code, originalCode }) => [code, originalCode])
  return [...new Set(codes.filter((code): code is string => typeof code === 'string' && /^\w{3,40}$/.test(code)))]
}

/** What ails the database, as far as this error tells; undefined for anything else, which is a fault of ours. */
export function databaseTrouble(error: unknown): DatabaseTrouble | undefined {
  const codes = codesOf(error)
  const byCode = CODES.find(([, pattern]) => codes.some((code) => pattern.test(code)))
  if (byCode) return byCode[0]
  for (const { kind, message } of layers(error)) {
    const byKind = typeof kind === 'string' ? KINDS[kind] : undefined
    if (byKind) return byKind
    const byWords = WORDS.find(([, pattern]) => typeof message === 'string' && pattern.test(message))
    if (byWords) return byWords[0]
  }
  return undefined
}

const away = () =>
  new Refusal('unavailable', 'The database does not answer just now', {
    detail: 'Nothing was saved. Wait a moment, then try again.',
  })

const REFUSALS: Record<DatabaseTrouble, () => Refusal> = {
  lost: away,
  away,
  raced: () =>
    new Refusal('conflict', 'Somebody else was changing the same records at this moment', {
      detail: 'Nothing was saved. Try again; if the record has changed meanwhile, look at it first.',
    }),
  full: () =>
    new Refusal('full', 'The database has no room left', {
      detail: 'Nothing was saved. Tell whoever runs this server to free some room, then try again.',
    }),
}

/** The trouble in words for people, or undefined when the error is none of the database's. */
export function troubleRefusal(error: unknown): Refusal | undefined {
  const trouble = databaseTrouble(error)
  return trouble && REFUSALS[trouble]()
}

/** The answer to a commit got lost on the way: nobody can tell whether it happened. */
export function uncertain(): Refusal {
  return new Refusal('unavailable', 'The database went away while this was being saved', {
    detail: 'It may have been saved, or not at all. Look at the record before you send it again.',
  })
}
