import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noteDenial, pageAsked } from '@/lib/audit/denials'
import { deed } from '@/lib/audit/events'
import { history } from '@/lib/audit/queries'
import { closeDb, db } from '@/lib/db'
import { refusalsIn } from '@/lib/inquiries/queries'
import { clearLetter } from '@/lib/letters/commands'
import { commandLinePerson, type Person } from '@/lib/people/actor'
import { createPerson } from '@/lib/people/commands'
import { refusalsOutside } from '@/lib/people/queries'
import { closeThrottle, LISTED_REFUSALS } from '@/lib/people/throttle'
import { logQuestion } from '@/lib/questions/commands'
import { missing } from '@/lib/refusal'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { letter, seatWithOffice } from '@/lib/testing/letters'

const question = {
  wording: 'Who ordered it, and was it the one named in the memo?',
  why: 'It decides all.',
  theme: 'who_ordered',
}

/** What is noted of somebody's refusals, oldest first. */
async function notedOf({ userId }: Pick<Person, 'userId'>) {
  const rows = await db().auditEvent.findMany({
    where: { actorId: userId, event: { startsWith: 'refusal.' } },
    orderBy: { seq: 'asc' },
  })
  return rows.map((row) => ({ ...row, told: JSON.parse(row.body) }))
}

async function onlyNoteOf(who: Pick<Person, 'userId'>) {
  const [note, ...more] = await notedOf(who)
  if (!note || more.length) throw new Error('There is not one note.')
  return note
}

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
})
beforeEach(async () => {
  committee = await seatWithOffice()
})
afterAll(async () => {
  await closeThrottle()
  await closeDb()
})

describe('a refusal', () => {
  test('by a rule is noted with who, what and where, and with nothing that was typed', async () => {
    const { viewer } = committee
    expect((await refusalOf(logQuestion(viewer, question))).kind).toBe('forbidden')
    const { told, ...row } = await onlyNoteOf(viewer)
    expect(row).toMatchObject({ event: 'refusal.forbidden', inquiryId: viewer.inquiry.id, partition: 'shared' })
    expect(told).toMatchObject({
      actor: { id: viewer.userId, role: 'viewer', side: 'majority' },
      via: 'screen',
      details: { verb: 'question.log', record: null, to: null },
    })
    expect(row.body).not.toMatch(/ordered|memo|decides/)
    expect(deed(told)).toBe('was refused “question: log”')
  })

  test('by the spill guard is noted with the rule, and without the text', async () => {
    const { staffer } = committee
    const marked = { ...question, why: 'TOP SECRET//SI//NOFORN the name of the source' }
    expect((await refusalOf(logQuestion(staffer, marked))).kind).toBe('spill')
    const { event, body, told } = await onlyNoteOf(staffer)
    expect({ event, rule: told.details.rule }).toEqual({ event: 'refusal.spill', rule: 'banner' })
    expect(body).not.toMatch(/SECRET|NOFORN|source|ordered/)
  })

  test('over what is hidden and over what is not there differ in nothing but the number that was named', async () => {
    const { ref } = await letter(committee.staffer, { partition: 'majority' })
    const { minorityReviewer } = committee
    for (const named of [ref, 'L-M999']) {
      expect((await refusalOf(clearLetter(minorityReviewer, { letter: named, version: 1 }))).kind).toBe('missing')
    }
    const noted = (await notedOf(minorityReviewer)).map(({ event, partition, told }) => ({
      event,
      partition,
      ...told.details,
    }))
    const same = { event: 'refusal.missing', partition: 'shared', verb: 'letter.clear', to: null, rule: null }
    expect(noted).toEqual([
      { ...same, record: ref },
      { ...same, record: 'L-M999' },
    ])
  })

  test('stands in nobody’s history, and nobody learns from the list what it was about', async () => {
    const { ref } = await letter(committee.staffer, { partition: 'majority' })
    await refusalOf(clearLetter(committee.staffer, { letter: ref, version: 1 }))
    await refusalOf(clearLetter(committee.minorityReviewer, { letter: ref, version: 1 }))
    for (const actor of Object.values(committee)) {
      const { entries } = await history(actor, {}, 200)
      expect(entries.filter(({ event }) => event.startsWith('refusal.'))).toEqual([])
    }
    const listed = async (who: Person) =>
      (await refusalsIn(who, committee.admin.inquiry.slug)).refusals.map(
        ({ actor, event }) => `${actor.name}: ${event}`,
      )
    // That a letter of the majority's own waits for clearance is for the majority to know; who asks for what may not be there, is not.
    expect(await listed(committee.admin)).toEqual(['minorityReviewer: refusal.missing'])
    const { admin, otherReviewer, ...others } = committee
    await db().membership.updateMany({ where: { userId: otherReviewer.userId }, data: { role: 'admin' } })
    expect(await listed(otherReviewer)).toEqual(['minorityReviewer: refusal.missing', 'staffer: refusal.forbidden'])
    for (const other of Object.values(others)) {
      expect((await refusalOf(refusalsIn(other, admin.inquiry.slug))).kind).toBe('missing')
    }
  })

  test('is noted once a minute if it is the same, and of one person so often in an hour', async () => {
    const { viewer, otherStaffer } = committee
    const deny = (who: Person, record: string) =>
      noteDenial(missing(), who, { verb: 'letter.open', named: { letter: record } })
    for (let i = 0; i < 3; i++) await deny(viewer, 'L-1')
    expect(await notedOf(viewer)).toHaveLength(1)
    await db().throttle.updateMany({
      where: { key: { startsWith: 'refusal:' } },
      data: { expire: BigInt(Date.now() - 1) },
    })
    await deny(viewer, 'L-1')
    expect(await notedOf(viewer)).toHaveLength(2)
    for (let i = 2; i < LISTED_REFUSALS + 5; i++) await deny(viewer, `L-${i}`)
    const noted = await notedOf(viewer)
    expect(noted).toHaveLength(LISTED_REFUSALS + 1)
    expect(noted.map(({ event }) => event).filter((event) => event === 'refusal.more')).toHaveLength(1)
    expect(noted.at(-1)?.event).toBe('refusal.more')
    await deny(otherStaffer, 'L-1')
    expect(await notedOf(otherStaffer)).toHaveLength(1)
  })

  test('that was noted is not noted again by whoever throws it on, nor is any other error', async () => {
    const [refused, { viewer }] = [missing(), committee]
    const asked = (record: string) => ({ verb: 'letter.open', named: { letter: record } })
    await noteDenial(refused, viewer, asked('L-1'))
    await noteDenial(refused, viewer, asked('L-2'))
    await noteDenial(new Error('a bug'), viewer, asked('L-3'))
    await noteDenial(missing(), commandLinePerson(), asked('L-4'))
    expect((await notedOf(viewer)).map(({ told }) => told.details.record)).toEqual(['L-1'])
    expect(await db().auditEvent.count({ where: { actorId: null, event: { startsWith: 'refusal.' } } })).toBe(0)
  })

  test('goes out although it cannot be noted', async () => {
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { viewer } = committee
    const stranger = { ...viewer, userId: 'no uuid at all' }
    await noteDenial(missing(), stranger, { verb: 'letter.open', named: {} })
    expect(logged).toHaveBeenCalledOnce()
    logged.mockRestore()
  })
})

describe('what a page was asked for', () => {
  test.each([
    ['/inquiries/strike/letters/L-N1/edit?x=1', 'letter.open', { letter: 'L-N1', inquiry: 'strike' }],
    ['/inquiries/strike/requests/csv', 'request.open', { request: 'csv', inquiry: 'strike' }],
    ['/inquiries/strike/settings/members/1', 'settings.open', { settings: 'members', inquiry: 'strike' }],
    ['/inquiries/strike', 'page.open', { page: undefined, inquiry: 'strike' }],
    ['/inquiries/strike/whatever I typed', 'page.open', { page: undefined, inquiry: 'strike' }],
    ['/inquiries/new', 'inquiries.open', { inquiries: 'new' }],
    ['/people/refusals', 'people.open', { people: 'refusals' }],
  ])('%s', (address, verb, named) => {
    expect(pageAsked(address)).toEqual({ verb, named })
  })
})

describe('through the API', () => {
  test('what is refused is noted, once, also to who is no member and where there is no such inquiry', async () => {
    const { viewer } = committee
    const token = await tokenFor(viewer)
    const home = `/inquiries/${viewer.inquiry.slug}`
    await send(token, 'GET', `${home}/letters/L-N1`)
    await send(token, 'POST', `${home}/questions`, { body: question })
    const other = await seatWithOffice()
    await send(token, 'GET', `/inquiries/${other.viewer.inquiry.slug}/letters/L-1`)
    await send(token, 'GET', '/inquiries/no-such-inquiry/letters/L-2')
    const noted = (await notedOf(viewer)).map(({ event, inquiryId, told }) => [
      event,
      inquiryId,
      told.via,
      told.details.verb,
      told.details.record,
    ])
    expect(noted).toEqual([
      ['refusal.missing', viewer.inquiry.id, 'api', 'letter.open', 'L-N1'],
      ['refusal.forbidden', viewer.inquiry.id, 'api', 'question.log', null],
      ['refusal.missing', other.viewer.inquiry.id, 'api', 'letter.open', 'L-1'],
      ['refusal.missing', null, 'api', 'letter.open', 'L-2'],
    ])
  })
})

test('what is refused outside of inquiries is listed for administrators of the installation alone', async () => {
  const { userId } = await createPerson(commandLinePerson(), {
    name: 'Boss',
    email: 'boss@committee.example',
    password: 'amber kettle river lantern',
    isAdmin: true,
  })
  const { inquiry: _inquiry, role: _role, side: _side, ...viewer } = committee.viewer
  const input = { name: 'New', email: 'new@committee.example', password: 'amber kettle river lantern' }
  expect((await refusalOf(createPerson(viewer, input))).kind).toBe('forbidden')
  const boss: Person = { ...viewer, userId, isAdmin: true }
  const [newest] = await refusalsOutside(boss)
  expect(newest).toMatchObject({
    event: 'refusal.forbidden',
    actor: { id: viewer.userId },
    details: { verb: 'user.create' },
  })
  expect((await refusalOf(refusalsOutside(viewer))).kind).toBe('missing')
})
