import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { db } from '@/lib/db'
import type { Actor } from '@/lib/people/actor'
import { hashPassword } from '@/lib/people/password'
import { TRIES } from '@/lib/people/throttle'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { tokenFor } from '@/lib/testing/token'
import { builtActions } from './fixtures/built'
import { bindDatabase, newDatabase, sharedDatabase } from './fixtures/database'
import { launch, type Running } from './fixtures/launch'
import { callAction, get, post } from './fixtures/send'
import { sessionOf } from './fixtures/sign-in'

/*
 * Two servers on one database: whatever one of them does counts at the other from the next request on. They start at the same moment, without
 * workers.
 */

const shared = sharedDatabase()
const password = 'amber kettle river lantern'
const signIn = builtActions().find(({ name }) => name === 'people/signInAction')
let here: Running
let there: Running
let committee: Committee

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const { appUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL } = await newDatabase()
  const start = (name: string) =>
    launch(name, { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR: test.info().outputPath(name), WORKERS: '0' })
  ;[here, there] = await Promise.all([start('instance here'), start('instance there')])
  await bindDatabase({ appUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL })
})
test.beforeEach(async () => {
  committee = await seatCommittee()
})
test.afterAll(async () => {
  await bindDatabase(shared)
  await here?.stop()
  await there?.stop()
})

const both = () => [
  [here, there],
  [there, here],
]
const at = ({ url }: Running, { inquiry }: Actor, path = '') => `${url}/inquiries/${inquiry.slug}${path}`
const call = (server: Running, token: string, path: string, init: RequestInit = {}) =>
  fetch(`${server.url}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
  })
const question = { wording: 'Who knew?', why: 'It matters.', theme: 'when', needs: ['log'] }
const asking = (server: Running, token: string, { inquiry }: Actor, headers: Record<string, string> = {}) =>
  call(server, token, `/inquiries/${inquiry.slug}/questions`, {
    method: 'POST',
    body: JSON.stringify(question),
    headers,
  })

test('both made the tables, once', async () => {
  const applied = await db().$queryRaw<{ name: string; n: bigint }[]>`
    SELECT migration_name AS name, count(*) AS n FROM _prisma_migrations GROUP BY 1 HAVING count(*) > 1`
  expect(applied).toEqual([])
})

test('signing out at one ends the session at the other at once', async () => {
  for (const [one, other] of both()) {
    if (!one || !other) throw new Error('no server')
    const { cookie } = await sessionOf(committee.staffer.userId)
    for (const server of [one, other]) expect((await get(at(server, committee.staffer), cookie)).status).toBe(200)
    expect((await post(`${one.url}/sign-out`, { cookie, origin: one.url })).status).toBe(303)
    const { status, location } = await get(at(other, committee.staffer), cookie)
    expect({ status, location }).toEqual({ status: 307, location: expect.stringContaining('/sign-in') })
  }
})

test('a revoked token, another role and a removed member count at the other at once', async () => {
  const { staffer, viewer } = committee
  const token = await tokenFor(staffer)
  for (const server of [here, there]) expect((await call(server, token, '/me')).status).toBe(200)
  await db().membership.updateMany({ where: { userId: staffer.userId }, data: { role: 'viewer' } })
  for (const server of [here, there]) expect((await asking(server, token, staffer)).status).toBe(403)
  await db().apiToken.updateMany({ where: { userId: staffer.userId }, data: { revokedAt: new Date() } })
  for (const server of [here, there]) expect((await call(server, token, '/me')).status).toBe(401)
  const { cookie } = await sessionOf(viewer.userId)
  for (const server of [here, there]) expect((await get(at(server, viewer), cookie)).status).toBe(200)
  await db().membership.deleteMany({ where: { userId: viewer.userId } })
  for (const server of [here, there]) expect((await get(at(server, viewer), cookie)).status).toBe(404)
})

test('figures agree, whichever of the two something happened at', async () => {
  const token = await tokenFor(committee.staffer)
  const { cookie } = await sessionOf(committee.viewer.userId)
  const counted = async (server: Running) =>
    Number(
      /Questions(?:<!-- -->)? <span class="n">(\d+)</.exec((await get(at(server, committee.viewer), cookie)).text)?.[1],
    )
  for (let n = 1; n <= 4; n++) {
    const [one, other] = n % 2 ? [here, there] : [there, here]
    expect([await counted(one), await counted(other)]).toEqual([n - 1, n - 1])
    expect((await asking(one, token, committee.staffer)).status).toBe(201)
    expect([await counted(other), await counted(one)]).toEqual([n, n])
  }
})

test('a call that is sent to both at the same moment happens once, and both give the first answer', async () => {
  const token = await tokenFor(committee.staffer)
  const headers = { 'Idempotency-Key': randomUUID() }
  const answers = await Promise.all(
    [here, there, here, there].map((server) => asking(server, token, committee.staffer, headers)),
  )
  const said = await Promise.all(answers.map(async (answer) => ({ status: answer.status, body: await answer.json() })))
  expect(said).toEqual(Array(4).fill({ status: 201, body: { ref: 'Q-1', status: 'open', version: 1 } }))
  expect(answers.map((answer) => answer.headers.get('idempotency-replayed')).filter(Boolean)).toHaveLength(3)
})

test('tries at a password count together, and so do refusals', async () => {
  const { staffer, viewer } = committee
  await db().user.update({ where: { id: staffer.userId }, data: { passwordHash: await hashPassword(password) } })
  const kinds = []
  for (let n = 0; n <= TRIES; n++) {
    const server = n % 2 ? here : there
    const fields = { email: staffer.email, password: n < TRIES ? 'not the password' : password }
    const { text } = await callAction(`${server.url}/sign-in`, signIn?.id ?? '', fields, {
      cookie: undefined,
      origin: server.url,
    })
    kinds.push(/"problem":\{"kind":"(\w+)"/.exec(text)?.[1])
  }
  expect(kinds).toEqual([...Array(TRIES).fill('forbidden'), 'throttled'])

  const token = await tokenFor(viewer)
  for (const server of [here, there, here, there]) expect((await asking(server, token, viewer)).status).toBe(403)
  expect(await db().auditEvent.count({ where: { actorId: viewer.userId, event: 'refusal.forbidden' } })).toBe(1)
})

test('the log is one chain, whoever wrote into it', async () => {
  const token = await tokenFor(committee.staffer)
  const servers = Array.from({ length: 12 }, (_, n) => (n % 2 ? here : there))
  const made = await Promise.all(servers.map((server) => asking(server, token, committee.staffer)))
  expect(made.map(({ status }) => status)).toEqual(Array(12).fill(201))
  const log = await db().auditEvent.findMany({
    orderBy: { seq: 'asc' },
    select: { seq: true, hash: true, prevHash: true },
  })
  expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, n) => n + 1))
  expect(log.slice(1).map(({ prevHash }) => prevHash)).toEqual(log.slice(0, -1).map(({ hash }) => hash))
})

test('a server that is to run no worker has none', async () => {
  const { staffer } = committee
  const jobs = await call(here, await tokenFor(staffer), `/inquiries/${staffer.inquiry.slug}/jobs`)
  expect(await jobs.json()).toEqual({ items: [], worker: false })
})
