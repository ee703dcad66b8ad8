import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { closeDb, db } from '@/lib/db'
import { createInquiry } from '@/lib/inquiries/commands'
import { commandLinePerson, type Person } from '@/lib/people/actor'
import { changePerson, createPerson, disablePerson, enablePerson, setPassword } from '@/lib/people/commands'
import { changeMyPassword, endAllSessions, endSession, makeToken, signOut } from '@/lib/people/my-commands'
import { sessionCookieFrom } from '@/lib/people/next-auth'
import { actorFor, personOfSession, personOfTokenHash, placeOf } from '@/lib/people/queries'
import { sessionIdIn } from '@/lib/people/session-cookie'
import { beginSession } from '@/lib/people/sign-in'
import { closeThrottle, TRIES } from '@/lib/people/throttle'
import type { Refusal } from '@/lib/refusal'
import { freshDatabase } from '@/lib/testing/database'

const password = 'amber kettle river lantern'
const other = 'copper violin harbor moss'
const server = commandLinePerson()
let count = 0

/** An account, and where its owner sits: each test at its own address, so that none slows another down. */
async function somebody({ isAdmin = false } = {}) {
  const n = ++count
  const email = `person${n}@committee.example`
  const { userId } = await createPerson(server, { name: `Person ${n}`, email, password, isAdmin })
  const visitor = { address: `192.0.2.${n}`, browser: 'a test' }
  const come = (given: object = {}) => beginSession({ email, password, ...given }, visitor)
  const here = async (session: string) => {
    const person = await personOfSession(session)
    if (!person) throw new Error('nobody is signed in')
    return person
  }
  return { userId, email, visitor, come, here }
}

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => expect.fail('was not refused'),
    (error: Refusal) => error,
  )
const lastEvent = async () => {
  const row = await db().auditEvent.findFirstOrThrow({ orderBy: { seq: 'desc' } })
  return { event: row.event, body: row.body, actorId: row.actorId }
}

beforeAll(async () => {
  await freshDatabase()
  process.env.NEXTAUTH_SECRET = 'a secret of forty characters for testing'
})
afterAll(async () => {
  await closeThrottle()
  await closeDb()
})

describe('coming in', () => {
  test('the right password begins a session, whatever the case of the e-mail, and the log says so', async () => {
    const { come, email, userId } = await somebody()
    const session = await come({ email: email.toUpperCase() })
    expect(await personOfSession(session)).toMatchObject({ userId, email, via: 'screen', sessionId: session })
    expect(await lastEvent()).toMatchObject({ event: 'session.began', actorId: userId })
  })

  test('unknown, wrong and disabled get the same words, and the log tells them apart', async () => {
    const { come, userId, email } = await somebody()
    const refusals = [await refusal(come({ password: 'not the right one at all' }))]
    expect((await lastEvent()).body).toContain('wrong password')
    refusals.push(await refusal(come({ email: 'my secret typed in the wrong field' })))
    const unknown = await lastEvent()
    expect(unknown).toMatchObject({ event: 'session.refused', actorId: null })
    expect(unknown.body).toContain('no such account')
    expect(unknown.body).not.toContain('my secret')
    await disablePerson(server, { userId, version: 1 })
    refusals.push(await refusal(come()))
    const disabled = await lastEvent()
    expect(disabled.body).toContain('the account is disabled')
    expect(disabled.body).toContain(email)
    expect(disabled.body).not.toContain(password)
    expect(new Set(refusals.map(({ kind, message, detail }) => `${kind} ${message} ${detail}`)).size).toBe(1)
  })

  test('next-auth makes a cookie that holds the session and nothing else', async () => {
    const { come } = await somebody()
    let session = ''
    const cookie = await sessionCookieFrom(async () => {
      session = await come()
      return session
    })
    expect(await sessionIdIn(cookie)).toBe(session)
    expect(await sessionIdIn(`${cookie.slice(0, -4)}AAAA`)).toBeNull()
    expect(await sessionIdIn('nonsense')).toBeNull()
    process.env.NEXTAUTH_SECRET = 'another secret of forty characters here'
    expect(await sessionIdIn(cookie)).toBeNull()
    process.env.NEXTAUTH_SECRET = 'a secret of forty characters for testing'
    expect(await sessionIdIn(cookie)).toBe(session)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 86_400_000 })
    expect(await sessionIdIn(cookie)).toBeNull()
    vi.useRealTimers()
  })

  test('what refuses the sign-in comes through next-auth as it was thrown', async () => {
    const { come } = await somebody()
    const error = await refusal(sessionCookieFrom(() => come({ password: 'not the right one at all' })))
    expect(error).toMatchObject({ kind: 'forbidden', message: 'E-mail address or password is wrong' })
  })
})

describe('the throttle', () => {
  test(`after ${TRIES} wrong tries the right password waits too, from this address alone, and once in the log`, async () => {
    const { come, email, visitor } = await somebody()
    for (let i = 0; i < TRIES; i++) expect((await refusal(come({ password: 'wrong' }))).kind).toBe('forbidden')
    const before = await db().auditEvent.count()
    const spent = await refusal(come())
    expect(spent.kind).toBe('throttled')
    expect(spent.detail).toMatch(/^Wait (60|5\d) seconds/)
    expect((await refusal(come())).kind).toBe('throttled')
    expect(await db().auditEvent.count()).toBe(before + 1)
    expect((await lastEvent()).body).toContain('too many tries')

    const elsewhere = await beginSession({ email, password }, { ...visitor, address: '198.51.100.7' })
    expect(await personOfSession(elsewhere)).not.toBeNull()

    await db().throttle.updateMany({ data: { expire: BigInt(Date.now() - 1) } })
    expect(await personOfSession(await come())).not.toBeNull()
  })

  test('keeps nobody waiting until the hour of a clock that was a year ahead', async () => {
    const { come } = await somebody()
    for (let i = 0; i <= TRIES; i++) await refusal(come({ password: 'wrong' }))
    await db().throttle.updateMany({ data: { expire: BigInt(Date.now() + 365 * 86_400_000) } })
    expect(await personOfSession(await come())).not.toBeNull()
  })

  test.each([
    ['behind', -13],
    ['ahead', 30],
  ])(
    'lets people in for as long as ever while the clock of the server is hours %s that of the database',
    async (_how, hours) => {
      const { come, userId } = await somebody()
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 })
      try {
        const session = await come()
        expect(await personOfSession(session)).toMatchObject({ userId })
        // Seen a minute ago and more, then once more: that is written down one time.
        await db()
          .$executeRaw`UPDATE user_session SET last_seen_at = now() - interval '2 minutes' WHERE id = ${session}::uuid`
        await personOfSession(session)
        const [row] = await db().$queryRaw<{ left: number; fresh: boolean }[]>`
        SELECT extract(epoch FROM expires_at - now())::float8 AS left, last_seen_at > now() - interval '1 minute' AS fresh
          FROM user_session WHERE id = ${session}::uuid`
        expect(row).toMatchObject({ fresh: true })
        expect(Math.abs((row?.left ?? 0) - 12 * 3_600)).toBeLessThan(60)
      } finally {
        vi.useRealTimers()
      }
    },
  )

  test('an unknown account is throttled like a known one', async () => {
    const visitor = { address: '198.51.100.8', browser: '' }
    const kinds = []
    for (let i = 0; i <= TRIES; i++) {
      kinds.push((await refusal(beginSession({ email: 'nobody@committee.example', password: 'x' }, visitor))).kind)
    }
    expect(kinds).toEqual([...Array(TRIES).fill('forbidden'), 'throttled'])
  })

  test('no e-mail and no address is kept in the clear', async () => {
    const kept = await db().throttle.findMany()
    expect(kept.length).toBeGreaterThan(0)
    for (const { key } of kept) expect(key).toMatch(/^(pair|account|address|refusals?):[0-9a-f]{64}$/)
  })

  test('many tries at once do not slip through together', async () => {
    const { come } = await somebody()
    const tries = await Promise.all(Array.from({ length: 12 }, () => refusal(come({ password: 'wrong' }))))
    expect(tries.filter(({ kind }) => kind === 'forbidden')).toHaveLength(TRIES)
  })

  test('a right password wipes the slate', async () => {
    const { come } = await somebody()
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < TRIES - 1; i++) expect((await refusal(come({ password: 'wrong' }))).kind).toBe('forbidden')
      await come()
    }
  })
})

test('nothing that a stranger writes into a header is kept, unless it is an address or the name of a browser', async () => {
  const { email } = await somebody()
  const visitor = { address: 'SECRET//NOFORN', browser: 'TOP SECRET//SI//NOFORN a browser' }
  const session = await beginSession({ email, password }, visitor)
  const kept = await db().userSession.findUniqueOrThrow({ where: { id: session } })
  expect({ address: kept.address, browser: kept.browser }).toEqual({ address: '', browser: '' })
  await refusal(beginSession({ email, password: 'not the right one at all' }, visitor))
  expect((await lastEvent()).body).not.toContain('SECRET')
})

/** How many connections wait for what another holds. */
const waiting = async () => {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row?.count
}

test('a password that is replaced while it is being judged lets nobody in', async () => {
  const { come, userId } = await somebody()
  let coming: Promise<unknown> = Promise.resolve()
  await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash: 'another' } })
    coming = refusal(come())
    await expect.poll(waiting, { timeout: 15_000 }).toBe(1)
  })
  expect(await coming).toMatchObject({ kind: 'forbidden' })
  expect(await db().userSession.count({ where: { userId } })).toBe(0)
})

test('with a session or a token comes what its owner is in the inquiry that is asked for, as the database has it now', async () => {
  const [member, other] = [await somebody({ isAdmin: true }), await somebody()]
  const session = await member.come()
  const { slug } = await createInquiry(await member.here(session), {
    name: 'Asked for',
    slug: 'asked-for',
    committee: 'Armed Services',
    chamber: 'senate',
    timeZone: 'America/New_York',
    openedOn: '2026-01-05',
  })
  const { token } = await makeToken(await member.here(session), { name: 'a program', days: '30', current: password })
  const hash = createHash('sha256').update(String(token)).digest('hex')
  const inquiry = { slug, name: 'Asked for', openedOn: '2026-01-05', closedOn: null, version: 1 }
  const of = (place: object | null) => ({ at: { slug, asked: place } })
  const theirs = of({ inquiry, membership: { role: 'admin', side: 'nonpartisan' } })
  expect(await personOfSession(session, slug)).toMatchObject(theirs)
  expect(await personOfTokenHash(hash, slug)).toMatchObject(theirs)
  expect(await personOfSession(await other.come(), slug)).toMatchObject(of({ inquiry, membership: null }))
  expect(await personOfSession(session, 'no-such')).toMatchObject({ at: { slug: 'no-such', asked: null } })
  expect(await personOfSession(session, 'a\0b')).toMatchObject({ at: { slug: 'a\0b', asked: null } })
  // Of another inquiry than the one that was asked for, it is asked anew.
  const person = await personOfSession(session, 'no-such')
  expect(person && (await actorFor(person, String(slug)))).toMatchObject({ role: 'admin', inquiry: { slug } })
  await db().membership.deleteMany({ where: { userId: member.userId } })
  expect(await personOfSession(session, slug)).toMatchObject(of({ inquiry, membership: null }))
})

test('a slug that no column can hold is nobody’s inquiry', async () => {
  const { userId } = await somebody()
  expect(await placeOf({ userId }, 'a\0b')).toBeNull()
})

describe('what ends a session ends it for the very next request', () => {
  type Way = { how: string; act: (me: Person, session: string) => Promise<unknown>; stays?: 'this one' | 'the other' }
  const ways: Way[] = [
    { how: 'signing out', act: (me) => signOut(me, {}), stays: 'the other' },
    { how: 'ending it from elsewhere', act: (me, session) => endSession(me, { session }), stays: 'the other' },
    { how: 'signing out everywhere', act: (me) => endAllSessions(me, { userId: me.userId }) },
    { how: 'disabling the account', act: (me) => disablePerson(server, { userId: me.userId, version: 1 }) },
    {
      how: 'a new password from an administrator',
      act: (me) => setPassword(server, { email: me.email, password: other }),
    },
    {
      how: 'changing the password',
      act: (me) => changeMyPassword(me, { current: password, password: other }),
      stays: 'this one',
    },
  ]
  test.each(ways)('$how', async ({ act, stays }) => {
    const { come, here } = await somebody()
    const [session, another] = [await come(), await come()]
    await act(await here(session), session)
    expect((await personOfSession(session)) !== null).toBe(stays === 'this one')
    expect((await personOfSession(another)) !== null).toBe(stays === 'the other')
  })

  test('having begun while the clock was a year ahead', async () => {
    const { come } = await somebody()
    const session = await come()
    const expiresAt = new Date(Date.now() + 365 * 86_400_000)
    await db().userSession.update({ where: { id: session }, data: { expiresAt } })
    expect(await personOfSession(session)).toBeNull()
  })

  test('running out', async () => {
    const { come } = await somebody()
    const session = await come()
    await db().userSession.update({ where: { id: session }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await personOfSession(session)).toBeNull()
  })

  test('enabling an account again does not bring its old sessions and tokens back', async () => {
    const { come, here, userId } = await somebody()
    const session = await come()
    const { token } = await makeToken(await here(session), { name: 'a program', days: '30', current: password })
    const owner = () => personOfTokenHash(createHash('sha256').update(String(token)).digest('hex'))
    expect(await owner()).toMatchObject({ userId })
    await disablePerson(server, { userId, version: 1 })
    await enablePerson(server, { userId, version: 2 })
    expect(await personOfSession(session)).toBeNull()
    expect(await owner()).toBeNull()
  })

  test('administration given or taken counts from the next request on', async () => {
    const { come, userId, email } = await somebody()
    const session = await come()
    await changePerson(server, { userId, version: 1, name: 'Renamed', email, isAdmin: true })
    expect(await personOfSession(session)).toMatchObject({ isAdmin: true, name: 'Renamed' })
    await somebody({ isAdmin: true })
    await changePerson(server, { userId, version: 2, name: 'Renamed', email, isAdmin: false })
    expect(await personOfSession(session)).toMatchObject({ isAdmin: false })
  })

  test("nobody ends another's session, unless they administer", async () => {
    const [one, two, boss] = [await somebody(), await somebody(), await somebody({ isAdmin: true })]
    const session = await one.come()
    const other = await two.here(await two.come())
    expect((await refusal(endSession(other, { session }))).kind).toBe('missing')
    expect((await refusal(endAllSessions(other, { userId: one.userId }))).kind).toBe('forbidden')
    await endSession(await boss.here(await boss.come()), { session })
    expect(await personOfSession(session)).toBeNull()
  })

  test('the moment of being last seen is written at most once a minute', async () => {
    const { come } = await somebody()
    const session = await come()
    const seen = async () => (await db().userSession.findUniqueOrThrow({ where: { id: session } })).lastSeenAt
    const first = await seen()
    await personOfSession(session)
    expect(await seen()).toEqual(first)
    await db().userSession.update({ where: { id: session }, data: { lastSeenAt: new Date(Date.now() - 61_000) } })
    await personOfSession(session)
    expect((await seen()).getTime()).toBeGreaterThanOrEqual(first.getTime())
  })
})

test('guessing the present password on an open screen is throttled too', async () => {
  const { come, here } = await somebody()
  const me = await here(await come())
  const kinds = []
  for (let i = 0; i <= TRIES; i++) {
    kinds.push((await refusal(changeMyPassword(me, { current: 'wrong', password: other }))).kind)
  }
  expect(kinds).toEqual([...Array(TRIES).fill('invalid'), 'throttled'])
})
