import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { noteFrame } from '@/lib/in-request'
import { ADDRESS_LIMIT, BODY_LIMIT } from '@/lib/server/limits'
import { answers } from '@/lib/server/plain-answer'
import {
  type Answer,
  type Application,
  ask,
  echo,
  OWN,
  raw,
  type Sent,
  serve,
  serveForEachTest,
} from '@/lib/testing/server'

serveForEachTest()

let logged: string[] = []
beforeEach(() => {
  logged = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const withoutId = ({ body, headers }: Answer) => body.replaceAll(String(headers['x-request-id']), 'ID')
const seen = async (port: number, path: string, sent?: Sent) => JSON.parse((await ask(port, path, sent)).body)

describe('every answer', () => {
  test('carries the security headers and is kept by nobody, whatever the application said', async () => {
    const { headers } = await ask(await serve(), '/inquiries')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'content-type': 'application/json',
    })
    expect(headers['strict-transport-security']).toBeDefined()
    expect(headers['permissions-policy']).toBeDefined()
    expect(headers['clear-site-data']).toBeUndefined()
  })

  test('has a nonce of its own, which the application is told', async () => {
    const port = await serve()
    const [first, second] = [await ask(port, '/'), await ask(port, '/')]
    expect(JSON.parse(first.body)['content-security-policy']).toBe(first.headers['content-security-policy'])
    expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
    expect(JSON.parse(first.body)['x-request-id']).toBe(first.headers['x-request-id'])
  })

  test('says how long it is where it comes in pieces, so that whoever downloads knows when it is whole', async () => {
    const pieces: Application = async (_, res) => {
      res.setHeader('X-Ledger-Length', '4')
      res.writeHead(200, { 'Content-Type': 'video/mp4', 'Accept-Ranges': 'bytes' })
      res.write('ab')
      res.end('cd')
    }
    const { body, headers } = await ask(await serve({ application: pieces }), '/')
    expect([body, headers['content-length'], headers['x-ledger-length']]).toEqual(['abcd', '4', undefined])
  })

  test('that ends a sign-in has the browser forget its pages', async () => {
    const leave: Application = async (_, res) => {
      res.setHeader('Set-Cookie', 'next-auth.session-token=; Path=/; Max-Age=0')
      res.writeHead(303, { Location: '/sign-in' }).end()
    }
    const { status, headers } = await ask(await serve({ application: leave }), '/')
    expect({ status, clear: headers['clear-site-data'] }).toEqual({ status: 303, clear: '"cache"' })
  })
})

describe('the application', () => {
  test('knows its address from the server alone', async () => {
    const headers = { 'x-ledger-path': '/evil', 'x-middleware-rewrite': '/evil', 'x-forwarded-host': 'evil.example' }
    const given = await seen(await serve(), '/a?b=1', { headers })
    expect(given['x-ledger-path']).toBe('/a?b=1')
    expect(JSON.stringify(given)).not.toContain('evil')
  })

  test('is told the name that people use, also by a proxy that does not keep it', async () => {
    const sent = { headers: { origin: OWN }, body: Buffer.from('a=b') }
    expect(await seen(await serve(), '/', sent)).toMatchObject({
      'x-forwarded-host': 'ledger.example',
      'x-forwarded-proto': 'https',
    })
  })

  test('is told whom a proxy on this machine speaks for, and nothing that a client made up', async () => {
    const headers = { 'x-forwarded-for': '1.1.1.1, 198.51.100.7', 'x-ledger-address': '2.2.2.2' }
    expect(await seen(await serve(), '/', { headers })).toMatchObject({
      'x-ledger-address': '198.51.100.7',
      'x-forwarded-for': '198.51.100.7',
    })
  })
})

describe('a body', () => {
  const headers = { origin: OWN }

  test('of 3 MB is taken', async () => {
    expect((await ask(await serve(), '/', { headers, body: Buffer.alloc(BODY_LIMIT) })).status).toBe(200)
  })

  test('of one byte more is refused in words', async () => {
    const page = await ask(await serve(), '/', { headers, body: Buffer.alloc(BODY_LIMIT + 1) })
    expect(page).toMatchObject({ status: 413, body: expect.stringContaining('At most 3 MB') })
  })

  test('without a length is refused in words', async () => {
    const body = Buffer.from('{}')
    const answer = await ask(await serve(), '/api/v1/x', { headers: { 'transfer-encoding': 'chunked' }, body })
    expect(answer.status).toBe(411)
    expect(JSON.parse(answer.body).detail).toContain('Content-Length')
  })
})

describe('a form', () => {
  const body = Buffer.from('a=b')

  test.each(['https://evil.example', 'null', 'http://ledger.example', 'nonsense', ''])(
    'from %j is refused before the application sees it, in words',
    async (origin) => {
      const application = vi.fn(echo)
      const port = await serve({ application })
      const answer = await ask(port, '/inquiries/x', { headers: origin ? { origin } : {}, body })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('<h1>This form was sent from another site</h1>')
      expect(application).not.toHaveBeenCalled()
    },
  )

  test('from our own page is taken', async () => {
    expect((await ask(await serve(), '/inquiries/x', { headers: { origin: OWN }, body })).status).toBe(200)
  })

  test('of the API is left to the rules of the API', async () => {
    expect((await ask(await serve(), '/api/v1/inquiries', { body })).status).toBe(200)
  })
})

describe('a request', () => {
  test.each([
    ['http://elsewhere.example/', 400],
    ['//elsewhere.example/', 400],
    ['/a//b', 400],
    ['/a/../b', 400],
    ['/a/%2e%2E/b', 400],
    ['/a/./b', 400],
    ['/a%2fb', 400],
    ['/a%5Cb', 400],
    ['/a\\b', 400],
    ['/a%00', 400],
    ['/a%', 400],
    ['/api/v1/..%2fx', 400],
    [`/${'a'.repeat(ADDRESS_LIMIT)}`, 414],
    ['/a/', 200],
    ['/caf%C3%A9?q=..%2f%00//', 200],
  ])('for %.40s: %i', async (path, status) => {
    expect((await ask(await serve(), path)).status).toBe(status)
  })

  test.each([
    ['PUT', '/inquiries', 405],
    ['DELETE', '/inquiries', 405],
    ['OPTIONS', '/inquiries', 405],
    ['TRACE', '/inquiries', 501],
    ['PROPFIND', '/api/v1/inquiries', 501],
    ['PATCH', '/api/v1/inquiries', 200],
    ['HEAD', '/inquiries', 200],
  ])('%s %s: %i', async (method, path, status) => {
    expect((await ask(await serve(), path, { method })).status).toBe(status)
  })

  test.each([
    ['ledger.example', '/', 200],
    ['ledger.example:8443', '/', 421],
    ['evil.example', '/', 421],
    ['localhost:1', '/', 200],
    ['127.0.0.1:PORT', '/', 200],
    ['127.0.0.2', '/', 421],
    ['evil.example', '/api/v1/inquiries', 421],
    ['evil.example', '/api/health', 200],
    ['a b', '/', 421],
  ])('to the host %s for %s: %i', async (host, path, status) => {
    const port = await serve()
    const answer = await ask(port, path, { headers: { host: host.replace('PORT', String(port)) } })
    expect(answer.status).toBe(status)
    if (status === 421) expect(answer.body).toContain(OWN)
  })

  test('with too much in front, or none at all, is answered and hung up on', async () => {
    const port = await serve()
    const long = `GET / HTTP/1.1\r\nHost: ledger.example\r\nCookie: ${'a'.repeat(40_000)}\r\n\r\n`
    expect(await raw(port, long)).toMatch(/^HTTP\/1\.1 431 .*nosniff.*This request cannot be read/s)
    expect(await raw(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })

  test.each([
    ['no name of a server', '', /^HTTP\/1\.1 400 /],
    ['two names of servers', 'Host: ledger.example\r\nHost: evil.example\r\n', /^HTTP\/1\.1 400 /],
    ['an expectation that nobody knows', 'Host: ledger.example\r\nExpect: a-miracle\r\n', /^HTTP\/1\.1 200 /],
  ])('a request with %s is answered by us, with our headers', async (_what, headers, status) => {
    const answer = await raw(await serve(), `GET / HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`)
    expect(answer).toMatch(status)
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff')
  })
})

describe('while the database is away', () => {
  const script = { type: 'text/plain', plain: { bytes: Buffer.from('a'), etag: '"a"' }, packed: {} }
  const away = {
    database: { reachable: async () => false, doubt: () => {} },
    files: new Map([['/_next/static/a.js', script]]),
  }

  test('a page says so, plainly', async () => {
    const { status, headers, body } = await ask(await serve(away), '/inquiries')
    expect({ status, retry: headers['retry-after'] }).toEqual({ status: 503, retry: '5' })
    expect(body).toContain('<h1>The database does not answer just now</h1>')
  })

  test('the API answers with a problem', async () => {
    const { headers, body } = await ask(await serve(away), '/api/v1/inquiries')
    expect(headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ status: 503, instance: `urn:uuid:${headers['x-request-id']}` })
  })

  test('a form that a script sends gets through, to say it beside what was typed', async () => {
    const headers = { origin: OWN, 'next-action': 'abc' }
    expect((await ask(await serve(away), '/inquiries', { headers, body: Buffer.from('a') })).status).toBe(200)
  })

  test.each(['/_next/static/a.js', '/icon.svg', '/api/health', '/api/ready'])('%s still answers', async (path) => {
    expect((await ask(await serve(away), path)).status).toBe(200)
  })
})

describe('instead of what the application says', () => {
  const says =
    (status: number, type: string, more: Record<string, string> = {}): Application =>
    async (_, res) => {
      res.writeHead(status, { 'Content-Type': type, 'Content-Encoding': 'identity', ETag: '"x"', ...more })
      res.write('<html id="__next_error__">')
      await new Promise((resolve) => setImmediate(resolve))
      res.end('the rest of it')
    }
  const html = 'text/html; charset=utf-8'

  test.each([
    [404, 404, 'Page not found'],
    [403, 403, 'This page is not open to your role'],
    [500, 500, 'This page failed'],
    [400, 400, 'This request cannot be read'],
  ])('of %i, a page that helps goes out', async (said, status, title) => {
    const answer = await ask(await serve({ application: says(said, html) }), '/inquiries/x')
    expect(answer.status).toBe(status)
    expect(answer.body).toContain(`<h1>${title}</h1>`)
    expect(answer.body).toContain(String(answer.headers['x-request-id']))
    expect(answer.body).toContain('href="/')
    expect(answer.body).not.toMatch(/__next_error__|the rest|<script/)
    expect(answer.headers).not.toHaveProperty('content-encoding')
    expect(answer.headers).not.toHaveProperty('etag')
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'; style-src 'sha256-")
  })

  const frame = {
    inquiry: { name: 'The <b>strike</b>', slug: 'strike' },
    nav: [{ label: 'Dashboard', href: '/inquiries/strike', count: 3 }],
    me: { label: 'Staffer, majority', href: '/me' },
    foot: 'Times are Eastern.',
  }
  test.each([
    [404, true],
    [403, true],
    [500, false],
  ])(
    'of %i, it stands in the frame of the page that was asked for, if somebody was let in: %s',
    async (status, framed) => {
      const application: Application = async (req, res) => {
        noteFrame(frame)
        await says(status, html)(req, res)
      }
      const { body } = await ask(await serve({ application }), '/inquiries/strike/letters/L-1')
      expect(body.includes('action="/inquiries/strike/search"')).toBe(framed)
      expect(body.includes('<a href="/inquiries/strike">Dashboard')).toBe(framed)
      expect(body.includes('Inquiry: <b>The &lt;b&gt;strike&lt;/b&gt;</b>')).toBe(framed)
      expect(body).not.toContain('<script')
    },
  )

  test('a form that an earlier build drew, sent without scripts, is told so', async () => {
    const application = says(404, 'text/plain', { 'x-nextjs-action-not-found': '1' })
    const headers = { origin: OWN }
    const answer = await ask(await serve({ application }), '/a', { headers, body: Buffer.from('a') })
    expect(answer).toMatchObject({ status: 409, body: expect.stringContaining('updated since you opened this form') })
  })

  test('a hidden record and an unknown address are the same to the byte, but for the id', async () => {
    const hidden = await ask(await serve({ application: says(404, html, { Link: '</a.js>', Vary: 'rsc' }) }), '/a')
    const unknown = await ask(await serve({ application: says(404, 'text/plain') }), '/b')
    expect(withoutId(hidden)).toBe(withoutId(unknown))
    expect(hidden.body).not.toBe(unknown.body)
    expect(Object.keys(hidden.headers)).toEqual(Object.keys(unknown.headers))
    expect(hidden.headers['content-security-policy']).toBe(unknown.headers['content-security-policy'])
  })

  test('and HEAD gets the same headers', async () => {
    const port = await serve({ application: says(404, html) })
    const [head, get] = [await ask(port, '/a', { method: 'HEAD' }), await ask(port, '/a')]
    expect(head).toMatchObject({ status: 404, body: '' })
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
  })

  test.each([
    ['what a script asked for', '/a', { rsc: '1' }],
    ['what a script sent', '/a', { 'next-action': 'x' }],
    ['the API', '/api/v1/a', {}],
  ])('%s is left alone', async (_, path, headers: Record<string, string>) => {
    const answer = await ask(await serve({ application: says(404, 'text/plain') }), path, { headers })
    expect(answer.body).toContain('the rest of it')
  })

  test('a cookie that came with it stays', async () => {
    const application = says(500, html, { 'Set-Cookie': 'a=b' })
    expect((await ask(await serve({ application }), '/')).headers['set-cookie']).toEqual(['a=b'])
  })

  test('a page that failed because the database went away says so', async () => {
    const application: Application = async (req, res) => {
      const { log } = await import('@/lib/log')
      log.failure(Object.assign(new Error('secret'), { code: 'P1001' }))
      await says(500, html)(req, res)
    }
    const answer = await ask(await serve({ application }), '/')
    expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('does not answer just now') })
    expect(logged).toHaveLength(1)
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ id: answer.headers['x-request-id'], code: 'P1001' })
  })
})

describe('an application', () => {
  test('that breaks is answered for, without detail, under the id that is logged, and the database is doubted', async () => {
    const broken = async () => {
      throw new Error('secret detail')
    }
    const doubt = vi.fn()
    const database = { reachable: async () => true, doubt }
    const { status, headers, body } = await ask(await serve({ application: broken, database }), '/')
    expect(status).toBe(500)
    expect(body).toContain('This page failed')
    expect(body + logged.join('')).not.toContain('secret')
    expect(doubt).toHaveBeenCalledOnce()
    expect(JSON.parse(logged.join('')).id).toBe(headers['x-request-id'])
  })

  test('that is not ready yet is answered for', async () => {
    const { status, body } = await ask(await serve({ application: () => answers.starting }), '/')
    expect({ status, body }).toMatchObject({ status: 503, body: expect.stringContaining('starting') })
  })
})
