import { onePlan, type Tx } from '@/lib/db'
import type { Partition } from '@/lib/generated/prisma/enums'

/**
 * Draws the next number of a series, in the caller's transaction: the counter's row stays locked until commit, and a rollback gives the
 * number back, so numbers have no gaps. Each partition has its own series, since a gap in a shared one would tell a side that the other
 * has made something.
 */
export function nextNumber(
  tx: Tx,
  inquiryId: string,
  prefix: string,
  partition: Partition = 'shared',
): Promise<number> {
  return nextNumbers(tx, inquiryId, prefix, 1, partition)
}

/** The same for so many at once; gives the first of them. */
export async function nextNumbers(
  tx: Tx,
  inquiryId: string,
  prefix: string,
  many: number,
  partition: Partition = 'shared',
): Promise<number> {
  const series = partition === 'shared' ? prefix : `${prefix}-${partition}`
  const rows = await tx.$queryRaw<{ last: number }[]>`${onePlan}
    INSERT INTO counter (inquiry_id, series, last) VALUES (${inquiryId}::uuid, ${series}, ${many}::int)
    ON CONFLICT (inquiry_id, series) DO UPDATE SET last = counter.last + ${many}::int
    RETURNING last`
  const row = rows[0]
  if (!row) throw new Error(`no number drawn for ${series}`)
  return row.last - many + 1
}
