import { createHash } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { deed } from '@/lib/audit/events'
import { closeDb, db } from '@/lib/db'
import { commandLinePerson, type Person } from '@/lib/people/actor'
import { changePerson, createPerson, disablePerson, enablePerson, setPassword } from '@/lib/people/commands'
import { changeMyPassword, endAllSessions, makeToken, makeTokenFor, revokeToken } from '@/lib/people/my-commands'
import { passwordMatches } from '@/lib/people/password'
import { accountOf, listPeople, personOfTokenHash } from '@/lib/people/queries'
import { closeThrottle, TRIES } from '@/lib/people/throttle'
import { refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

const password = 'amber kettle river lantern'
const otherPassword = 'copper violin harbor moss'
const server = commandLinePerson()
let count = 0

async function account(isAdmin = false): Promise<Person> {
  const name = `Person ${++count}`
  const email = `person${count}@committee.example`
  const { userId } = await createPerson(server, { name, email, password, isAdmin })
  return { userId, name, email, isAdmin, via: 'screen' }
}
const find = (token: string) => personOfTokenHash(createHash('sha256').update(token).digest('hex'))
const events = () => db().auditEvent.count({ where: { NOT: { event: { startsWith: 'refusal.' } } } })
const user = (id: string) => db().user.findUniqueOrThrow({ where: { id } })

let boss: Person
let other: Person
let plain: Person
beforeAll(async () => {
  await freshDatabase()
  boss = await account(true)
  other = await account(true)
  plain = await account()
})
afterAll(async () => {
  await closeThrottle()
  await closeDb()
})

describe('accounts are for administrators', () => {
  const verbs: [string, (who: Person) => Promise<unknown>][] = [
    ['createPerson', (who) => createPerson(who, { name: 'New', email: 'new@committee.example', password })],
    [
      'changePerson',
      (who) => changePerson(who, { userId: other.userId, version: 1, name: 'X', email: 'x@committee.example' }),
    ],
    ['disablePerson', (who) => disablePerson(who, { userId: other.userId, version: 1 })],
    ['enablePerson', (who) => enablePerson(who, { userId: other.userId, version: 1 })],
    ['setPassword', (who) => setPassword(who, { email: other.email, password })],
  ]
  test.each(verbs)('%s is refused to others, whatever they say of themselves', async (_, act) => {
    const before = await events()
    expect((await refusalOf(act(plain))).kind).toBe('forbidden')
    expect((await refusalOf(act({ ...plain, isAdmin: true }))).kind).toBe('forbidden')
    expect((await refusalOf(act({ ...boss, userId: '00000000-0000-7000-8000-000000000000' }))).kind).toBe('missing')
    expect(await events()).toBe(before)
  })

  test('the list and the accounts of others do not exist for others', async () => {
    expect((await refusalOf(listPeople(plain))).kind).toBe('missing')
    expect((await refusalOf(accountOf(plain, boss.userId))).kind).toBe('missing')
    expect((await refusalOf(accountOf(boss, 'nonsense'))).kind).toBe('missing')
    expect((await accountOf(plain, plain.userId)).email).toBe(plain.email)
    expect((await listPeople(boss)).map(({ email }) => email)).toContain(plain.email)
  })
})

describe('making and changing an account', () => {
  test('the e-mail is one of a kind, also when two make it at once', async () => {
    const input = { name: 'Twin', email: 'Twin@committee.example', password }
    const both = await Promise.allSettled([createPerson(boss, input), createPerson(other, input)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalOf(createPerson(boss, input))).toMatchObject({ kind: 'invalid', paths: ['email'] })
    expect(
      await refusalOf(changePerson(boss, { userId: plain.userId, version: 1, name: 'P', email: input.email })),
    ).toMatchObject({
      kind: 'invalid',
      paths: ['email'],
    })
  })

  test('a password never comes near the log', async () => {
    const secret = 'nobody may ever read this one'
    await createPerson(boss, { name: 'Quiet', email: 'quiet@committee.example', password: secret })
    await setPassword(boss, { email: 'quiet@committee.example', password: `${secret} again` })
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { email: 'quiet@committee.example' } })
    expect(await passwordMatches(`${secret} again`, passwordHash)).toBe(true)
    const bodies = (await db().auditEvent.findMany({ orderBy: { seq: 'desc' }, take: 2 }))
      .map(({ body }) => body)
      .join()
    expect(bodies).toContain('user.password_set')
    expect(bodies).not.toContain(secret)
    expect(bodies).not.toContain('argon2')
  })

  test.each([
    [{ name: ' ', email: 'a@b.example', password }, ['name']],
    [{ name: 'A', email: 'nonsense', password }, ['email']],
    [{ name: 'A', email: 'a@b.example', password: 'short' }, ['password']],
    [{ name: 'A', email: 'a@b.example' }, ['password']],
    [{ name: 'A', email: 'a@b.example', password, passwordHash: 'x' }, ['passwordHash']],
    [{ name: 'A', email: { not: '' }, password }, ['email']],
  ])('%j is refused beside its field', async (input, paths) => {
    expect(await refusalOf(createPerson(boss, input))).toMatchObject({ kind: 'invalid', paths })
  })

  test('who was slower is told what the first did', async () => {
    const { userId, email } = await account()
    await changePerson(boss, { userId, version: 1, name: 'First', email })
    const slow = changePerson(other, { userId, version: 1, name: 'Second', email })
    await expect(slow).rejects.toMatchObject({ kind: 'conflict', current: { name: 'First', version: '2' } })
    expect((await user(userId)).name).toBe('First')
  })
})

describe('the last administrator', () => {
  test('nobody disables or demotes themselves', async () => {
    const { version } = await user(boss.userId)
    expect((await refusalOf(disablePerson(boss, { userId: boss.userId, version }))).kind).toBe('forbidden')
    const step = { userId: boss.userId, version, name: boss.name, email: boss.email, isAdmin: false }
    expect((await refusalOf(changePerson(boss, step))).kind).toBe('forbidden')
  })

  test('stays, also against the command line and against two at once', async () => {
    const duel = await Promise.allSettled([
      disablePerson(boss, { userId: other.userId, version: 1 }),
      disablePerson(other, { userId: boss.userId, version: 1 }),
    ])
    expect(duel.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
    const left = await db().user.findMany({ where: { isAdmin: true, disabledAt: null } })
    expect(left.length).toBeGreaterThanOrEqual(1)
    for (const admin of left.slice(1)) await disablePerson(server, { userId: admin.id, version: admin.version })
    const last = left[0]
    if (!last) throw new Error('no administrator is left')
    const { id: userId, version, name, email } = last
    expect((await refusalOf(disablePerson(server, { userId, version }))).title).toContain('last administrator')
    expect((await refusalOf(changePerson(server, { userId, version, name, email, isAdmin: false }))).title).toContain(
      'last administrator',
    )
    boss = { ...boss, userId, name, email }
  })
})

describe('tokens', () => {
  test('only the hash is kept; the token says who comes, by which door, and when it was used', async () => {
    const { token, tokenId } = await makeToken(plain, { name: 'export', days: '30', current: password })
    const kept = await db().apiToken.findUniqueOrThrow({ where: { id: tokenId } })
    expect(JSON.stringify(kept)).not.toContain(token)
    expect(kept).toMatchObject({ tail: token.slice(-4), lastUsedAt: null })
    expect(await find(token)).toMatchObject({ userId: plain.userId, via: 'api', isAdmin: false })
    expect(await find(`${token}x`)).toBeNull()
    expect(await find(kept.hash)).toBeNull()
    expect((await db().apiToken.findUniqueOrThrow({ where: { id: tokenId } })).lastUsedAt).not.toBeNull()
    const log = await db().auditEvent.findFirstOrThrow({ where: { event: 'token.made', subjectId: tokenId } })
    expect(log.body).not.toContain(token)
    expect(log.body).not.toContain(kept.hash)
  })

  test('revoked, run out, or its owner disabled: refused from the next request on', async () => {
    const owner = await account()
    const [one, two, three] = [
      await makeToken(owner, { name: 'one', days: '30', current: password }),
      await makeToken(owner, { name: 'two', days: '90', current: password }),
      await makeTokenFor(server, { email: owner.email, name: 'three', days: '365' }),
    ]
    await revokeToken(owner, { token: one.tokenId })
    await db().apiToken.update({ where: { id: two.tokenId }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await find(one.token)).toBeNull()
    expect(await find(two.token)).toBeNull()
    expect(await find(three.token)).toMatchObject({ userId: owner.userId })
    await disablePerson(boss, { userId: owner.userId, version: 1 })
    expect(await find(three.token)).toBeNull()
    expect((await refusalOf(makeTokenFor(server, { email: owner.email, name: 'four', days: '30' }))).paths).toEqual([
      'email',
    ])
  })

  test("nobody revokes another's, unless they administer; nobody makes another's at a screen", async () => {
    const owner = await account()
    const { token, tokenId } = await makeToken(owner, { name: 'mine', days: '30', current: password })
    expect((await refusalOf(revokeToken(plain, { token: tokenId }))).kind).toBe('missing')
    expect((await refusalOf(makeTokenFor(boss, { email: owner.email, name: 'x', days: '30' }))).kind).toBe('forbidden')
    await revokeToken(boss, { token: tokenId })
    expect(await find(token)).toBeNull()
  })

  test('none is made on a screen that was left open: the password is asked for, and guessing it is throttled', async () => {
    const owner = await account()
    const without = makeToken(owner, { name: 'mine', days: '30' })
    expect(await refusalOf(without)).toMatchObject({ kind: 'invalid', paths: ['current'] })
    const tries = []
    for (let i = 0; i <= TRIES; i++)
      tries.push(await refusalOf(makeToken(owner, { name: 'mine', days: '30', current: 'not the right one' })))
    expect(tries.map(({ kind }) => kind)).toEqual([...Array(TRIES).fill('invalid'), 'throttled'])
    const wrong = changeMyPassword(await account(), { current: 'not the right one', password: otherPassword })
    await expect(wrong).rejects.toMatchObject({
      fields: [{ path: 'current', message: 'This is not your present password: type it again.' }],
    })
    expect(await db().apiToken.count({ where: { userId: owner.userId } })).toBe(0)
    expect(await makeToken(await account(), { name: 'mine', days: '30', current: password })).toHaveProperty('token')
  })

  const ends: [string, string, (owner: Person) => Promise<unknown>][] = [
    [
      'changing the password',
      'user.password_set',
      (owner) => changeMyPassword(owner, { current: password, password: otherPassword }),
    ],
    [
      'a new password from an administrator',
      'user.password_set',
      ({ email }) => setPassword(boss, { email, password: otherPassword }),
    ],
    [
      'a new password at the command line',
      'user.password_set',
      ({ email }) => setPassword(server, { email, password: otherPassword }),
    ],
    ['signing out everywhere', 'session.all_ended', (owner) => endAllSessions(owner, { userId: owner.userId })],
    ['an administrator ending all sessions', 'session.all_ended', ({ userId }) => endAllSessions(boss, { userId })],
    ['disabling the account', 'user.disabled', ({ userId }) => disablePerson(boss, { userId, version: 1 })],
  ]
  test.each(ends)('%s revokes all of them, of this account alone, and the log names them', async (_, event, act) => {
    const [owner, bystander] = [await account(), await account()]
    const make = (who: Person, name: string) => makeToken(who, { name, days: '30', current: password })
    const [one, two, other] = [await make(owner, 'export'), await make(owner, 'laptop'), await make(bystander, 'mine')]
    await act(owner)
    expect(await find(one.token)).toBeNull()
    expect(await find(two.token)).toBeNull()
    expect(await find(other.token)).toMatchObject({ userId: bystander.userId })
    const last = await db().auditEvent.findFirstOrThrow({ orderBy: { seq: 'desc' }, include: { concerns: true } })
    expect(last).toMatchObject({ event, subjectId: owner.userId })
    expect(deed(JSON.parse(last.body))).toMatch(/, and revoked the API tokens (export, laptop|laptop, export)$/)
    expect(last.concerns.map(({ recordId }) => recordId)).toEqual(
      expect.arrayContaining([owner.userId, one.tokenId, two.tokenId]),
    )
  })

  test('one that is being made at this very moment is revoked with the others', async () => {
    const owner = await account()
    const other = new Client({ connectionString: process.env.DATABASE_URL })
    await other.connect()
    // Whoever writes into the log waits for this, with all else done; what comes next has to wait for them.
    await other.query('select pg_advisory_lock(7310911)')
    const waiting = (n: number) =>
      vi.waitFor(async () => {
        const { rows } = await other.query(
          "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        expect(rows[0].n).toBe(n)
      }, 10_000)
    const making = [
      makeToken(owner, { name: 'on the page', days: '30', current: password }),
      makeTokenFor(server, { email: owner.email, name: 'at the command line', days: '30' }),
    ]
    await waiting(2)
    const ending = [
      endAllSessions(boss, { userId: owner.userId }),
      setPassword(server, { email: owner.email, password: otherPassword }),
    ]
    await waiting(4)
    await other.query('select pg_advisory_unlock(7310911)')
    await other.end()
    const made = await Promise.all(making)
    await Promise.all(ending)
    for (const { token } of made) expect(await find(token)).toBeNull()
    expect(await db().apiToken.count({ where: { userId: owner.userId, revokedAt: null } })).toBe(0)
  })

  test('a token has an end', async () => {
    expect((await refusalOf(makeToken(plain, { name: 'for ever', days: '99999', current: password }))).paths).toEqual([
      'days',
    ])
    expect((await refusalOf(makeToken(plain, { name: 'for ever', current: password }))).paths).toEqual(['days'])
  })
})
