import { createHash } from 'node:crypto'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { appRole } from '@/lib/db-url'
import { type Migration, migrate, migrationsCurrent } from '@/lib/migrate'
import { bareDatabase, type TestDatabase } from '@/lib/testing/database'

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
})

const first = migration('1_first', 'create table thing (id integer primary key); insert into thing values (1);')
const second = migration(
  '2_second',
  `create function twice(n integer) returns integer language plpgsql as $body$ begin return n * 2; end $body$;`,
)
const broken = migration('3_broken', 'create table left_behind (id integer); select 1 / 0;')

let database: TestDatabase
let client: Client

beforeEach(async () => {
  database = await bareDatabase()
  client = new Client({ connectionString: database.ownerUrl })
  await client.connect()
})

afterEach(() => client.end())

const run = (migrations: Migration[], grants = '') => migrate({ ...database, migrations, grants })

describe('migrate', () => {
  test('applies all files once, in order, and then has nothing to do', async () => {
    expect(await run([first])).toEqual(['1_first'])
    expect(await run([first, second])).toEqual(['2_second'])
    expect(await run([first, second])).toEqual([])
    const { rows } = await client.query('select twice(21), (select count(*)::int from thing) as things')
    expect(rows).toEqual([{ twice: 42, things: 1 }])
  })

  test('two instances at once apply each file once', async () => {
    const results = await Promise.all([run([first, second]), run([first, second])])
    expect(results.flat().sort()).toEqual(['1_first', '2_second'])
  })

  test('a failing file leaves nothing behind, and what came before it stays', async () => {
    await expect(run([first, second, broken])).rejects.toThrow(/3_broken failed.*division by zero/)
    const { rows } = await client.query(
      `select to_regclass('left_behind') as left_behind, (select count(*)::int from _prisma_migrations) as recorded`,
    )
    expect(rows).toEqual([{ left_behind: null, recorded: 2 }])
  })

  test('an edited file is noticed', async () => {
    await run([first])
    await expect(run([migration('1_first', `${first.sql} `)])).rejects.toThrow(/1_first was changed/)
  })

  test('a database that is ahead is refused', async () => {
    await run([first, second])
    await expect(run([first])).rejects.toThrow(/ahead of this version.*2_second/)
  })

  test('an unreachable database is refused in words', async () => {
    const url = 'postgresql://nobody@127.0.0.1:1/none'
    await expect(migrate({ ownerUrl: url, appUrl: url, migrations: [] })).rejects.toThrow(/cannot be reached/)
  })

  test('gives rights to the role of the application, every time', async () => {
    const grants = `do $$ begin execute format('grant select on thing to %I', current_setting('ledger.app_role')); end $$`
    await run([first], grants)
    const app = new Client({ connectionString: database.appUrl })
    await app.connect()
    expect((await app.query('select id from thing')).rows).toEqual([{ id: 1 }])
    await expect(app.query('delete from thing')).rejects.toThrow(/permission denied/)
    await expect(app.query('create table mine ()')).rejects.toThrow(/permission denied/)
    await app.end()
  })

  test('a single login that may not make the role is told what an administrator has to run', async () => {
    const both = { ownerUrl: database.ownerUrl, appUrl: database.ownerUrl }
    await expect(migrate({ ...both, migrations: [first], grants: '' })).rejects.toThrow(
      /create role "test_.*" nologin; grant/,
    )
  })
})

test('with a single login the application steps down to a role of fewer rights', async () => {
  const { pathname } = new URL(database.ownerUrl)
  const url = Object.assign(new URL(inject('superuserUrl')), { pathname }).href
  const grants = `do $$ begin execute format('grant select on thing to %I', current_setting('ledger.app_role')); end $$`
  await migrate({ ownerUrl: url, appUrl: url, migrations: [first], grants })
  const { role } = appRole(url, url)
  const app = new Client({ connectionString: url, options: `-c role=${role}` })
  await app.connect()
  expect((await app.query('select id from thing')).rows).toEqual([{ id: 1 }])
  await expect(app.query('delete from thing')).rejects.toThrow(/permission denied/)
  await app.end()
})

describe('migrationsCurrent', () => {
  test('is true only when exactly the known files are applied', async () => {
    expect(await migrationsCurrent(client, [first])).toBe(false)
    await run([first])
    expect(await migrationsCurrent(client, [first])).toBe(true)
    expect(await migrationsCurrent(client, [first, second])).toBe(false)
    expect(await migrationsCurrent(client, [])).toBe(false)
  })
})
