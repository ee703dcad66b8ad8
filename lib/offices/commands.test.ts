import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { db } from '@/lib/db'
import { addOffice, editOffice } from '@/lib/offices/commands'
import { listOffices, loadOffice, officeSnapshot } from '@/lib/offices/queries'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
})

let made = 0
const name = (words = 'Office') => `${words} ${++made}`
const add = async (more: object = {}) => addOffice(committee.staffer, { name: name(), ...more })
const shown = async (ref: string) => (await listOffices(committee.staffer)).find((office) => office.ref === ref)

describe('who keeps the offices', () => {
  const others = ['reviewer', 'viewer', 'admin', 'minorityReviewer', 'nonpartisanReviewer'] as const
  it.each(others)('is not a %s', async (who) => {
    const { ref } = await add()
    const before = await eventCount(committee[who])
    expect((await refusalOf(addOffice(committee[who], { name: name() }))).kind).toBe('forbidden')
    expect((await refusalOf(editOffice(committee[who], { office: ref, version: 1, name: name() }))).kind).toBe(
      'forbidden',
    )
    expect(await eventCount(committee[who])).toBe(before)
  })

  it.each(['staffer', 'minorityStaffer', 'nonpartisanStaffer'] as const)('is a %s', async (who) => {
    const { ref } = await addOffice(committee[who], { name: name() })
    expect(await editOffice(committee[who], { office: ref, version: 1, name: name() })).toMatchObject({ version: 2 })
  })
})

describe('a name', () => {
  it('is taken once, whatever its capitals', async () => {
    const taken = name('White House Counsel')
    await add({ name: taken })
    const twin = addOffice(committee.otherStaffer, { name: taken.toUpperCase() })
    expect(await refusalOf(twin)).toMatchObject({ kind: 'invalid', paths: ['name'] })
  })

  it('is taken once, also when two add it at the same moment', async () => {
    const taken = name('Strike cell')
    const both = await Promise.allSettled([add({ name: taken }), add({ name: taken.toLowerCase() })])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const reason = both.find((one) => one.status === 'rejected')?.reason
    expect(reason).toMatchObject({ kind: 'invalid', fields: [{ path: 'name' }] })
  })

  it('may be kept, or written with other capitals, when the office itself is edited', async () => {
    const own = name('joint staff')
    const { ref } = await add({ name: own })
    await editOffice(committee.staffer, { office: ref, version: 1, name: own.toUpperCase(), contact: 'Desk 4' })
    expect(await shown(ref)).toMatchObject({ name: own.toUpperCase(), contact: 'Desk 4' })
  })

  it('of another inquiry is free', async () => {
    const taken = name()
    await add({ name: taken })
    const foreign = await seatCommittee()
    expect(await addOffice(foreign.staffer, { name: taken })).toMatchObject({ ref: 'O-1' })
  })
})

describe('the chain of command', () => {
  it('holds what stands above, until it is taken away', async () => {
    const top = await add()
    const low = await add({ above: top.ref })
    expect(await shown(low.ref)).toMatchObject({ above: { ref: top.ref } })
    await editOffice(committee.staffer, { office: low.ref, version: 1, name: name() })
    expect(await shown(low.ref)).toMatchObject({ above: null })
  })

  it.each([0, 1, 2, 3])('is no circle: an office cannot be put under one that stands %i below it', async (depth) => {
    const line = [await add()]
    for (let i = 0; i < depth; i++) line.push(await add({ above: line[i]?.ref }))
    const [first, last] = [line[0]?.ref, line[depth]?.ref]
    const circle = editOffice(committee.staffer, { office: first, version: 1, name: name(), above: last })
    expect(await refusalOf(circle)).toMatchObject({ kind: 'invalid', paths: ['above'] })
  })

  it('becomes no circle when two are put under each other at the same moment', async () => {
    const [a, b] = [await add(), await add()]
    const both = await Promise.allSettled([
      editOffice(committee.staffer, { office: a.ref, version: 1, name: name(), above: b.ref }),
      editOffice(committee.otherStaffer, { office: b.ref, version: 1, name: name(), above: a.ref }),
    ])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const reason = both.find((one) => one.status === 'rejected')?.reason
    expect(reason).toMatchObject({ kind: 'invalid', fields: [{ path: 'above' }] })
  })

  it.each(['O-99999', 'O-M1'])('refuses %s, which is not there', async (above) => {
    expect(await refusalOf(add({ above }))).toMatchObject({ kind: 'invalid', paths: ['above'] })
  })

  it('takes no office of another inquiry', async () => {
    const foreign = await seatCommittee()
    const { ref } = await add()
    const late = addOffice(foreign.staffer, { name: name(), above: ref })
    expect(await refusalOf(late)).toMatchObject({ kind: 'invalid', paths: ['above'] })
  })
})

it.each([
  ['a blank name', { name: ' \u200b ' }, ['name']],
  ['a name of two lines', { name: 'Office\nof' }, ['name']],
  ['an object where text belongs', { name: { not: '' } }, ['name']],
  ['an unknown field', { name: 'x', number: 7 }, ['number']],
  ['a number that is none', { name: 'x', above: 'the one above' }, ['above']],
])('refuses %s beside its field', async (_name, input, paths) => {
  expect(await refusalOf(addOffice(committee.staffer, input))).toMatchObject({ kind: 'invalid', paths })
})

it('tells the second of two what the first did, and changes nothing', async () => {
  const { ref } = await add()
  const first = name('First')
  await editOffice(committee.staffer, { office: ref, version: 1, name: first })
  const late = editOffice(committee.otherStaffer, { office: ref, version: 1, name: name('Second') })
  await expect(late).rejects.toMatchObject({ kind: 'conflict', current: { name: first, version: '2' } })
  expect(await shown(ref)).toMatchObject({ name: first, version: 2 })
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const { ref } = await add()
  const foreign = await seatCommittee()
  const of = (office: string) => refusalOf(editOffice(foreign.staffer, { office, version: 1, name: name() }))
  expect(await of(ref)).toEqual(await of('O-99999'))
  expect((await listOffices(foreign.staffer)).length).toBe(0)
})

it('can be rebuilt from the history', async () => {
  const top = await add()
  const { ref } = await add({ above: top.ref, contact: 'Desk 4' })
  await editOffice(committee.staffer, { office: ref, version: 1, name: name(), contact: 'Desk 5' })
  const row = await loadOffice(db(), committee.staffer, { series: 'shared', number: Number(ref.slice(2)) })
  const events = await db().auditEvent.findMany({ where: { subjectId: row.id }, orderBy: { seq: 'asc' } })
  expect(fold(events.map((event) => JSON.parse(event.body).changes))).toEqual(
    Object.fromEntries(Object.entries(officeSnapshot(row)).filter(([, value]) => value !== null)),
  )
})
