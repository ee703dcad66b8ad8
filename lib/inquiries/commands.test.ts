import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDb, db } from '@/lib/db'
import { changeInquiry, closeInquiry, createInquiry, reopenInquiry } from '@/lib/inquiries/commands'
import { changeMembership, endMembership, giveMembership } from '@/lib/inquiries/member-commands'
import { frameOf, inquiriesOf, inquiriesToSetUp, settingsOf } from '@/lib/inquiries/queries'
import { isSlug, slugOf } from '@/lib/inquiries/schema'
import { commandLinePerson, type Person } from '@/lib/people/actor'
import { createPerson, disablePerson } from '@/lib/people/commands'
import { placeOf } from '@/lib/people/queries'
import { closeThrottle, MISSES } from '@/lib/people/throttle'
import { logQuestion } from '@/lib/questions/commands'
import { refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { today } from '@/lib/time'

const server = commandLinePerson()
const particulars = {
  name: 'Loss of a ferry',
  committee: 'Committee',
  chamber: 'house',
  timeZone: 'UTC',
  openedOn: '2026-01-05',
}
const question = { wording: 'Who ordered it?', why: 'It decides all.', theme: 'who_ordered', needs: ['log'] }
let count = 0

async function account(isAdmin = false): Promise<Person> {
  const name = `Somebody ${++count}`
  const email = `somebody${count}@committee.example`
  const { userId } = await createPerson(server, { name, email, password: 'amber kettle river lantern', isAdmin })
  return { userId, name, email, isAdmin, via: 'screen' }
}
const open = (more: object = {}) => createInquiry(boss, { ...particulars, slug: `inquiry-${++count}`, ...more })
const give = (who: Person, inquiry: string, whom: Person, role = 'staffer', side = 'majority') =>
  giveMembership(who, { inquiry, email: whom.email, role, side })

let boss: Person
let chief: Person
let plain: Person
beforeAll(async () => {
  await freshDatabase()
  boss = await account(true)
  chief = await account(true)
  plain = await account()
})
afterAll(async () => {
  await closeThrottle()
  await closeDb()
})

describe('names in addresses', () => {
  test.each([
    ['Exercise: loss of the ferry Alder', 'exercise-loss-of-the-ferry-alder'],
    ["  The Committee's Inquiry  ", 'the-committees-inquiry'],
    ['Überprüfung №5', 'uberprufung-no5'],
    [`${'x'.repeat(59)} yes`, 'x'.repeat(59)],
    ['New', ''],
    ['调查', ''],
  ])('%s becomes %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test.each(['a', 'new', 'A-b', 'a--b', '-a', 'a-', 'a b', 'a/b', '../a', 'é1', 'x'.repeat(61), ''])(
    '%j is none',
    (slug) => {
      expect(isSlug(slug)).toBe(false)
    },
  )

  test('one is taken once, also by two at once, and is made of the name when none is given', async () => {
    const both = await Promise.allSettled([open({ slug: 'twice' }), open({ slug: 'twice' })])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await open({ slug: undefined, name: 'A name of its own' })).slug).toBe('a-name-of-its-own')
    expect((await refusalOf(open({ slug: undefined, name: 'A name of its own' }))).paths).toEqual(['slug'])
    expect((await refusalOf(open({ slug: undefined, name: '调查' }))).paths).toEqual(['slug'])
    expect((await refusalOf(open({ slug: 'a b' }))).paths).toEqual(['slug'])
  })
})

/** What somebody is in an inquiry, asked anew. */
const membershipOf = async ({ userId }: Person, slug: string) => (await placeOf({ userId }, slug))?.membership ?? null

describe('opening', () => {
  test('is for administrators, and makes them its first administrator, nonpartisan', async () => {
    expect((await refusalOf(createInquiry(plain, particulars))).kind).toBe('forbidden')
    const { slug } = await open()
    expect(await membershipOf(boss, slug)).toMatchObject({ role: 'admin', side: 'nonpartisan' })
    expect(await membershipOf(chief, slug)).toBeNull()
  })

  test.each([
    [{ timeZone: 'Mars/Olympus' }, ['timeZone']],
    [{ timeZone: '+05:00' }, ['timeZone']],
    [{ openedOn: '2026-02-30' }, ['openedOn']],
    [{ chamber: 'lords' }, ['chamber']],
    [{ name: '' }, ['name']],
    [{ id: 'x' }, ['id']],
  ])('%j is refused beside its field', async (more, paths) => {
    expect(await refusalOf(open(more))).toMatchObject({ kind: 'invalid', paths })
  })
})

describe('members', () => {
  test('come in, change and go with the next request, and each is in the log', async () => {
    const { slug } = await open()
    const { membership } = await give(boss, slug, plain)
    expect(await membershipOf(plain, slug)).toMatchObject({ role: 'staffer', side: 'majority' })
    await changeMembership(boss, { inquiry: slug, membership, version: 1, role: 'reviewer', side: 'minority' })
    expect(await membershipOf(plain, slug)).toMatchObject({ role: 'reviewer', side: 'minority' })
    await endMembership(boss, { inquiry: slug, membership, version: 2 })
    expect(await membershipOf(plain, slug)).toBeNull()
    const log = await db().auditEvent.findMany({ where: { subjectId: membership }, orderBy: { seq: 'asc' } })
    expect(log.map(({ event }) => event)).toEqual(['membership.given', 'membership.changed', 'membership.ended'])
    expect(JSON.parse(log[1]?.body ?? '')).toMatchObject({
      changes: { role: ['staffer', 'reviewer'], side: ['majority', 'minority'] },
      actor: { role: 'admin', side: 'nonpartisan' },
    })
  })

  test('an act under way with an old role is judged by the new one', async () => {
    const { staffer } = await seatCommittee()
    await db().membership.updateMany({ where: { userId: staffer.userId }, data: { role: 'viewer' } })
    expect((await refusalOf(logQuestion(staffer, question))).kind).toBe('forbidden')
    await db().membership.deleteMany({ where: { userId: staffer.userId } })
    expect((await refusalOf(logQuestion(staffer, question))).kind).toBe('missing')
  })

  test('only administrators of the inquiry or of the installation manage them; to strangers it does not exist', async () => {
    const { slug } = await open()
    const [member, deputy, stranger] = [await account(), await account(), await account()]
    const { membership } = await give(boss, slug, member)
    await give(boss, slug, deputy, 'admin', 'nonpartisan')
    const acts = (who: Person): (() => Promise<unknown>)[] => [
      () => give(who, slug, plain),
      () => changeMembership(who, { inquiry: slug, membership, version: 1, role: 'viewer', side: 'majority' }),
      () => endMembership(who, { inquiry: slug, membership, version: 2 }),
    ]
    for (const act of acts(member)) expect((await refusalOf(act())).kind).toBe('forbidden')
    for (const act of acts(stranger)) expect((await refusalOf(act())).kind).toBe('missing')
    for (const act of acts(deputy)) await act()
    expect((await refusalOf(settingsOf(member, slug))).kind).toBe('missing')
    expect((await settingsOf(deputy, slug)).members.map(({ email }) => email)).toContain(plain.email)
  })

  test('nobody lets themselves in, promotes themselves or takes the other side', async () => {
    const { slug } = await open()
    expect((await refusalOf(give(chief, slug, chief))).kind).toBe('forbidden')
    const own = await db().membership.findFirstOrThrow({ where: { userId: boss.userId, inquiry: { slug } } })
    const change = { inquiry: slug, membership: own.id, version: 1, role: 'reviewer', side: 'minority' }
    expect((await refusalOf(changeMembership(boss, change))).kind).toBe('forbidden')
    expect((await refusalOf(endMembership(boss, { inquiry: slug, membership: own.id, version: 1 }))).kind).toBe(
      'forbidden',
    )
  })

  test('a membership of another inquiry is not found, and a stale one is told what it is now', async () => {
    const [one, two] = [await open(), await open()]
    const { membership } = await give(boss, one.slug, plain)
    const change = { membership, version: 1, role: 'viewer', side: 'minority' }
    expect((await refusalOf(changeMembership(boss, { ...change, inquiry: two.slug }))).kind).toBe('missing')
    await changeMembership(boss, { ...change, inquiry: one.slug })
    await expect(changeMembership(boss, { ...change, inquiry: one.slug })).rejects.toMatchObject({
      kind: 'conflict',
      current: { role: 'Viewer', side: 'minority', version: '2' },
    })
    expect((await refusalOf(endMembership(boss, { inquiry: one.slug, membership, version: 1 }))).kind).toBe('conflict')
  })

  test('unknown and disabled get the same words, and too many of them none: nobody finds out in quantity who has an account', async () => {
    const { slug } = await open()
    const deputy = await account()
    await give(boss, slug, deputy, 'admin', 'nonpartisan')
    const gone = await account()
    await disablePerson(boss, { userId: gone.userId, version: 1 })
    const unknown = (n: number) => ({ ...plain, email: `nobody${n}@committee.example` })
    const said = []
    for (const whom of [gone, unknown(0)]) said.push(await refusalOf(give(deputy, slug, whom)))
    expect(said[0]).toEqual(said[1])
    for (let n = 2; n < MISSES; n++) expect((await refusalOf(give(deputy, slug, unknown(n)))).kind).toBe('invalid')
    expect((await refusalOf(give(deputy, slug, unknown(99)))).kind).toBe('throttled')
    // Whoever is found is told by it: they are a member from then on, and the history of the inquiry says who added them.
    const { membership } = await give(deputy, slug, await account())
    expect(await db().auditEvent.count({ where: { subjectId: membership, event: 'membership.given' } })).toBe(1)
    for (let n = 0; n <= MISSES; n++) expect((await refusalOf(give(boss, slug, unknown(n)))).kind).toBe('invalid')
  })

  test('twice, unknown and disabled people are refused beside the e-mail', async () => {
    const { slug } = await open()
    await give(boss, slug, plain)
    const gone = await account()
    await disablePerson(boss, { userId: gone.userId, version: 1 })
    for (const whom of [plain, gone, { ...plain, email: 'nobody@committee.example' }]) {
      expect(await refusalOf(give(boss, slug, whom))).toMatchObject({ kind: 'invalid', paths: ['email'] })
    }
  })
})

describe('what people see', () => {
  test('their own inquiries; administrators besides those that they may only set up', async () => {
    const { slug } = await open({ name: 'Seen by few' })
    const slugs = (list: { slug: string }[]) => list.map((one) => one.slug)
    expect(slugs(await inquiriesOf(boss))).toContain(slug)
    expect(slugs(await inquiriesOf(chief))).not.toContain(slug)
    expect(slugs(await inquiriesToSetUp(chief))).toContain(slug)
    expect(slugs(await inquiriesToSetUp(boss))).not.toContain(slug)
    expect(await inquiriesToSetUp(plain)).toEqual([])
    expect(await frameOf(plain, slug)).toBeNull()
    expect(await frameOf(chief, slug)).toMatchObject({ actor: null, mayManage: true })
    expect(await frameOf(chief, 'no-such-inquiry')).toBeNull()
  })
})

describe('closing', () => {
  test('makes the inquiry read-only until it is reopened; who may read it can still be changed', async () => {
    const committee = await seatCommittee()
    const { staffer } = committee
    const inquiry = staffer.inquiry.slug
    const now = today(staffer.inquiry.timeZone)
    await closeInquiry(boss, { inquiry, version: 1, closedOn: now })
    expect((await refusalOf(logQuestion(staffer, question))).kind).toBe('closed')
    expect((await refusalOf(changeInquiry(boss, { ...particulars, inquiry, version: 2 }))).kind).toBe('closed')
    expect((await refusalOf(closeInquiry(boss, { inquiry, version: 2, closedOn: now }))).kind).toBe('closed')
    await give(boss, inquiry, plain, 'viewer')
    await reopenInquiry(boss, { inquiry, version: 2 })
    expect((await logQuestion(staffer, question)).ref).toBe('Q-1')
    expect((await refusalOf(reopenInquiry(boss, { inquiry, version: 3 }))).kind).toBe('forbidden')
  })

  test('is not before it was opened, nor in the future', async () => {
    const { slug } = await open()
    for (const closedOn of ['2026-01-04', '2099-01-01']) {
      expect(await refusalOf(closeInquiry(boss, { inquiry: slug, version: 1, closedOn }))).toMatchObject({
        paths: ['closedOn'],
      })
    }
  })

  test('who was slower is told what the first did, and the first is in the log', async () => {
    const { slug } = await open()
    const inquiry = slug
    await changeInquiry(boss, { ...particulars, inquiry, version: 1, name: 'A better name', notice: 'A drill' })
    await expect(changeInquiry(chief, { ...particulars, inquiry, version: 1 })).rejects.toMatchObject({
      kind: 'conflict',
      current: { name: 'A better name', notice: 'A drill', version: '2' },
    })
    const { body } = await db().auditEvent.findFirstOrThrow({
      where: { event: 'inquiry.changed' },
      orderBy: { seq: 'desc' },
    })
    expect(JSON.parse(body).changes).toEqual({ name: ['Loss of a ferry', 'A better name'], notice: [null, 'A drill'] })
  })
})
