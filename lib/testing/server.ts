import { once } from 'node:events'
import { type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach } from 'vitest'
import { type Behind, createHandler } from '@/lib/server/handler'
import { openServer } from '@/lib/server/open'

/** What came back. `bytes` as they came over the wire, `body` the same read as text. */
export type Answer = { status: number; headers: IncomingMessage['headers']; bytes: Buffer; body: string }
export type Application = (req: IncomingMessage, res: ServerResponse) => Promise<void>
export type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer }

/** The address that people type. */
export const OWN = 'https://ledger.example'

const servers: Server[] = []

/** For each test of the calling file the address that people type is ours, and its servers end with it. */
export function serveForEachTest(): void {
  beforeEach(() => {
    process.env.APP_URL = OWN
  })
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
    delete process.env.APP_URL
  })
}

/** Tells which headers it was given. */
export const echo: Application = async (req, res) => {
  res.writeHead(200, { 'Cache-Control': 'public, max-age=9999', 'Content-Type': 'application/json' })
  res.end(JSON.stringify(req.headers))
}

/** A real server, until the test ends, with the handler in front of an application; resolves to its port. */
export async function serve(behind: Partial<Behind> = {}): Promise<number> {
  const database = { reachable: async () => true, doubt: () => {} }
  const handler = createHandler({ application: echo, database, files: new Map(), appUrl: OWN, proxies: [], ...behind })
  const server = openServer(handler).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** One request, just as it is given: nothing in the address is put in order. */
export function ask(port: number, path: string, { method, headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path, headers, method: method ?? (body ? 'POST' : 'GET') }
    const req = request(options, (res) => {
      const told = (chunks: Buffer[]) => {
        const bytes = Buffer.concat(chunks)
        resolve({ status: res.statusCode ?? 0, headers: res.headers, bytes, body: bytes.toString() })
      }
      res.toArray().then(told, reject)
    })
    req.once('error', reject)
    if (headers['transfer-encoding']) req.write(body)
    req.end(headers['transfer-encoding'] ? undefined : body)
  })
}

/** What comes back for these very bytes. */
export async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return Buffer.concat(await socket.toArray()).toString()
}
