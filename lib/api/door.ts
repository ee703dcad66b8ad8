import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BadJson, readJson } from '@/lib/api/json'
import type { BodyOf } from '@/lib/api/operation'
import { Problem } from '@/lib/api/problem'
import { canonical, type Json } from '@/lib/audit/canonical'
import { take } from '@/lib/input'
import { sameOrigin } from '@/lib/origin'
import type { Person } from '@/lib/people/actor'
import { personOfToken } from '@/lib/people/session'
import { invalidField } from '@/lib/refusal'
import { BODY_LIMIT } from '@/lib/server/limits'

/** What comes with a request, read and checked before any room is asked. Everything here throws a Problem or a Refusal. */

/** Programs name no Origin; a browser that names a foreign or hidden one was sent here by another site. */
export function refuseForeignOrigin(headers: Headers): void {
  if (headers.get('origin') === null || sameOrigin(headers)) return
  throw new Problem(
    'foreign_origin',
    'This call was made by a page of another site',
    'Call from a program, not a page.',
  )
}

/** Whose token the request carries. Cookies count for nothing here, so no other site can borrow one. `slug`: the inquiry that is asked for. */
export async function bearer(headers: Headers, slug?: string): Promise<Person> {
  const given = headers.get('authorization')
  const token = /^Bearer +([\w.~+/-]{8,200}=*)$/i.exec(given ?? '')?.[1]
  const person = token ? await personOfToken(token, slug) : null
  if (person) return person
  const challenge = `Bearer realm="Oversight Ledger"${given === null ? '' : ', error="invalid_token"'}`
  throw new Problem(
    'unauthenticated',
    given === null ? 'This call carries no token' : 'This token is not in force',
    'Send "Authorization: Bearer" and a personal token. You make one on your page; it may have run out or been revoked.',
    { 'WWW-Authenticate': challenge },
  )
}

/** The query as an object of strings; a name that comes twice is refused, since one of the two would be dropped. */
export function readQuery(parameters: URLSearchParams, schema: z.ZodObject | undefined): Record<string, unknown> {
  const names = [...parameters.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw invalidField(twice.slice(0, 60), 'This stands in the address twice: give it once.')
  return take(schema ?? z.strictObject({}), Object.fromEntries(parameters))
}

const malformed = (detail: string) => new Problem('malformed', 'The body cannot be read', detail)

/** The bytes of a body, up to the same limit that the server holds everybody to. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const bytes = Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT ? null : await request.arrayBuffer()
  if (bytes && bytes.byteLength <= BODY_LIMIT) return new Uint8Array(bytes)
  throw new Problem('too_large', 'Too much was sent at once', 'At most 3 MB fit into one call. Split it into several.')
}

/** The one JSON object that a write carries. */
export async function readBody(request: Request, { fromAddress }: BodyOf): Promise<Record<string, Json>> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/.test(type)) {
    throw new Problem('media_type', 'The body is not JSON', 'Send it in UTF-8 with "Content-Type: application/json".')
  }
  if (request.headers.get('content-encoding')) {
    throw new Problem('media_type', 'The body is compressed', 'Send it as it is, without Content-Encoding.')
  }
  const bytes = await readBytes(request)
  let value: Json
  try {
    value = readJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (error) {
    throw malformed(error instanceof BadJson ? error.message : 'It is not UTF-8.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('It must be one JSON object.')
  const twice = fromAddress.find((name) => Object.hasOwn(value, name))
  if (twice) throw invalidField(twice, 'This stands in the address already: leave it out.')
  return value
}

/** Puts the version of If-Match into the body, where the command looks for it; the two must agree when both are given. */
export function withVersion(body: Record<string, Json>, headers: Headers): Record<string, Json> {
  const given = headers.get('if-match')
  if (given === null) return body
  const version = Number(/^"([1-9]\d{0,9})"$/.exec(given.trim())?.[1])
  if (!version) throw invalidField('If-Match', 'If-Match must be the ETag of the record as you read it, such as "3".')
  if (body.version !== undefined && String(body.version) !== String(version)) {
    throw invalidField('version', 'The version here and the one of If-Match differ: send one, or the same in both.')
  }
  return { ...body, version }
}

const keyWords = 'An Idempotency-Key is 1 to 200 visible characters of ASCII: a UUID, for instance.'
const keyInput = z.object({ 'Idempotency-Key': z.string().regex(/^[\x21-\x7e]{1,200}$/, keyWords) })

/** The key of a request that may be repeated, with what tells its repetition from another request; null when it has none. */
export function idempotency(request: Request, path: string, body: Json): { key: string; requestHash: string } | null {
  const given = request.headers.get('idempotency-key')
  if (given === null) return null
  const { 'Idempotency-Key': key } = take(keyInput, { 'Idempotency-Key': given })
  const requestHash = createHash('sha256')
    .update(`${request.method}\n${path}\n${canonical(body)}`)
    .digest('hex')
  return { key, requestHash }
}
