import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

/** Addresses of a database: as the owner of its tables, and with the rights of the application. */
export type TestDatabase = { ownerUrl: string; appUrl: string }

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href

async function create(template: string | null): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('templateUrls')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: at(ownerUrl, 'postgres') })
  await client.connect()
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`)
  await client.end()
  return { ownerUrl: at(ownerUrl, name), appUrl: at(appUrl, name) }
}

/**
 * A migrated, empty database for the calling test file, and the one that `lib/db.ts` uses from now on: call it before
 * anything asks that for a connection. It goes with the whole server at the end of the run.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const { ownerUrl } = inject('templateUrls')
  const database = await create(new URL(ownerUrl).pathname.slice(1))
  process.env.DATABASE_URL = database.appUrl
  process.env.DATABASE_OWNER_URL = database.ownerUrl
  return database
}

/** A database without any table, for tests of the migrations themselves. */
export function bareDatabase(): Promise<TestDatabase> {
  return create(null)
}
