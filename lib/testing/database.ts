import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

/** Addresses of a database: as the owner of its tables, and with the rights of the application. */
export type TestDatabase = { ownerUrl: string; appUrl: string }

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href

/** Names of those that were made for the file that runs. */
const given: string[] = []

async function create(template: string | null): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('templateUrls')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: at(ownerUrl, 'postgres') })
  await client.connect()
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`)
  await client.end()
  given.push(name)
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

/**
 * Nobody is connected to the databases that this file was given, and nobody comes to be: what a test left running can do nothing, least of all to
 * the next file's.
 */
export async function closeDatabases(): Promise<void> {
  const names = given.splice(0)
  if (names.length === 0) return
  const client = new Client({ connectionString: at(inject('templateUrls').ownerUrl, 'postgres') })
  await client.connect()
  for (const name of names) await client.query(`alter database ${name} with allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1)', [names])
  await client.end()
}

/** A database without any table, for tests of the migrations themselves. */
export function bareDatabase(): Promise<TestDatabase> {
  return create(null)
}
