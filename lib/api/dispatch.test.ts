import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { type Answered, eventName, type Listed, rowCounts, send, tokenFor } from '@/lib/testing/api'
import { type Committee, eventCount, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

let committee: Committee
let base: string
const tokens: Record<string, string> = {}
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  base = `/inquiries/${committee.staffer.inquiry.slug}`
  for (const [name, actor] of Object.entries(committee)) tokens[name] = await tokenFor(actor)
})

const as = (who: string) => tokens[who] ?? null
const text = { wording: 'Who ordered it?', why: 'All rests on it.', theme: 'who_ordered', needs: ['log'] }
const logged = async (): Promise<string> =>
  (await send(as('staffer'), 'POST', `${base}/questions`, { body: text })).body.ref

/** What every refusal looks like, whatever it is about. */
function expectProblem(answer: Answered, status: number, kind: string): void {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  expect(answer.body).toMatchObject({ type: `/api-docs#${kind}`, status, title: expect.stringMatching(/\w/) })
  expect(answer.body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
}

describe('who is let in', () => {
  it('nobody without a token in force', async () => {
    const { staffer } = committee
    const disabled = await seatCommittee()
    await db().user.update({ where: { id: disabled.staffer.userId }, data: { disabledAt: new Date() } })
    const past = new Date(Date.now() - 1000)
    const cases = [
      null,
      'unknown-token-of-some-length',
      await tokenFor(staffer, { revokedAt: past }),
      await tokenFor(staffer, { expiresAt: past }),
      await tokenFor(disabled.staffer),
    ]
    for (const token of cases) {
      for (const path of ['/me', '/inquiries', base, `${base}/questions`, '/nothing/here']) {
        const answer = await send(token, 'GET', path)
        expectProblem(answer, 401, 'unauthenticated')
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="Oversight Ledger"/)
      }
    }
    const cookie = await send(null, 'GET', '/me', { headers: { cookie: 'next-auth.session-token=x' } })
    expectProblem(cookie, 401, 'unauthenticated')
  })

  it.each(['https://elsewhere.example', 'null', 'http://localhost:3001', 'nonsense'])(
    'no page of %s',
    async (origin) => {
      expectProblem(await send(as('staffer'), 'GET', '/me', { headers: { origin } }), 403, 'foreign_origin')
    },
  )

  it('whoever has one, as who they are', async () => {
    const { body, status } = await send(as('staffer'), 'GET', '/me')
    expect(status).toBe(200)
    expect(body).toEqual({
      name: 'staffer',
      email: committee.staffer.email,
      isAdmin: false,
      inquiries: [expect.objectContaining({ role: 'staffer', side: 'majority' })],
    })
  })

  it('and lists only what they are a member of', async () => {
    await seatCommittee()
    const { body } = await send(as('viewer'), 'GET', '/inquiries')
    expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual([committee.viewer.inquiry.slug])
  })
})

describe('hidden is missing', () => {
  it('byte for byte, but for the id of the request', async () => {
    const ref = await logged()
    const stranger = await tokenFor((await seatCommittee()).staffer)
    const id = { headers: { 'x-request-id': 'a'.repeat(36) } }
    const answers = [
      await send(stranger, 'GET', base, id),
      await send(stranger, 'GET', '/inquiries/no-such-inquiry', id),
      await send(stranger, 'GET', '/inquiries/%00', id),
      await send(stranger, 'GET', '/inquiries/%ff', id),
      await send(stranger, 'GET', `${base}/questions`, id),
      await send(stranger, 'GET', `${base}/questions/${ref}`, id),
      await send(stranger, 'PUT', `${base}/questions/${ref}`, { ...id, raw: 'not even JSON' }),
      await send(as('staffer'), 'GET', `${base}/questions/Q-99999`, id),
      await send(as('staffer'), 'GET', `${base}/questions/Q-99999999999`, id),
      await send(as('staffer'), 'GET', `${base}/questions/Q-M1`, id),
      await send(as('staffer'), 'GET', `${base}/questions/L-1`, id),
      await send(as('staffer'), 'GET', `${base}/questions/%F0%9F%92%A9`, id),
      await send(as('staffer'), 'PUT', `${base}/questions/Q-99999`, { ...id, body: { ...text, version: 1 } }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect(answer.text).toBe(answers[0]?.text)
      expect([...answer.headers]).toEqual([...(answers[0]?.headers ?? [])])
    }
  })

  it('also when somebody was removed a moment ago', async () => {
    const other = await seatCommittee()
    const token = await tokenFor(other.viewer)
    const path = `/inquiries/${other.viewer.inquiry.slug}`
    expect((await send(token, 'GET', path)).status).toBe(200)
    await db().membership.deleteMany({ where: { userId: other.viewer.userId } })
    expectProblem(await send(token, 'GET', path), 404, 'missing')
  })
})

describe('addresses and methods', () => {
  it('says that an address does not exist', async () => {
    expectProblem(await send(as('staffer'), 'GET', `${base}/unicorns`), 404, 'no_such_address')
  })

  it.each(['PATCH', 'DELETE', 'OPTIONS', 'PUT'])('names what an address takes instead of %s', async (method) => {
    const answer = await send(as('staffer'), method, `${base}/questions`)
    expectProblem(answer, 405, 'method')
    expect(answer.headers.get('allow')).toBe('GET, POST')
  })

  it('answers HEAD like GET, without a body', async () => {
    const answer = await send(as('staffer'), 'HEAD', `${base}/questions`)
    expect([answer.status, answer.text]).toEqual([200, ''])
  })

  it('refuses parameters that it does not know, or that come twice', async () => {
    const unknown = await send(as('staffer'), 'GET', `${base}/questions?colour=red`)
    expectProblem(unknown, 422, 'invalid')
    expect(unknown.body.errors[0].path).toBe('colour')
    expectProblem(await send(as('staffer'), 'GET', `${base}/questions?status=open&status=open`), 422, 'invalid')
    expectProblem(await send(as('staffer'), 'GET', `${base}/questions?__proto__=1`), 422, 'invalid')
  })
})

describe('one record through its life', () => {
  it('is made, read, changed and moved', async () => {
    const made = await send(as('staffer'), 'POST', `${base}/questions`, { body: text })
    expect(made.status, made.text).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    const path = made.headers.get('location')?.replace('/api/v1', '') ?? ''
    expect(path).toBe(`${base}/questions/${made.body.ref}`)

    const read = await send(as('minorityStaffer'), 'GET', path)
    expect(read.headers.get('etag')).toBe('"1"')
    expect(read.body).toMatchObject({ ...text, status: 'open', version: 1 })
    expect(read.body).not.toHaveProperty('createdById')

    const edit = { body: { ...text, wording: 'Who gave the order?' }, headers: { 'if-match': '"1"' } }
    expect((await send(as('staffer'), 'PUT', path, edit)).body).toMatchObject({ ref: made.body.ref, version: 2 })

    const moves = await send(as('staffer'), 'GET', `${path}/transitions`)
    const to = (verb: string) => moves.body.transitions.find((one: { verb: string }) => one.verb === verb)
    expect(to('withdraw')).toMatchObject({ to: 'withdrawn', open: true, why: null, needs: ['note'] })
    expect(to('declare_unanswerable')).toMatchObject({ open: false, why: 'This is for a reviewer; you are a staffer.' })

    const withdrawn = { to: 'withdrawn', note: 'Asked twice.', version: 2 }
    const moved = await send(as('staffer'), 'POST', `${path}/transitions`, { body: withdrawn })
    expect([moved.status, moved.headers.get('etag')]).toEqual([200, '"3"'])
    expect(moved.body).toEqual({ ref: made.body.ref, status: 'withdrawn', version: 3 })
  })

  it('refuses with the reason what is not for the caller to do', async () => {
    const answer = await send(as('viewer'), 'POST', `${base}/questions`, { body: text })
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.title).toBe('Only a staffer logs and edits questions.')
  })

  it('answers a stale version with both, and the record as it stands', async () => {
    const path = `${base}/questions/${await logged()}`
    const first = { ...text, wording: 'Who ordered the first?', version: 1 }
    expect((await send(as('staffer'), 'PUT', path, { body: first })).status).toBe(200)
    const late = { ...text, wording: 'Who?', version: 1 }
    const answer = await send(as('otherStaffer'), 'PUT', path, { body: late })
    expectProblem(answer, 409, 'conflict')
    expect(answer.body).toMatchObject({
      yours: 1,
      current: 2,
      record: { wording: 'Who ordered the first?', version: 2 },
    })
    expect(answer.body.record).not.toHaveProperty('createdById')
  })

  it.each([
    ['two versions that differ', { version: 1 }, '"2"', 'version'],
    ['a weak ETag', {}, 'W/"1"', 'If-Match'],
    ['any version', {}, '*', 'If-Match'],
  ])('refuses %s', async (_name, body, ifMatch, path) => {
    const address = `${base}/questions/${await logged()}`
    const sent = { body: { ...text, ...body }, headers: { 'if-match': ifMatch } }
    const answer = await send(as('staffer'), 'PUT', address, sent)
    expectProblem(answer, 422, 'invalid')
    expect(answer.body.errors[0].path).toBe(path)
  })

  it('refuses a change that names no version', async () => {
    const answer = await send(as('staffer'), 'PUT', `${base}/questions/${await logged()}`, { body: text })
    expect(answer.body.errors).toEqual([{ path: 'version', message: expect.stringMatching(/^Version is missing/) }])
  })

  it('is read-only in a closed inquiry', async () => {
    const closed = await seatCommittee()
    await db().inquiry.update({ where: { id: closed.staffer.inquiry.id }, data: { closedOn: new Date('2026-02-01') } })
    const token = await tokenFor(closed.staffer)
    const path = `/inquiries/${closed.staffer.inquiry.slug}/questions`
    expectProblem(await send(token, 'POST', path, { body: text }), 409, 'closed')
    expect((await send(token, 'GET', path)).status).toBe(200)
  })

  it('stops text that looks classified, in bodies and in searches, and repeats none of it', async () => {
    const marked = '(TS//SI) The order came at night.'
    const before = await rowCounts()
    const written = await send(as('staffer'), 'POST', `${base}/questions`, { body: { ...text, why: marked } })
    expectProblem(written, 422, 'spill')
    expect(written.body.errors[0].path).toBe('why')
    const searched = await send(as('staffer'), 'GET', `${base}/questions?q=${encodeURIComponent(marked)}`)
    expectProblem(searched, 422, 'spill')
    expect(written.text + searched.text).not.toContain('at night')
    expect(await rowCounts()).toEqual(before)
  })
})

describe('repeating a POST', () => {
  const key = () => ({ 'idempotency-key': crypto.randomUUID() })

  it('gives the first answer again and does nothing', async () => {
    const sent = { body: text, headers: key() }
    const first = await send(as('staffer'), 'POST', `${base}/questions`, sent)
    const events = await eventCount(committee.staffer)
    const again = await send(as('staffer'), 'POST', `${base}/questions`, sent)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.text, again.headers.get('location')]).toEqual([
      first.status,
      first.text,
      first.headers.get('location'),
    ])
    expect(await eventCount(committee.staffer)).toBe(events)
  })

  it('also when both come at once', async () => {
    const events = await eventCount(committee.staffer)
    const sent = { body: text, headers: key() }
    const both = await Promise.all([1, 2, 3].map(() => send(as('staffer'), 'POST', `${base}/questions`, sent)))
    expect(both.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(both.map(({ body }) => body.ref)).size).toBe(1)
    expect(await eventCount(committee.staffer)).toBe(events + 1)
  })

  it('also for a transition, whose version is stale by then', async () => {
    const ref = await logged()
    const sent = { body: { to: 'withdrawn', note: 'No.', version: 1 }, headers: key() }
    const path = `${base}/questions/${ref}/transitions`
    const both = await Promise.all([1, 2].map(() => send(as('staffer'), 'POST', path, sent)))
    expect(both.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 2],
      [200, 2],
    ])
  })

  it('refuses another body, or another address, under the same key; another person has keys of their own', async () => {
    const headers = key()
    await send(as('staffer'), 'POST', `${base}/questions`, { body: text, headers })
    const other = { ...text, wording: 'What else?' }
    expectProblem(await send(as('staffer'), 'POST', `${base}/questions`, { body: other, headers }), 422, 'invalid')
    const theirs = await send(as('otherStaffer'), 'POST', `${base}/questions`, { body: other, headers })
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([201, null])
  })

  it('tries a refused one anew', async () => {
    const headers = key()
    expect((await send(as('staffer'), 'POST', `${base}/questions`, { body: {}, headers })).status).toBe(422)
    expect((await send(as('staffer'), 'POST', `${base}/questions`, { body: text, headers })).status).toBe(201)
  })

  it.each([' ', 'a b', 'x'.repeat(201), '(TS//SI)fleet'])('refuses the key %j', async (given) => {
    const answer = await send(as('staffer'), 'POST', `${base}/questions`, {
      body: text,
      headers: { 'idempotency-key': given },
    })
    expect(answer.status).toBe(422)
  })
})

describe('a list in parts', () => {
  const walk = async (path: string, between: () => Promise<unknown>): Promise<string[]> => {
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const answer: Answered = await send(as('staffer'), 'GET', `${path}?limit=2${after && `&after=${after}`}`)
      expect(answer.status, answer.text).toBe(200)
      seen.push(...answer.body.items.map((item: Listed) => item.ref ?? eventName(item)))
      after = answer.body.next
      if (after !== null && seen.length < 12) await between()
    }
    return seen
  }

  it('shows every question once while others are added', async () => {
    const fresh = await seatCommittee()
    const before = base
    base = `/inquiries/${fresh.staffer.inquiry.slug}`
    tokens.staffer = await tokenFor(fresh.staffer)
    for (let i = 0; i < 5; i++) await logged()
    const seen = await walk(`${base}/questions`, logged)
    const { total } = (await send(as('staffer'), 'GET', `${base}/questions`)).body
    expect(seen).toEqual(Array.from({ length: total }, (_, i) => `Q-${i + 1}`))

    const first = (await send(as('staffer'), 'GET', `${base}/history?limit=200`)).body.items
    const events = await walk(`${base}/history`, logged)
    expect(events.slice(0, first.length)).toEqual(first.map(eventName))
    expect(first[0].sentence).toBe(`logged question Q-${total}`)
    tokens.staffer = await tokenFor(committee.staffer)
    base = before
  })

  it.each(['limit=0', 'limit=201', 'limit=-1', 'limit=1e2', 'after=abc', 'after=bnVsbA', `after=${btoa('["a"]')}`])(
    'refuses %s in words',
    async (query) => {
      for (const list of ['questions', 'history']) {
        const answer = await send(as('staffer'), 'GET', `${base}/${list}?${query}`)
        expectProblem(answer, 422, 'invalid')
        expect(answer.body.errors[0].message).toMatch(/^(Limit must|This is not a place)/)
      }
    },
  )
})
