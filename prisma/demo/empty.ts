import { db } from '@/lib/db'

/** Nothing was ever done here: no account, no inquiry. */
export async function isEmptyLedger(): Promise<boolean> {
  return (await db().user.count()) === 0 && (await db().inquiry.count()) === 0
}
