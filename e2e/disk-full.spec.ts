import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Client } from 'pg'
import { whatIsWrong } from '@/bench/kill/check'
import { type Sent, send } from '@/bench/kill/writers'
import { embeddedUrl } from '@/bin/db/roles'
import { secrets } from '@/bin/db/secrets'
import { connectEmbedded } from '@/bin/embedded-db'
import type { Actor } from '@/lib/people/actor'
import { seatWithOffice } from '@/lib/testing/letters'
import { tokenFor } from '@/lib/testing/token'
import { builtActions } from './fixtures/built'
import { type Addresses, bindDatabase, contents, sharedDatabase } from './fixtures/database'
import { launch, type Running, withoutDemo } from './fixtures/launch'
import { callAction, get } from './fixtures/send'
import { sessionOf } from './fixtures/sign-in'
import { type SmallDisk, smallDisk } from './fixtures/small-disk'

/*
 * The disk of the data folder runs full under a running server: what cannot be saved is refused in words and leaves no row; what is there
 * can still be read. Even when the database itself goes down for want of room, it comes back by itself once there is some.
 */
test.describe.configure({ mode: 'serial' })

const shared = sharedDatabase()
let disk: SmallDisk | null
let server: Running
let database: Addresses
let staffer: Actor
let cookie: string
let token: string
const journal: Sent[] = []

test.beforeAll(async () => {
  test.setTimeout(240_000)
  disk = smallDisk(256)
  if (disk) await workOn(withoutDemo(join(disk.folder, 'data')))
})

async function workOn(dataDir: string): Promise<void> {
  server = await launch('disk full', { DATA_DIR: dataDir })
  database = await connectEmbedded(dataDir)
  await bindDatabase(database)
  staffer = (await seatWithOffice()).staffer
  token = await tokenFor(staffer)
  cookie = (await sessionOf(staffer.userId)).cookie
}

test.beforeEach(() => test.skip(!disk, 'A disk that is small enough to fill can only be made by root, on Linux.'))

test.afterAll(async () => {
  await bindDatabase(shared)
  await server?.stop()
  disk?.remove()
})

/** Some thousand signs that cannot be kept in fewer. */
const randomText = () => Array.from({ length: 200 }, () => randomUUID()).join(' ')
const home = () => `/inquiries/${staffer.inquiry.slug}`
const page = () => get(server.url + home(), cookie)

/** Drafts a letter under a key of its own; what was answered is kept with it when it was acknowledged. */
async function draft(key = randomUUID()) {
  const body = {
    instrument: 'letter',
    subject: `Written under ${key}`,
    body: randomText(),
    addressee: 'O-1',
  }
  const sent: Sent = {
    key,
    token,
    path: `/api/v1${home()}/letters`,
    body: { ...body, requests: [] },
    table: 'letter',
    tries: 1,
  }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key }
  const answer = await fetch(server.url + sent.path, { method: 'POST', headers, body: JSON.stringify(sent.body) })
  const text = await answer.text()
  if (answer.status === 201) journal.push({ ...sent, answer: { status: 201, text, replayed: false } })
  return { sent, status: answer.status, problem: JSON.parse(text), again: answer.headers.get('retry-after') }
}

let refused: Sent

test('what cannot be saved is refused in words, by the API and on the screen, and leaves no row', async () => {
  const first = await draft()
  expect(first.status).toBe(201)
  disk?.fill()
  // What is left in the last page of each table is still used.
  for (let left = 500; left > 0; left -= 1) {
    const before = await contents(database.ownerUrl)
    const { sent, status, problem } = await draft()
    if (status === 201) continue
    expect({ status, type: problem.type, title: problem.title }).toEqual({
      status: 507,
      type: '/api-docs#full',
      title: 'The database has no room left',
    })
    expect(await contents(database.ownerUrl)).toEqual(before)
    refused = sent
    break
  }
  expect(refused).toBeDefined()

  const action = builtActions().find(({ name }) => name === 'letters/draftLetterAction')?.id ?? ''
  const form = { inquiry: staffer.inquiry.slug, instrument: 'letter', addressee: 'O-1', subject: 'By form' }
  const send = () =>
    callAction(
      `${server.url}${home()}/letters/new`,
      action,
      { ...form, body: randomText() },
      { cookie, origin: server.url },
    )
  let answer = await send()
  for (let left = 500; left > 0 && answer.location.includes('did='); left -= 1) answer = await send()
  expect(answer.text).toContain('"title":"The database has no room left"')
})

test('what is there can still be read', async () => {
  expect((await page()).status).toBe(200)
  expect((await page()).text).toContain('Where the inquiry stands')
})

test('when the database goes down for want of room, every page says so, and so does the API', async () => {
  const { port } = new URL(database.ownerUrl)
  const superuser = new Client({
    connectionString: embeddedUrl('superuser', Number(port), secrets(join(disk?.folder ?? '', 'data'))),
  })
  superuser.on('error', () => {})
  await superuser.connect()
  // Its log of changes needs a new file that there is no room for: PostgreSQL stops rather than lose one.
  const more = async () => {
    for (;;) await superuser.query(`select pg_switch_wal(), pg_logical_emit_message(true, 'full', 'x')`)
  }
  await expect(more()).rejects.toThrow()
  await expect.poll(async () => (await page()).status).toBe(503)
  expect((await page()).text).toContain('The database does not answer just now')
  expect(await draft()).toMatchObject({ status: 503, again: '5', problem: { type: '/api-docs#unavailable' } })
})

test('once there is room it comes back without a restart, and what was refused can be sent again', async () => {
  disk?.empty()
  await expect.poll(async () => (await page()).status, { timeout: 60_000 }).toBe(200)
  const answer = await send(server.url, refused)
  expect(answer).toMatchObject({ status: 201, replayed: false })
  if (answer) journal.push({ ...refused, answer })
  const { ownerUrl } = database
  const inquiryId = staffer.inquiry.id
  expect(await whatIsWrong({ origin: server.url, ownerUrl, inquiryId }, journal, 0)).toEqual([])
})
