import { expect } from 'vitest'
import { serveUpload } from '@/lib/api/tus/serve'
import { db } from '@/lib/db'
import { storage } from '@/lib/storage/storage'

// biome-ignore lint/suspicious/noExplicitAny: what came back over the wire has no type until a test has looked at it
export type Told = { status: number; headers: Headers; body: any }

type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

/** What an upload says of itself that begins an entry of its own, against R-1, from O-1. */
export const bridgeLog = {
  filename: 'bridge.log',
  title: 'Log of the bridge',
  kind: 'log',
  requests: 'R-1',
  fromOffice: 'O-1',
  receivedOn: '2026-02-10',
  handling: 'unclassified',
}

/** A tus client as plain as the protocol: each call is one request through the API's own door. */
export function tusClient(slug: string, authorization: Record<string, string>) {
  const base = `/api/v1/inquiries/${slug}/uploads`
  async function call(method: string, id?: string, headers: Record<string, string> = {}, body?: Body): Promise<Told> {
    const request = new Request(`http://localhost:3000${base}${id ? `/${id}` : ''}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...authorization, ...headers },
      ...(body && { body, duplex: 'half' }),
    })
    const answer = await serveUpload(request, slug, id)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null }
  }
  const client = {
    call,
    /** POST: begins one; answers its id beside what was told. */
    async begin(size: number, metadata: Record<string, string>): Promise<Told & { id: string }> {
      const told = await call('POST', undefined, {
        'upload-length': String(size),
        'upload-metadata': encoded(metadata),
      })
      return { ...told, id: told.headers.get('location')?.split('/').pop() ?? '' }
    },
    /** PATCH: the next piece. */
    send: (id: string, at: number, body: Body, headers: Record<string, string> = {}) =>
      call(
        'PATCH',
        id,
        { 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream', ...headers },
        body,
      ),
    /** HEAD: how far it is. */
    ask: (id: string) => call('HEAD', id),
    /** DELETE: gives it up. */
    giveUp: (id: string) => call('DELETE', id),
    /** All of it in pieces of this size; answers what the last one was told. */
    async whole(
      bytes: Uint8Array<ArrayBuffer>,
      metadata: Record<string, string>,
      piece = bytes.length,
    ): Promise<Told & { id: string }> {
      const begun = await client.begin(bytes.length, metadata)
      if (begun.status !== 201) return begun
      let last: Told = begun
      for (let at = 0; at < bytes.length; at += piece) {
        last = await client.send(begun.id, at, bytes.slice(at, at + piece))
        if (last.status !== 204) break
      }
      return { ...last, id: begun.id }
    },
  }
  return client
}

const encoded = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** The bytes that the store has under this id, sealed or not. */
export async function stored(id: string): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of storage().read(id)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Nothing in the store and no row is left of an upload. */
export async function expectNothingOf(id: string): Promise<void> {
  expect(await storage().arrived(id)).toBeNull()
  expect(await storage().size(id)).toBeNull()
  expect(await db().upload.count({ where: { id } })).toBe(0)
  expect(await db().storedFile.count({ where: { id } })).toBe(0)
}
