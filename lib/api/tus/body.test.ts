import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Body, BrokenOff } from '@/lib/api/tus/body'
import { inRequest } from '@/lib/in-request'

/*
 * As the built server hands it over: off the wire, past the framework, whose own wrapping of the body stays unread.
 */

let server: Server
let arrived: Promise<{ body: Body; message: IncomingMessage }>
const wrapped = new Request('http://localhost', { method: 'PATCH', body: 'what the framework made of it' })

beforeEach(async () => {
  arrived = new Promise((resolve) => {
    server = createServer((message, answer) => {
      inRequest('an id', (known) => {
        known.sending = message
        resolve({ body: new Body(wrapped), message })
      })
      message.once('close', () => answer.end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A client that has announced so many bytes; it sends when it is told to. */
function client(length: number) {
  const { port } = server.address() as AddressInfo
  const sending = request({ port, host: '127.0.0.1', method: 'PATCH', headers: { 'content-length': length } })
  sending.on('error', () => {})
  sending.flushHeaders()
  return sending
}

async function rest(body: Body): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for (let next = await body.next(); !next.done; next = await body.next()) pieces.push(next.value)
  return Buffer.concat(pieces)
}

it('brings every byte in its order, and then says that it has ended', async () => {
  const bytes = randomBytes(3_000_000)
  client(bytes.length).end(bytes)
  const { body } = await arrived
  expect((await rest(body)).equals(bytes)).toBe(true)
  expect(await body.next()).toEqual({ done: true, value: undefined })
})

it('holds no more than the connection does while nobody asks for more', async () => {
  const sending = client(50_000_000)
  sending.end(Buffer.alloc(50_000_000))
  const { body, message } = await arrived
  let length = 0
  for (let n = 0; n < 5; n += 1) length += ((await body.next()).value as Uint8Array).length
  expect(length + message.readableLength).toBeLessThan(2_000_000)
  expect((await rest(body)).length).toBe(50_000_000 - length)
})

it('says so when the connection breaks, and not that it has ended', async () => {
  const sending = client(1_000)
  sending.write(Buffer.alloc(400))
  const { body } = await arrived
  expect((await body.next()).value).toHaveLength(400)
  const next = body.next()
  sending.destroy()
  await expect(next).rejects.toBeInstanceOf(BrokenOff)
})

it('ends for whoever waits when it is stopped, and the client can still be answered', async () => {
  const sending = client(1_000)
  sending.write(Buffer.alloc(400))
  const { body, message } = await arrived
  await body.next()
  const next = body.next()
  body.stop()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(message.socket.destroyed).toBe(false)
})

it('is read and forgotten up to a bound', async () => {
  const sending = client(10_000_000)
  sending.end(Buffer.alloc(10_000_000))
  const { body } = await arrived
  await body.drain(1_000_000, 60_000)
  expect((await body.next()).value?.length).toBeGreaterThan(0)
})
