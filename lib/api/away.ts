/** Codes by which Prisma, PostgreSQL and the network say that the database is away, overwhelmed, or had to give up this one transaction. */
const CODE =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034|P2037|E(CONN\w+|TIMEDOUT|PIPE)|57P0[123]|53300|40001|40P01|08\w{3})$/
/** The same in the words of Prisma's adapters, which stand inside the errors of raw queries. */
const KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TransactionWriteConflict)$/

/** Was this failure the database's absence, and no fault in what was asked? Then the same call can succeed in a moment. */
export function databaseAway(error: unknown): boolean {
  const own = field(error, 'code')
  const cause = field(field(field(error, 'meta'), 'driverAdapterError'), 'cause')
  return [own, field(cause, 'originalCode')].some(matches(CODE)) || matches(KIND)(field(cause, 'kind'))
}

const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
}
