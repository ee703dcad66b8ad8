import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { problemAnswer } from '@/lib/api/problem'
import { personCommand } from '@/lib/command'
import { closeDb, db, type Tx } from '@/lib/db'
import { commandLinePerson } from '@/lib/people/actor'
import type { Refusal } from '@/lib/refusal'
import { freshDatabase, type TestDatabase } from '@/lib/testing/database'

/* What the database may do to a command while it runs: the real one, and really. */

let database: TestDatabase
let other: Client
let logged: string[] = []
const person = commandLinePerson()

beforeAll(async () => {
  database = await freshDatabase()
  other = new Client({ connectionString: database.appUrl })
  await other.connect()
})
beforeEach(() => {
  logged = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  await other.end()
  await closeDb()
})

let count = 0
const account = () =>
  db().user.create({ data: { email: `someone${++count}@test.example`, name: 'before', passwordHash: 'none' } })
const nameOf = async (id: string) => (await db().user.findUniqueOrThrow({ where: { id } })).name
const rename = (tx: Tx, id: string) => tx.user.update({ where: { id }, data: { name: 'after' } })

/** A command of nothing but this work; `tries` tells how often it began. */
function commandOf(work: (tx: Tx, tried: number) => Promise<unknown>) {
  const tries = { count: 0 }
  const run = personCommand('user.try', z.strictObject({}), async (tx) => {
    tries.count += 1
    await work(tx, tries.count)
    return { ok: true }
  })
  return { run: () => run(person, {}), tries }
}

/** Ends the connection that the transaction runs on, as an operator or a restart does. */
async function cut(tx: Tx): Promise<void> {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  await other.query('select pg_terminate_backend($1)', [row?.pid])
}
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => expect.fail('was not refused'),
    (error: Refusal) => error,
  )
const raise = (tx: Tx, code: string) =>
  tx.$executeRaw`SELECT set_config('test.code', ${code}, true)`.then(
    () =>
      tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'typed by people' USING ERRCODE = current_setting('test.code'); END $$`,
  )

describe('two that wait for each other', () => {
  test('are both carried out, one of them from its beginning again', async () => {
    const [one, two] = [await account(), await account()]
    let here = 0
    let release = () => {}
    const both = new Promise<void>((resolve) => {
      release = resolve
    })
    const order = (first: string, second: string) =>
      commandOf(async (tx, tried) => {
        await rename(tx, first)
        if (tried === 1 && ++here === 2) release()
        await both
        await rename(tx, second)
      })
    const [there, back] = [order(one.id, two.id), order(two.id, one.id)]
    expect(await Promise.all([there.run(), back.run()])).toEqual([{ ok: true }, { ok: true }])
    expect(there.tries.count + back.tries.count).toBe(3)
    expect([await nameOf(one.id), await nameOf(two.id)]).toEqual(['after', 'after'])
  })

  test.each(['40001', '40P01'])('and never get through (%s) are told so in words', async (code) => {
    const { run, tries } = commandOf((tx) => raise(tx, code))
    expect(await refusal(run())).toMatchObject({ kind: 'conflict', detail: expect.stringContaining('Try again') })
    expect(tries.count).toBe(3)
    expect(logged).toHaveLength(1)
    expect(logged.join('')).not.toContain('typed')
  })
})

describe('a connection that breaks', () => {
  test('once is not noticed, and what was begun is done once', async () => {
    const { id } = await account()
    const { run, tries } = commandOf(async (tx, tried) => {
      await rename(tx, id)
      if (tried === 1) await cut(tx)
      await tx.user.update({ where: { id }, data: { version: { increment: 1 } } })
    })
    expect(await run()).toEqual({ ok: true })
    expect(tries.count).toBe(2)
    expect((await db().user.findUniqueOrThrow({ where: { id } })).version).toBe(2)
  })

  test('each time is told in words, nothing is saved, and the next command works', async () => {
    const { id } = await account()
    const { run } = commandOf(async (tx) => {
      await rename(tx, id)
      await cut(tx)
      await rename(tx, id)
    })
    const refused = await refusal(run())
    expect(refused).toMatchObject({ kind: 'unavailable', message: 'The database does not answer just now' })
    const answer = problemAnswer(refused, 'x')
    expect({ status: answer.status, after: answer.headers.get('retry-after') }).toEqual({ status: 503, after: '5' })
    expect(await commandOf((tx) => tx.user.findUniqueOrThrow({ where: { id } })).run()).toEqual({ ok: true })
    expect(await nameOf(id)).toBe('before')
  })

  test('during the commit is not tried again, since nobody knows how it ended', async () => {
    const { id } = await account()
    const { run, tries } = commandOf(async (tx) => {
      await rename(tx, id)
      await cut(tx)
    })
    expect(await refusal(run())).toMatchObject({
      kind: 'unavailable',
      detail: expect.stringContaining('may have been'),
    })
    expect(tries.count).toBe(1)
  })
})

test('a full disk is told in words', async () => {
  const { run, tries } = commandOf((tx) => raise(tx, '53100'))
  const refused = await refusal(run())
  expect(refused).toMatchObject({ kind: 'full', message: 'The database has no room left' })
  expect(problemAnswer(refused, 'x').status).toBe(507)
  expect(tries.count).toBe(1)
})

test('anything else is a fault of ours, and thrown on', async () => {
  await expect(commandOf((tx) => raise(tx, '22012')).run()).rejects.not.toHaveProperty('kind')
})

test('a database that is not there is told in words', async () => {
  await closeDb()
  const { DATABASE_URL, DATABASE_OWNER_URL } = process.env
  const nowhere = Object.assign(new URL(database.appUrl), { port: '1' }).href
  Object.assign(process.env, { DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere })
  const refused = await refusal(commandOf((tx) => tx.user.findFirst()).run())
  await closeDb()
  Object.assign(process.env, { DATABASE_URL, DATABASE_OWNER_URL })
  expect(refused).toMatchObject({ kind: 'unavailable' })
})
