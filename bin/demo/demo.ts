import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renewDatabase } from '@/bin/db/renew'
import { keptSecret } from '@/bin/secret-file'
import { closeDb, db } from '@/lib/db'
import { isEmptyLedger } from '@/prisma/demo/empty'
import { newPassphrase } from '@/prisma/demo/passphrase'

const phraseFile = (folder: string) => join(folder, 'demo.passphrase')
const endedFile = (folder: string) => join(folder, 'demo.ended')

function urls() {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = process.env
  if (!appUrl || !ownerUrl) throw new Error('the embedded database is not open')
  return { appUrl, ownerUrl }
}

/** Is this the first start: nothing was ever done in this ledger, and no demonstration was ended on this data folder? */
export async function wantsDemo(folder: string): Promise<boolean> {
  return !existsSync(endedFile(folder)) && (await isEmptyLedger())
}

/**
 * Makes the demonstration in the open embedded database of `folder`, all of it or nothing: killed in the middle, the next start finds an
 * empty ledger. An account that somebody makes meanwhile is kept, and the demonstration is not.
 */
export async function makeDemo(folder: string): Promise<void> {
  const passphrase = keptSecret(phraseFile(folder), newPassphrase)
  // It is told by every room there is, and comes once: all later starts do without loading them.
  const { loadDemo } = await import('@/prisma/demo/load')
  await renewDatabase(urls(), () => loadDemo({ passphrase }), isEmptyLedger)
}

/** The pass phrase of the demonstration's accounts while it lasts, else null. */
export async function demoPassphrase(folder: string): Promise<string | null> {
  const lasts = (await db().user.count({ where: { isDemo: true, disabledAt: null } })) > 0
  return lasts && existsSync(phraseFile(folder)) ? readFileSync(phraseFile(folder), 'utf8') : null
}

/** What stands beside the demonstration and would go with it. Null when there is no demonstration. */
export async function besideDemo(slugs: string[]): Promise<{ accounts: number; inquiries: number } | null> {
  if ((await db().user.count({ where: { isDemo: true } })) === 0) return null
  return {
    accounts: await db().user.count({ where: { isDemo: false } }),
    inquiries: await db().inquiry.count({ where: { slug: { notIn: slugs } } }),
  }
}

/** Ends the demonstration for good: its database is replaced by a new one that holds what `fill` puts there. */
export async function endDemo(folder: string, fill: () => Promise<void>): Promise<void> {
  await renewDatabase(urls(), async () => {
    await fill()
    writeFileSync(endedFile(folder), 'The demonstration was ended here; it is not made again.\n')
  })
  rmSync(phraseFile(folder), { force: true })
  await closeDb()
}
