import { expect, test } from '@playwright/test'
import { freePort } from '@/bench/kill/rounds'
import { db } from '@/lib/db'
import type { Committee } from '@/lib/testing/committee'
import { draftOf } from '@/lib/testing/requests'
import { tokenFor } from '@/lib/testing/token'
import { type Addresses, bindDatabase, copyOf, newDatabase, sharedDatabase, startLogAt } from './fixtures/database'
import { launch, type Running } from './fixtures/launch'
import { get } from './fixtures/send'
import { sessionOf } from './fixtures/sign-in'
import { byApi, majorityAt, ownWord } from './partition/majority'
import { downloadsFor, type Place, type Seat, type Sight, sightOf } from './partition/sight'
import { callOf, inMidCourse } from './partition/world'

/*
 * What the majority does among itself changes no word of what anybody else can be told: all of it is asked for before, in between and
 * after, and compared as it came. Nor can anybody read from what they may see that something is left out.
 */
test.describe.configure({ mode: 'serial' })

/** Numbers of the log begin here, where nothing else is numbered: wherever such a number stands, one of them got out. */
const LOG_BEGINS_AT = 731_846_000_000
const OF_THE_LOG = /731846\d{6}/

const watchers = ['minorityStaffer', 'minorityReviewer', 'nonpartisanStaffer', 'viewer'] as const
type Watcher = (typeof watchers)[number]

const shared = sharedDatabase()
let database: Addresses
let acting: Running | undefined
let settings: Record<string, string>
let committee: Committee
let place: Place
let seats: Record<Watcher, Seat>
let before: Record<Watcher, Sight>
let majority: ReturnType<typeof majorityAt>
let own: Awaited<ReturnType<typeof majority.prepare>>

test.beforeAll(async () => {
  test.setTimeout(600_000)
  database = await newDatabase()
  settings = {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: test.info().outputPath('data'),
    PORT: await freePort(Math.random),
    // There are no jobs in it.
    WORKERS: '0',
  }
  acting = await launch('partition', { ...settings, DATA_DIR: test.info().outputPath('acting'), PORT: '0' })
  await bindDatabase(database)
  await startLogAt(database.ownerUrl, LOG_BEGINS_AT)
  committee = await inMidCourse()
  const { slug } = committee.staffer.inquiry
  const ids = (await db().membership.findMany({ where: { inquiry: { slug } }, take: 2 })).map(({ id }) => id)
  place = { url: `http://localhost:${settings.PORT}`, slug, ids: [...ids, committee.staffer.userId], word: ownWord }
  const entries = watchers.map(async (who): Promise<[Watcher, Seat]> => {
    const { userId } = committee[who]
    return [who, { cookie: (await sessionOf(userId)).cookie, token: await tokenFor(committee[who]) }]
  })
  seats = Object.fromEntries(await Promise.all(entries)) as typeof seats
  const actors = ['staffer', 'otherStaffer', 'reviewer'] as const
  const tokens = Object.fromEntries(
    await Promise.all(actors.map(async (who) => [who, await tokenFor(committee[who])] as const)),
  )
  majority = majorityAt(byApi(acting.url, slug, tokens), committee)
  before = await everySight()
})

test.afterAll(async () => {
  await bindDatabase(shared)
  await acting?.stop()
})

/**
 * All that the watchers can be told now, by a server of its own on a copy of the database: so looking, which is noted too, changes nothing of what is
 * looked at next, and no figure is one that was counted before.
 */
async function everySight(): Promise<Record<Watcher, Sight>> {
  await bindDatabase(shared)
  const copy = await copyOf(database)
  await bindDatabase(database)
  // It was cut off from its database meanwhile.
  await expect.poll(async () => (await get(`${acting?.url}/api/ready`)).status).toBe(200)
  const looking = { ...settings, DATABASE_URL: copy.appUrl, DATABASE_OWNER_URL: copy.ownerUrl }
  const server = await launch('partition looked at', looking)
  try {
    return await lookedAt(server.url)
  } finally {
    await server.stop()
  }
}

async function lookedAt(url: string): Promise<Record<Watcher, Sight>> {
  // One's own page says when one's token was last used, or that it never was.
  for (const who of watchers)
    await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${seats[who].token}` } })
  const sights: [Watcher, Sight][] = []
  const handed: [Sight, Seat, string[]][] = []
  for (const who of watchers) {
    const { sight, downloads } = await sightOf(seats[who], place)
    sights.push([who, sight])
    handed.push([sight, seats[who], downloads])
  }
  for (const [sight, seat, downloads] of handed) {
    for (const [path, told] of await downloadsFor(seat, place, downloads)) sight.set(path, told)
  }
  return Object.fromEntries(sights) as Record<Watcher, Sight>
}

/** What anybody is told otherwise than before: for each address, the first place where it differs. */
async function changed(): Promise<string[]> {
  const now = await everySight()
  return watchers.flatMap((who) => {
    const paths = new Set([...before[who].keys(), ...now[who].keys()])
    return [...paths].flatMap((path) => difference(before[who].get(path), now[who].get(path), `${who} ${path}`))
  })
}

function difference(was = 'nothing', is = 'nothing', what: string): string[] {
  if (was === is) return []
  let at = 0
  while (was[at] === is[at]) at += 1
  const around = (text: string) => text.slice(Math.max(0, at - 80), at + 80)
  return [`${what}\n  was ${around(was)}\n  is  ${around(is)}`]
}

test('what is looked at is all there, and more than its frame', () => {
  for (const who of watchers) {
    expect(before[who].size, who).toBeGreaterThan(300)
    expect([...before[who].values()].filter((text) => text.startsWith('200')).length, who).toBeGreaterThan(150)
  }
})

test('the majority prepares a letter of its own: nobody else is told a word', async () => {
  test.setTimeout(600_000)
  own = await majority.prepare()
  expect(await changed()).toEqual([])
})

test('it withdraws what it prepared: nobody else is told a word', async () => {
  test.setTimeout(600_000)
  await majority.end(own)
  expect(await changed()).toEqual([])
})

test('nobody else is told a number of the log, as it is or in a place to go on from', () => {
  const told = watchers.flatMap((who) =>
    [...before[who]].filter(([, text]) => OF_THE_LOG.test(text + places(text))).map(([path]) => `${who} ${path}`),
  )
  expect(told).toEqual([])
})

/** Every place to go on from that an answer names, read. */
function places(text: string): string {
  const named = text.matchAll(/(?:"next":"|[?&;](?:after|older|newer)=)([\w-]+)/g)
  return [...named].map(([, place = '']) => Buffer.from(place, 'base64url').toString('latin1')).join(' ')
}

test('the numbers of what is shared, and of the other side, go on without a gap', async () => {
  const act = byApi(acting?.url ?? '', place.slug, { minorityStaffer: seats.minorityStaffer.token })
  const made = async (path: string, body: object) => (await act('minorityStaffer', 'POST', path, body)).ref
  const letter = { instrument: 'letter', subject: 'The recording', addressee: 'O-1', requests: [] }
  expect(await made('letters', letter)).toBe('L-3')
  expect(await made('letters', { ...letter, partition: 'minority' })).toBe('L-N2')
  const drafted = draftOf({ office: 'O-1', question: 'Q-1' })
  expect(await made('requests', drafted)).toBe('R-56')
  expect(await made('requests', { ...drafted, partition: 'minority' })).toBe('R-N2')
  const call = callOf(committee.minorityStaffer)
  expect(await made('correspondence', call)).toBe('CO-2')
  expect(await made('correspondence', { ...call, partition: 'minority' })).toBe('CO-N2')
})
