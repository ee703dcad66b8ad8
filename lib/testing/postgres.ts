import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { embeddedUrl } from '@/bin/db/roles'
import { secrets } from '@/bin/db/secrets'
import { startEmbedded } from '@/bin/embedded-db'

/** Where tests make their databases: as whom they own them, as the application, and as who may do anything. `stop` takes all of it away. */
export type TestServer = { ownerUrl: string; appUrl: string; superuserUrl: string; stop(): Promise<void> }

/** A PostgreSQL for one run of the tests: the one that LEDGER_TEST_DATABASE_URL names, else an embedded one of its own. */
export function testServer(): Promise<TestServer> {
  const url = process.env.LEDGER_TEST_DATABASE_URL
  return url ? external(url) : embedded()
}

async function embedded(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-test-'))
  const dataDir = join(folder, 'data')
  const database = await startEmbedded(dataDir)
  return {
    ...database,
    superuserUrl: embeddedUrl('superuser', Number(new URL(database.ownerUrl).port), secrets(dataDir)),
    async stop() {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Two logins for this run on a server that somebody else runs, and an empty database. @param url a superuser's */
async function external(url: string): Promise<TestServer> {
  const [owner, app] = ['owner', 'app'].map((name) => `ledger_test_${randomUUID().slice(0, 8)}_${name}`)
  const password = randomUUID()
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create role ${owner} login createdb password '${password}'`)
  await client.query(`create role ${app} login password '${password}'`)
  await client.query(`grant pg_signal_backend to ${owner}`)
  await client.query(`create database ${owner} owner ${owner}`)
  const as = (username = '') => Object.assign(new URL(url), { username, password, pathname: `/${owner}` }).href
  return {
    ownerUrl: as(owner),
    appUrl: as(app),
    superuserUrl: url,
    async stop() {
      const { rows } = await client.query<{ name: string; role: string | null }>(
        `select datname as name, r.rolname as role from pg_database d left join pg_roles r on r.rolname = datname || '_app'
          where datdba = $1::regrole`,
        [owner],
      )
      for (const { name, role } of rows) {
        await client.query(`drop database ${name} with (force)`)
        if (role) await client.query(`drop role ${role}`)
      }
      await client.query(`drop role ${app}, ${owner}`)
      await client.end()
    },
  }
}
