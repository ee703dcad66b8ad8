import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import type { Readable } from 'node:stream'

/** Whoever uploads: where to, and by which token. */
export type Sender = { origin: string; slug: string; token: string }

/** What the ledger answered; null where the line broke before it did. */
export type Told = { status: number; headers: Record<string, string | string[] | undefined>; body: string } | null

const agent = new Agent({ keepAlive: true })
const encoded = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** One request of the tus protocol, as plain as it is, so that what is measured is the server. */
export function call(
  { origin, slug, token }: Sender,
  method: string,
  id: string | undefined,
  headers: Record<string, string>,
  body?: Readable,
): Promise<Told> {
  return new Promise((resolve) => {
    const outgoing = request(
      `${origin}/api/v1/inquiries/${slug}/uploads${id ? `/${id}` : ''}`,
      { method, agent, headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers } },
      (answer: IncomingMessage) => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.once('error', () => resolve(null))
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces).toString() }),
        )
      },
    )
    outgoing.once('error', () => {
      body?.destroy()
      resolve(null)
    })
    if (body) body.pipe(outgoing)
    else outgoing.end()
  })
}

/** Begins an upload of so many bytes; answers its id, or null where the line broke. */
export async function begin(sender: Sender, size: number, metadata: Record<string, string>): Promise<string | null> {
  const told = await call(sender, 'POST', undefined, {
    'upload-length': String(size),
    'upload-metadata': encoded({
      ...{ requests: 'R-1', fromOffice: 'O-1', receivedOn: '2026-02-10', kind: 'log', handling: 'unclassified' },
      ...metadata,
    }),
  })
  if (told === null || told.status >= 500) return null
  if (told.status !== 201) throw new Error(`An upload was not begun: ${told.status} ${told.body}`)
  return String(told.headers.location).split('/').pop() ?? null
}

/** Sends one piece. */
export function piece(sender: Sender, id: string, at: number, length: number, body: Readable): Promise<Told> {
  return call(
    sender,
    'PATCH',
    id,
    {
      'upload-offset': String(at),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(length),
    },
    body,
  )
}

/** Sends a file from disk in pieces of this size, as the page and the command line do. Answers the item that it is on. */
export async function sendFile(sender: Sender, path: string, size: number, each: number): Promise<string> {
  const id = await begin(sender, size, { filename: 'recording.bin', againReason: 'It is measured.' })
  let last: Told = null
  for (let at = 0; id && at < size; at += each) {
    const end = Math.min(size, at + each)
    last = await piece(
      sender,
      id,
      at,
      end - at,
      createReadStream(path, { start: at, end: end - 1, highWaterMark: 1 << 20 }),
    )
    if (last?.status !== 204) break
  }
  const ref = last?.headers['ledger-evidence']
  if (typeof ref !== 'string') throw new Error(`It was not kept: ${last?.status} ${last?.body}`)
  return ref
}

/** Makes a file of so many bytes that nobody can compress, and that no other one equals. */
export async function makeFile(path: string, size: number, block: Buffer): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (let at = 0; at < size; at += block.length) {
      block.writeBigUInt64BE(process.hrtime.bigint(), 16)
      await file.write(block, 0, Math.min(block.length, size - at))
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
