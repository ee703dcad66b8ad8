import { beforeAll, describe, expect, it } from 'vitest'
import { operations } from '@/lib/api/registry'
import { db } from '@/lib/db'
import { rowCounts, send, tokenFor } from '@/lib/testing/api'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { doerOf, openStory, reads, type Story, steps, writes } from '@/lib/testing/story'

let story: Story
beforeAll(async () => {
  await freshDatabase()
  story = await openStory()
})

describe('the examples of the description, told as one story', () => {
  it('are all in it', () => {
    expect(writes.map(({ id }) => id).sort()).toEqual([...new Set(steps.map(({ id }) => id))].sort())
  })

  it.each(steps)('$id $also', async (step) => {
    const answer = await story.tell(step)
    const operation = operations.find(({ id }) => id === step.id)
    expect(answer.status, answer.text).toBe(operation?.status ?? 200)
    if ('version' in answer.body) expect(answer.headers.get('etag')).toBe(`"${answer.body.version}"`)
  })
})

/** Everybody who may come, in every role and side, and those who may not. */
const members = Object.keys({
  staffer: 1,
  reviewer: 1,
  viewer: 1,
  admin: 1,
  minorityStaffer: 1,
  nonpartisanReviewer: 1,
} satisfies Partial<Record<keyof Committee, 1>>) as (keyof Committee)[]

describe.each(reads)('$method $path', (operation) => {
  it.each(members)('answers %s', async (who) => {
    const answer = await send(story.tokens[who], 'GET', story.address(operation))
    const barred = operation.staffersOnly === true && story.committee[who].role !== 'staffer'
    expect(answer.status, answer.text).toBe(barred ? 403 : 200)
  })

  it('answers nobody, no stranger and nobody who was disabled', async () => {
    const { admin, staffer } = await seatCommittee()
    await db().user.update({ where: { id: admin.userId }, data: { isAdmin: true } })
    await db().user.update({ where: { id: staffer.userId }, data: { disabledAt: new Date() } })
    const path = story.address(operation)
    const stranger = operation.path.includes('{slug}') ? 404 : 200
    expect((await send(null, 'GET', path)).status).toBe(401)
    expect((await send(await tokenFor(staffer), 'GET', path)).status).toBe(401)
    expect((await send(await tokenFor(admin), 'GET', path)).status).toBe(stranger)
  })
})

describe.each(writes)('$method $path', (operation) => {
  it('writes for nobody, no stranger, no viewer, nobody who was disabled, not across administrators and staffers, and not in a closed inquiry', async () => {
    const doer = doerOf(operation.id)
    const foreign = await seatCommittee()
    const disabled = await seatCommittee()
    await db().user.update({ where: { id: disabled.staffer.userId }, data: { disabledAt: new Date() } })
    const tokens = {
      nobody: null,
      stranger: await tokenFor(foreign.staffer),
      disabled: await tokenFor(disabled.staffer),
      viewer: story.tokens.viewer,
      other: story.tokens[doer === 'admin' ? 'staffer' : 'admin'],
    }
    const before = await rowCounts()
    const body = story.bodyOf(operation)
    const statusFor = async (token: string | null) =>
      (await send(token, operation.method, story.address(operation), { body })).status
    expect(await statusFor(tokens.nobody)).toBe(401)
    expect(await statusFor(tokens.disabled)).toBe(401)
    expect(await statusFor(tokens.stranger)).toBe(404)
    // A record that moved on since the example was carried out is another version before it is somebody else's to move.
    const refused = operation.path.endsWith('/transitions') ? [403, 409] : [403]
    expect(refused).toContain(await statusFor(tokens.viewer))
    expect(refused).toContain(await statusFor(tokens.other))

    // What is finished is handed on too.
    if (operation.id === 'prepareBag') return expect(await rowCounts()).toEqual(before)
    const { id } = story.committee.staffer.inquiry
    await db().inquiry.update({ where: { id }, data: { closedOn: new Date() } })
    expect(await statusFor(story.tokens[doer])).toBe(409)
    await db().inquiry.update({ where: { id }, data: { closedOn: null } })
    expect(await rowCounts()).toEqual(before)
  })
})
