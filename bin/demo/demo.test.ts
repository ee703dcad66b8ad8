import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '@/bin/database'
import { renewDatabase } from '@/bin/db/renew'
import { demoPassphrase, makeDemo, wantsDemo } from '@/bin/demo/demo'
import { startEmbedded } from '@/bin/embedded-db'
import { takeLock } from '@/bin/lock.mjs'
import { closeDb, db } from '@/lib/db'
import { commandLinePerson } from '@/lib/people/actor'
import { createPerson } from '@/lib/people/commands'

/*
 * What the demonstration contains is tried in prisma/demo; here, that it comes once, whole or not at all, and goes for good. A stand-in of
 * one account keeps that quick, except in the one test that makes it.
 */

// Each starts PostgreSQL, some in a process of its own.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder: string
let stop: () => Promise<void>

async function open(): Promise<void> {
  stop = (await openDatabase(startEmbedded)).stop
}

async function close(): Promise<void> {
  await closeDb()
  await stop()
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'LEDGER_EMBEDDED']) delete process.env[name]
}

beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ledger demo ')), 'data')
})

/** One data folder serves all tests, since making one takes seconds; each finds it as if it were new. */
beforeEach(async () => {
  process.env.DATA_DIR = folder
  await open()
  await renewDatabase(urls(), async () => {})
  for (const file of ['demo.passphrase', 'demo.ended']) rmSync(join(folder, file), { force: true })
})

afterEach(close)

afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const someone = { name: 'Somebody', password: 'harbor lantern orchard pebble', isAdmin: true }
const account = (email: string) => createPerson(commandLinePerson(), { ...someone, email })
const urls = () => ({ ownerUrl: process.env.DATABASE_OWNER_URL ?? '', appUrl: process.env.DATABASE_URL ?? '' })
const emails = async () => (await db().user.findMany({ orderBy: { email: 'asc' } })).map(({ email }) => email)

/** One account, as the demonstration makes them. */
async function standIn(): Promise<void> {
  await account('admin@demo.example')
  await db().user.updateMany({ data: { isDemo: true } })
}

describe('a new database in the place of the old', () => {
  test('holds what it was filled with, and nothing else', async () => {
    await account('old@office.example')
    await renewDatabase(urls(), async () => void (await account('new@office.example')))
    expect(await emails()).toEqual(['new@office.example'])
  })

  test('does not come when filling it fails', async () => {
    await account('old@office.example')
    const failing = renewDatabase(urls(), async () => {
      await account('new@office.example')
      throw new Error('in the middle')
    })
    await expect(failing).rejects.toThrow('in the middle')
    expect(await emails()).toEqual(['old@office.example'])
  })

  test('does not come when the old one was used meanwhile', async () => {
    await renewDatabase(urls(), standIn, async () => false)
    expect(await emails()).toEqual([])
  })
})

describe('the first start', () => {
  test('makes the demonstration once, with a pass phrase that only this user can read', {
    timeout: 120_000,
  }, async () => {
    expect(await wantsDemo(folder)).toBe(true)
    expect(await demoPassphrase(folder)).toBeNull()
    await makeDemo(folder)
    expect(await wantsDemo(folder)).toBe(false)
    const passphrase = (await demoPassphrase(folder)) ?? ''
    expect(passphrase.length).toBeGreaterThanOrEqual(15)
    expect(statSync(join(folder, 'demo.passphrase')).mode & 0o777).toBe(0o600)
    await close()
    await open()
    expect(await wantsDemo(folder)).toBe(false)
    expect(await demoPassphrase(folder)).toBe(passphrase)
  })

  test('is clean again after it was killed in the middle', async () => {
    await close()
    const script = `
      const { openDatabase } = await import('@/bin/database')
      const { renewDatabase } = await import('@/bin/db/renew')
      const { startEmbedded } = await import('@/bin/embedded-db')
      const { createPerson } = await import('@/lib/people/commands')
      const { commandLinePerson } = await import('@/lib/people/actor')
      await openDatabase(startEmbedded)
      await renewDatabase({ ownerUrl: process.env.DATABASE_OWNER_URL, appUrl: process.env.DATABASE_URL }, async () => {
        await createPerson(commandLinePerson(), ${JSON.stringify({ ...someone, email: 'half@demo.example' })})
        console.log('half')
        await new Promise(() => setInterval(() => {}, 1000))
      })`
    const half = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(createInterface({ input: half.stdout }), 'line')
    half.kill('SIGKILL')
    await once(half, 'exit')
    await open()
    expect(await wantsDemo(folder)).toBe(true)
    await renewDatabase(urls(), standIn)
    expect(await emails()).toEqual(['admin@demo.example'])
  })

  test('makes none where somebody has an account', async () => {
    await account('first@office.example')
    expect(await wantsDemo(folder)).toBe(false)
  })
})

describe('npm run end-demo', () => {
  const end = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'bin/end-demo.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: folder },
      input: `${someone.password}\n`,
    })
  const me = ['--email', 'me@office.example', '--name', 'Me']

  test('leaves an administrator in an empty ledger, and no demonstration for ever', async () => {
    await standIn()
    await close()
    const ended = end(...me, '--yes')
    expect(ended.stderr + ended.stdout).toContain('The demonstration is gone.')
    expect(ended.status).toBe(0)
    await open()
    expect(await db().user.findMany({ select: { email: true, isAdmin: true, isDemo: true } })).toEqual([
      { email: 'me@office.example', isAdmin: true, isDemo: false },
    ])
    expect(await db().auditEvent.count()).toBe(1)
    expect(await wantsDemo(folder)).toBe(false)
    expect(await demoPassphrase(folder)).toBeNull()
    expect(readFileSync(join(folder, 'demo.ended'), 'utf8')).not.toBe('')
  })

  test('changes nothing when the pass phrase is refused, or nobody confirms', async () => {
    await standIn()
    await close()
    expect(end(...me).stderr).toContain('add --yes')
    const refused = spawnSync(process.execPath, ['--import', 'tsx', 'bin/end-demo.ts', ...me, '--yes'], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: folder },
      input: 'short\n',
    })
    expect(refused.status).toBe(1)
    await open()
    expect(await emails()).toEqual(['admin@demo.example'])
    expect(existsSync(join(folder, 'demo.ended'))).toBe(false)
  })

  test('refuses where there is no demonstration, while the ledger runs, and on a database of one’s own', async () => {
    await account('mine@office.example')
    await close()
    expect(end(...me, '--yes').stderr).toContain('There is no demonstration')
    const lock = takeLock(join(folder, 'server.lock'))
    expect(end(...me, '--yes').stderr).toContain('Stop it first')
    lock?.release()
    process.env.DATABASE_URL = 'postgresql://a:b@127.0.0.1:1/c'
    expect(end(...me, '--yes').stderr).toContain('a database of your own')
    delete process.env.DATABASE_URL
    await open()
    expect(await emails()).toEqual(['mine@office.example'])
  })
})
