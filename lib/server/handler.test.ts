import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { BODY_LIMIT } from '@/lib/server/body'
import { type Behind, createHandler } from '@/lib/server/handler'
import { starting } from '@/lib/server/plain-answer'

type Answer = { status: number; headers: IncomingMessage['headers']; body: string }

let server: Server | undefined

afterEach(() => server?.close())

/** A real server with the handler in front of an application that tells what it was given. */
async function serve(behind: Partial<Behind> = {}): Promise<number> {
  const echo = async (req: IncomingMessage, res: ServerResponse) => {
    res.writeHead(200, { 'Cache-Control': 'public, max-age=9999', 'Content-Type': 'application/json' })
    res.end(JSON.stringify(req.headers))
  }
  const database = { reachable: async () => true, doubt: () => {} }
  const handler = createHandler({ application: echo, database, publicFiles: new Set(), https: true, ...behind })
  server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function ask(port: number, path: string, headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ port, host: '127.0.0.1', path, headers, method: body ? 'POST' : 'GET' }, async (res) => {
      const chunks = await res.toArray()
      resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks).toString() })
    })
    req.once('error', reject)
    if (headers['transfer-encoding']) req.write(body)
    req.end(headers['transfer-encoding'] ? undefined : body)
  })
}

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
  })

  test('has a nonce of its own, which the application is told', async () => {
    const port = await serve()
    const [first, second] = [await ask(port, '/'), await ask(port, '/')]
    expect(JSON.parse(first.body)['content-security-policy']).toBe(first.headers['content-security-policy'])
    expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
    expect(JSON.parse(first.body)['x-request-id']).toBe(first.headers['x-request-id'])
  })

  test('knows its address from the server alone', async () => {
    const { body } = await ask(await serve(), '/a?b=1', { 'x-ledger-path': '/evil', 'x-middleware-rewrite': '/evil' })
    expect(JSON.parse(body)['x-ledger-path']).toBe('/a?b=1')
    expect(body).not.toContain('evil')
  })
})

describe('a body', () => {
  test('of 3 MB is taken', async () => {
    expect((await ask(await serve(), '/', {}, Buffer.alloc(BODY_LIMIT))).status).toBe(200)
  })

  test('of one byte more is refused in words', async () => {
    const page = await ask(await serve(), '/', {}, Buffer.alloc(BODY_LIMIT + 1))
    expect(page).toMatchObject({ status: 413, body: expect.stringContaining('At most 3 MB') })
    expect(page.headers['content-security-policy']).toBeDefined()
  })

  test('without a length is refused in words', async () => {
    const answer = await ask(await serve(), '/api/v1/x', { 'transfer-encoding': 'chunked' }, Buffer.from('{}'))
    expect(answer.status).toBe(411)
    expect(JSON.parse(answer.body).detail).toContain('Content-Length')
  })
})

test('an address that is none is refused', async () => {
  expect((await ask(await serve(), 'http://elsewhere.example/')).status).toBe(400)
})

describe('while the database is away', () => {
  const away = { database: { reachable: async () => false, doubt: () => {} }, publicFiles: new Set(['/logo.svg']) }

  test('a page says so, plainly', async () => {
    const { status, headers, body } = await ask(await serve(away), '/inquiries')
    expect({ status, retry: headers['retry-after'] }).toEqual({ status: 503, retry: '5' })
    expect(body).toContain('<h1>The database cannot be reached</h1>')
  })

  test('the API answers with a problem', async () => {
    const { headers, body } = await ask(await serve(away), '/api/v1/inquiries')
    expect(headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(body)).toMatchObject({ status: 503, instance: `urn:uuid:${headers['x-request-id']}` })
  })

  test.each(['/_next/static/a.js', '/logo.svg', '/api/health', '/api/ready'])('%s still answers', async (path) => {
    expect((await ask(await serve(away), path)).status).toBe(200)
  })
})

describe('an application', () => {
  test('that breaks is answered for, without detail, and the database is doubted', async () => {
    let doubted = 0
    const broken = async () => {
      throw new Error('secret detail')
    }
    const doubt = () => {
      doubted += 1
    }
    const database = { reachable: async () => true, doubt }
    const { status, body } = await ask(await serve({ application: broken, database }), '/')
    expect(status).toBe(500)
    expect(body).toContain('Something went wrong')
    expect(body).not.toContain('secret')
    expect(doubted).toBe(1)
  })

  test('that is not ready yet is answered for', async () => {
    const { status, body } = await ask(await serve({ application: () => starting }), '/')
    expect({ status, body }).toMatchObject({ status: 503, body: expect.stringContaining('starting') })
  })
})

describe('a page that does not exist', () => {
  const application = async (req: IncomingMessage, res: ServerResponse) => {
    res.setHeader('X-From', req.url ?? '')
    res.writeHead(req.url === '/there' ? 200 : 404, { 'Content-Type': 'text/html' })
    res.end(req.url === '/_not-found' ? 'There is no such page' : '')
  }

  test('is rendered whole, with nothing of the empty page that scripts would fill', async () => {
    const { status, headers, body } = await ask(await serve({ application }), '/inquiries/hidden?q=1')
    expect({ status, from: headers['x-from'], body }).toEqual({
      status: 404,
      from: '/_not-found',
      body: 'There is no such page',
    })
    expect(headers['content-security-policy']).toBeDefined()
  })

  test('leaves alone what is there, what scripts fetch a part of, and the API', async () => {
    const port = await serve({ application })
    expect((await ask(port, '/there')).headers['x-from']).toBe('/there')
    expect((await ask(port, '/hidden', { rsc: '1' })).headers['x-from']).toBe('/hidden')
    expect((await ask(port, '/api/v1/hidden')).headers['x-from']).toBe('/api/v1/hidden')
  })
})
