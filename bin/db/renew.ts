import { Client } from 'pg'
import { closeDb } from '@/lib/db'
import { migrate } from '@/lib/migrate'

const NEW = 'ledger_new'
const OLD = 'ledger'

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href

type Urls = { ownerUrl: string; appUrl: string }

/** Runs `work` with `lib/db.ts` bound to another database, and binds it back. */
async function boundTo<T>({ ownerUrl, appUrl }: Urls, work: () => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = process.env
  await closeDb()
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })
  try {
    return await work()
  } finally {
    await closeDb()
    Object.assign(process.env, { DATABASE_URL, DATABASE_OWNER_URL })
  }
}

/**
 * Puts a new database in the place of the embedded one, which is gone then with all that it held: history cannot be taken out of a
 * database, only the database itself. The new one is made beside the old one and takes its name when `fill` is through, so that whenever
 * this is interrupted there is the old one, or none (the next start makes an empty one), and never half of the new one.
 *
 * @param urls logins of the embedded database, its owner's and the application's
 * @param fill fills the new database, through `lib/db.ts`
 * @param confirm asked last, of the old database: false leaves it as it is
 */
export async function renewDatabase(
  urls: Urls,
  fill: () => Promise<void>,
  confirm: () => Promise<boolean> = async () => true,
): Promise<void> {
  const client = new Client({ connectionString: at(urls.ownerUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(`drop database if exists ${NEW} with (force)`)
    await client.query(`create database ${NEW}`)
    // Nothing of it has to outlive a crash before it is whole; the commits below write out everything before them.
    await client.query(`alter database ${NEW} set synchronous_commit = off`)
    const fresh = { ownerUrl: at(urls.ownerUrl, NEW), appUrl: at(urls.appUrl, NEW) }
    await migrate(fresh)
    await boundTo(fresh, fill)
    await client.query(`alter database ${NEW} reset synchronous_commit`)
    if (await boundTo(urls, confirm)) {
      await client.query(`drop database if exists ${OLD} with (force)`)
      await client.query(`alter database ${NEW} rename to ${OLD}`)
    }
  } finally {
    await client.query(`drop database if exists ${NEW} with (force)`).catch(() => {})
    await client.end()
  }
}
