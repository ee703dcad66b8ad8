/**
 * The first `limit` of many, and how many there are: counted only when the first may not be all, since most records have few of anything beside
 * them and each count is a statement.
 */
export async function firstOf<T>(
  limit: number,
  read: () => Promise<T[]>,
  count: () => Promise<number>,
): Promise<{ rows: T[]; total: number }> {
  const rows = await read()
  return { rows, total: rows.length < limit ? rows.length : await count() }
}
