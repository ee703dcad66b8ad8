import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listen } from '@/bin/serve/listen'

const servers: Server[] = []
const server = () => {
  const made = createServer()
  servers.push(made)
  return made
}

afterEach(() => {
  for (const made of servers.splice(0)) made.close()
})

test('moves on from a taken port that nobody asked for', async () => {
  const taken = await listen(server(), '127.0.0.1', 0, true)
  const port = await listen(server(), '127.0.0.1', taken, false)
  expect(port).toBeGreaterThan(taken)
})

test('counts a port as taken when something answers at the other loopback address', async () => {
  const taken = await listen(server(), '::1', 0, true)
  expect(await listen(server(), '127.0.0.1', taken, false)).toBeGreaterThan(taken)
})

test('refuses a taken port that was asked for', async () => {
  const taken = await listen(server(), '127.0.0.1', 0, true)
  await expect(listen(server(), '127.0.0.1', taken, true)).rejects.toThrow(`Port ${taken} is taken`)
})

test('refuses an address that this machine does not have', async () => {
  await expect(listen(server(), '192.0.2.1', 0, true)).rejects.toThrow(/HOST is 192.0.2.1, which is no address/)
})
