import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { makeApplication } from '@/bin/serve/application'

test('who asks for another protocol is answered like anybody else: nothing is left open beside the handler', async () => {
  // Not prepared, since it need not answer here: what it does to the server that asks it, it does first.
  const answer = makeApplication('127.0.0.1', 0).getRequestHandler()
  const server = createServer(async (req, res) => {
    await answer(req, res).catch(() => {})
    res.end('as any other')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const told = async (more: string) => {
    const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
    socket.setTimeout(2_000, () => socket.destroy())
    socket.write(`GET / HTTP/1.1\r\nHost: ledger.example\r\n${more}\r\n\r\n`)
    return Buffer.concat(await socket.toArray().catch(() => [])).toString()
  }
  try {
    expect(await told('Connection: close')).toContain('as any other')
    for (const protocol of ['websocket', 'h2c'])
      expect(await told(`Connection: Upgrade, close\r\nUpgrade: ${protocol}`)).toContain('as any other')
    expect(server.listenerCount('upgrade')).toBe(0)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
