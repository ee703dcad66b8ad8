import { beforeAll, describe, expect, it } from 'vitest'
import { bodySchema, jsonSchema } from '@/lib/api/openapi'
import { operations } from '@/lib/api/registry'
import { db } from '@/lib/db'
import { type Answered, eventName, type Listed, send } from '@/lib/testing/api'
import { freshDatabase } from '@/lib/testing/database'
import { type Story, tellStory } from '@/lib/testing/story'

/* Every list that goes on from place to place shows each entry once, in every order, while others are added. */

let story: Story
beforeAll(async () => {
  await freshDatabase()
  story = await tellStory()
  for (const { id } of makers) for (let i = 0; i < 6; i++) await add(id)
  const inquiryId = story.committee.staffer.inquiry.id
  // Orders by what may be empty, and by what is the same in several, are the hard ones.
  await db().letter.updateMany({ where: { inquiryId, number: { in: [2, 3] } }, data: { dueOn: null } })
  await db().request.updateMany({ where: { inquiryId, number: { in: [2, 3, 4] } }, data: { dueOn: null } })
})

const makers = operations.filter(({ method, status }) => method === 'POST' && status === 201)
const lists = operations.filter(({ query }) => query && 'after' in query.shape)

let made = 0
async function add(id: string): Promise<void> {
  const operation = operations.find((one) => one.id === id)
  if (!operation?.body) throw new Error(`There is no operation ${id}.`)
  made += 1
  // What an inquiry may have once only.
  const unique = {
    ...('name' in (bodySchema(operation.body).properties as object) && { name: `Office ${made}` }),
    ...(id === 'createWithheld' && { controlNumber: `LIST-${made}` }),
  }
  const { letter: _letter, ...body } = { ...story.bodyOf(operation), ...unique } as Record<string, unknown>
  const answer = await send(story.tokens.staffer, 'POST', story.address(operation), { body })
  if (answer.status !== 201) throw new Error(answer.text)
}

/** Every order that a list offers, both ways. */
const orders = lists.flatMap((list) => {
  const { sort } = jsonSchema(list.query ?? list.answer, 'input').properties as Record<string, object>
  const names = sort
    ? (JSON.stringify(sort)
        .match(/"enum":\["([^\]]*)"\]/)?.[1]
        ?.split('","') ?? [])
    : []
  const ways = names.flatMap((name) => [`&sort=${name}`, `&sort=${name}&down=true`])
  return ['', ...ways].map((order) => ({ id: list.id, list, order }))
})

async function walk(path: string, order: string, between?: () => Promise<void>): Promise<string[]> {
  const seen: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const answer: Answered = await send(
      story.tokens.staffer,
      'GET',
      `${path}?limit=2${order}${after && `&after=${after}`}`,
    )
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.items.length).toBeLessThanOrEqual(2)
    seen.push(...answer.body.items.map((item: Listed) => item.ref ?? eventName(item)))
    after = answer.body.next
    if (after !== null) await between?.()
  }
  return seen
}

describe.each(orders)('$id $order', ({ list, order }) => {
  it('shows the same in parts as at once', async () => {
    const path = story.address(list)
    const whole = await send(story.tokens.staffer, 'GET', `${path}?limit=200${order}`)
    const all: string[] = whole.body.items.map((item: Listed) => item.ref ?? eventName(item))
    expect(all.length).toBeGreaterThan(5)
    expect(whole.body.next).toBeNull()
    if ('total' in whole.body) expect(whole.body.total).toBe(all.length)
    expect(await walk(path, order)).toEqual(all)
  })
})

describe.each(lists.map((list) => ({ id: list.id, list })))('$id', ({ list }) => {
  it('leaves nothing out and repeats nothing while records are added', async () => {
    const path = story.address(list)
    const before = await walk(path, '')
    let left = 3
    const maker = makers.find((one) => one.tag === list.tag)?.id ?? 'createQuestion'
    const seen = await walk(path, '', async () => {
      if (left-- > 0) await add(maker)
    })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(before))
  })

  it.each(['bnVsbA', 'W10', 'WyJhIl0', 'WzFd', Buffer.from('["\\u0000","x",1]').toString('base64url')])(
    'goes on from no place such as %s',
    async (after) => {
      const answer = await send(story.tokens.staffer, 'GET', `${story.address(list)}?after=${after}`)
      // A list by number takes any number for a place in it.
      expect([200, 422]).toContain(answer.status)
      if (answer.status === 200) expect(after).toBe('WzFd')
      else expect(answer.body.errors[0].path).toBe('after')
    },
  )
})

it('goes on from no letter that is hidden', async () => {
  const { id } = await db().letter.findFirstOrThrow({
    where: { inquiryId: story.committee.staffer.inquiry.id, number: 1 },
  })
  const after = Buffer.from(JSON.stringify([id])).toString('base64url')
  const other = await tellStory()
  const answer = await send(
    other.tokens.staffer,
    'GET',
    `${other.address({ path: '/inquiries/{slug}/letters' })}?after=${after}`,
  )
  expect(answer.status).toBe(422)
})
