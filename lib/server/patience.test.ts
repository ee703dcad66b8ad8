import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setInterval as every } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createHandler } from '@/lib/server/handler'
import { BODY_LIMIT } from '@/lib/server/limits'
import { openServer } from '@/lib/server/open'

const PIECE = '/api/v1/inquiries/alder/uploads/0d6a1c9e-3b52-4f0e-9f57-6f1f9f0d2c11'
let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  delete process.env.APP_URL
})

/** A server that counts what comes, and waits for a client no longer than this. */
async function serve(patience: { request: number; silence: number }): Promise<number> {
  process.env.APP_URL = 'http://ledger.example'
  const application: RequestListener = async (req, res) => {
    let bytes = 0
    for await (const piece of req) bytes += piece.length
    res.end(String(bytes))
  }
  const handler = createHandler({
    application: async (req, res) => application(req, res),
    database: { reachable: async () => true, doubt: () => {} },
    files: new Map(),
    appUrl: 'http://ledger.example',
    proxies: [],
    patience,
  })
  server = openServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** A client that announces so many bytes and sends none of them yet. */
function announce(port: number, method: string, path: string, length: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: ledger.example\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`,
  )
  return socket
}
const answerTo = async (socket: Socket) => Buffer.concat(await socket.toArray()).toString()

test.each([
  ['a call that does not come to its end', 'POST', '/api/v1/inquiries'],
  ['an upload that is silent', 'PATCH', PIECE],
])('%s is hung up on', async (_what, method, path) => {
  const socket = announce(await serve({ request: 200, silence: 200 }), method, path, 100)
  socket.write('some of it')
  expect(await answerTo(socket)).toMatch(/^HTTP\/1\.1 408 /)
})

test('an upload goes on for as long as bytes come, and may be larger than any form', async () => {
  const size = BODY_LIMIT + 100
  const socket = announce(await serve({ request: 200, silence: 200 }), 'PATCH', PIECE, size)
  socket.write(Buffer.alloc(size - 20))
  let left = 20
  for await (const _ of every(50)) {
    socket.write('.')
    left -= 1
    if (left === 0) break
  }
  expect(await answerTo(socket)).toMatch(new RegExp(`^HTTP/1\\.1 200 .*\r\n${size}`, 's'))
})

test('what is no piece of an upload is held to the length of a form', async () => {
  const port = await serve({ request: 2_000, silence: 2_000 })
  const told = []
  for (const path of ['/api/v1/inquiries/alder/evidence', `${PIECE}/more`, '/api/v1/inquiries/alder/uploads/a/b']) {
    const socket = announce(port, 'POST', path, BODY_LIMIT + 1)
    socket.end(Buffer.alloc(BODY_LIMIT + 1))
    told.push((await answerTo(socket)).slice(0, 12))
  }
  expect(told).toEqual(Array(3).fill('HTTP/1.1 413'))
})
