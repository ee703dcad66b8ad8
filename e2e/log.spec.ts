import type { APIRequestContext } from '@playwright/test'
import { db } from '@/lib/db'
import { audiences } from './access/pages'
import { makeWorld, type Who, type World } from './access/world'
import { expect, test } from './fixtures/test'

/* What is looked at and handed out, and what is refused, as the log has it. */

let world: World
test.beforeEach(async () => {
  world = await makeWorld()
})

const inLog = (who: Exclude<Who, 'nobody'>, family: string) =>
  db().auditEvent.findMany({
    where: { actorId: world.ids[who], event: { startsWith: `${family}.` } },
    orderBy: { seq: 'asc' },
  })
const ask = (
  request: APIRequestContext,
  who: Who,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
) =>
  request.fetch(`/inquiries/${world.slug}${path && `/${path}`}`, {
    method,
    maxRedirects: 0,
    headers: { cookie: world.cookies[who] ?? '', ...headers },
  })

/** What browsers say when they ask for something before anybody has. */
const ahead = [
  ['sec-purpose', 'prefetch'],
  ['sec-purpose', 'prefetch;prerender'],
  ['purpose', 'prefetch'],
] as const

for (const what of ['requests', 'withheld', 'history'] as const) {
  test(`the ${what} as CSV: what is handed out is in the log, and only that`, async ({ request }) => {
    const path = `${what}/csv`
    for (const who of audiences.member as Exclude<Who, 'nobody'>[]) {
      const before = (await inLog(who, 'export')).length
      const head = await ask(request, who, path, {}, 'HEAD')
      expect({ status: head.status(), name: head.headers()['content-disposition'] }).toEqual({
        status: 200,
        name: `attachment; filename="${what}-${world.slug}.csv"`,
      })
      for (const [name, value] of ahead) {
        const answer = await ask(request, who, path, { [name]: value })
        expect(answer.status()).toBe(403)
        expect(await answer.text()).toBe('')
      }
      expect(await inLog(who, 'export')).toHaveLength(before)
      const file = await ask(request, who, path)
      expect(file.status()).toBe(200)
      expect(await file.text()).toMatch(/^\uFEFF?[A-Z]\w+( \(UTC\))?,/)
      expect((await inLog(who, 'export')).length).toBeGreaterThan(before)
    }
    for (const who of ['outsider', 'admin'] as const) {
      expect((await ask(request, who, path)).status()).toBe(404)
      expect((await ask(request, who, path, {}, 'HEAD')).status()).toBe(404)
      expect(await inLog(who, 'export')).toEqual([])
    }
  })
}

test('a closed inquiry can still be exported, and the screen of its history says who did', async ({ request }) => {
  const { id } = await db().inquiry.findUniqueOrThrow({ where: { slug: world.slug }, select: { id: true } })
  await db().inquiry.update({ where: { id }, data: { closedOn: new Date('2026-02-01') } })
  try {
    expect((await ask(request, 'viewer', 'requests/csv?view=drafts&q=the+recording')).status()).toBe(200)
    const page = await (await ask(request, 'reviewer', 'history?type=export')).text()
    const words = page.replace(/<[^>]+>/g, '')
    expect(words).toMatch(/viewer exported \d+ requests? as CSV \(view drafts, words\)/)
    expect(words).not.toContain('the recording')
  } finally {
    await db().inquiry.update({ where: { id }, data: { closedOn: null } })
  }
})

const pages: [string, string, string | null][] = [
  ['letters/L-M1', 'letter.open', 'L-M1'],
  ['letters/L-M999/edit', 'letter.open', 'L-M999'],
  ['requests/nonsense', 'request.open', null],
  ['questions/Q-1/moves/nonsense', 'question.open', 'Q-1'],
  ['settings', 'settings.open', null],
]
for (const [path, verb, record] of pages) {
  test(`a refused page is noted, once: ${path}`, async ({ request }) => {
    expect((await ask(request, 'minority', path)).status()).toBe(404)
    // It is written after the answer went out, so that the answer takes no longer for it.
    await expect.poll(async () => (await inLog('minority', 'refusal')).length).toBe(1)
    const [note] = await inLog('minority', 'refusal')
    expect(JSON.parse(note?.body ?? '')).toMatchObject({
      actor: { id: world.ids.minority, side: 'minority' },
      details: { verb, record },
    })
  })
}

test('so is an inquiry to who is no member, and a page of administrators to everybody else', async ({ request }) => {
  expect((await ask(request, 'outsider', '')).status()).toBe(404)
  await expect.poll(async () => (await inLog('outsider', 'refusal')).length).toBe(1)
  const { id: inquiryId } = await db().inquiry.findUniqueOrThrow({ where: { slug: world.slug }, select: { id: true } })
  expect((await inLog('outsider', 'refusal'))[0]).toMatchObject({ inquiryId, event: 'refusal.missing' })
  const headers = { cookie: world.cookies.viewer ?? '' }
  expect((await request.get('/people', { headers, maxRedirects: 0 })).status()).toBe(404)
  await expect.poll(async () => (await inLog('viewer', 'refusal')).length).toBe(1)
})

test('administrators of the inquiry see who was refused, and not which record it was', async ({ request }) => {
  await ask(request, 'minority', 'letters/L-M1')
  await expect.poll(async () => (await inLog('minority', 'refusal')).length).toBe(1)
  for (const who of ['chair', 'admin'] as const) {
    const text = await (await ask(request, who, 'settings/refusals')).text()
    expect(text).toContain('minorityStaffer')
    expect(text).toContain('Letter: open')
    expect(text).not.toContain('L-M1')
  }
})
