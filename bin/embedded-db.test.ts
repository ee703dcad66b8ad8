import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectEmbedded, startEmbedded } from '@/bin/embedded-db'

const asRoot = process.getuid?.() === 0
const ORDINARY = 1234
const canReach = (uid: number, path: string) => spawnSync('test', ['-r', path], { uid }).status === 0

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger db test '))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const script = (data: string) => `
  const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded-db.ts', import.meta.url).href)})
  const { ownerUrl } = await startEmbedded(${JSON.stringify(data)})
  console.log(ownerUrl)
  setInterval(() => {}, 1000)
`

/** Starts the database in a process of its own, which can then be killed; resolves with its address. */
async function startElsewhere(data: string, uid?: number): Promise<{ starter: ChildProcess; ownerUrl: string }> {
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script(data)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    uid,
    gid: uid,
    env: { ...process.env, TMPDIR: join(data, '..') },
  })
  const ended = once(starter, 'exit').then(() =>
    Promise.reject(new Error('The process that starts the database ended.')),
  )
  const [ownerUrl] = await Promise.race([once(createInterface({ input: starter.stdout }), 'line'), ended])
  ended.catch(() => {})
  return { starter, ownerUrl }
}

async function killHard(starter: ChildProcess): Promise<void> {
  starter.kill('SIGKILL')
  await once(starter, 'exit')
}

describe('startEmbedded', () => {
  test('gives a durable UTF-8 database in UTC, whose application login may not make tables', async () => {
    const { ownerUrl, appUrl, stop } = await startEmbedded(join(folder, 'data'))
    const [settings] = await query(
      ownerUrl,
      `select current_setting('TimeZone') as zone, current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
        current_setting('listen_addresses') as listens`,
    )
    expect(settings).toEqual({ zone: 'UTC', fsync: 'on', encoding: 'UTF8', listens: '127.0.0.1' })
    await expect(query(appUrl, 'create table mine ()')).rejects.toThrow(/permission denied/)
    await expect(query(appUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication/)
    expect(statSync(join(folder, 'data', 'database.json')).mode & 0o777).toBe(0o600)
    await stop()
    await expect(query(ownerUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })

  test('comes back with what was written after its starter was killed', async () => {
    const data = join(folder, 'data')
    const { starter, ownerUrl } = await startElsewhere(data)
    await query(ownerUrl, 'create table kept as select 42 as answer')
    await killHard(starter)
    const again = await startEmbedded(data)
    expect(await query(again.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
    await again.stop()
  })

  test('starts PostgreSQL again, at the same address, when that was killed', async () => {
    const { ownerUrl, stop } = await startEmbedded(join(folder, 'data'))
    const pid = Number(readFileSync(join(folder, 'data', 'db', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => query(ownerUrl, 'select 1'), { timeout: 15_000 })
    await stop()
    await expect(query(ownerUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })

  test('ends after a crash of one of its processes and is started afresh, since a failed recovery of its own would hang', async () => {
    const { ownerUrl, stop } = await startEmbedded(join(folder, 'data'))
    const postmaster = () => readFileSync(join(folder, 'data', 'db', 'postmaster.pid'), 'utf8').split('\n')[0]
    const before = postmaster()
    const client = new Client({ connectionString: ownerUrl })
    client.on('error', () => {})
    await client.connect()
    process.kill((await client.query('select pg_backend_pid() as pid')).rows[0].pid, 'SIGKILL')
    await vi.waitFor(() => expect(postmaster()).not.toBe(before), { timeout: 15_000 })
    await vi.waitFor(() => query(ownerUrl, 'select 1'), { timeout: 15_000 })
    await stop()
  })

  test.runIf(asRoot)('runs as root in a folder that only root may enter', async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    chmodSync(folder, 0o700)
    const first = await startEmbedded(join(closed, 'data'))
    await query(first.ownerUrl, 'create table kept as select 1 as one')
    await first.stop()
    // Opened afterwards, it runs as another user, and finds its files.
    for (const path of [folder, closed]) chmodSync(path, 0o755)
    const second = await startEmbedded(join(closed, 'data'))
    expect(await query(second.ownerUrl, 'select one from kept')).toEqual([{ one: 1 }])
    await second.stop()
  })

  test.runIf(asRoot && canReach(ORDINARY, import.meta.filename))(
    'runs as an ordinary user, even a nameless one',
    async () => {
      chownSync(folder, ORDINARY, ORDINARY)
      const { starter, ownerUrl } = await startElsewhere(join(folder, 'data'), ORDINARY)
      expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(statSync(join(folder, 'data', 'db')).uid).toBe(ORDINARY)
      await killHard(starter)
    },
  )
})

describe('connectEmbedded', () => {
  test('uses the running database and leaves it running', async () => {
    const data = join(folder, 'data')
    const server = await startEmbedded(data)
    const command = await connectEmbedded(data)
    expect(command.ownerUrl).toBe(server.ownerUrl)
    await command.stop()
    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  test('starts it for the duration when nothing runs', async () => {
    const command = await connectEmbedded(join(folder, 'data'))
    expect(await query(command.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await command.stop()
    await expect(query(command.appUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  })
})
