import { randomUUID } from 'node:crypto'
import { bearer, idempotency, readBody, readQuery, refuseForeignOrigin, withVersion } from '@/lib/api/door'
import { router } from '@/lib/api/match'
import type { Call, Method, Operation, Reply } from '@/lib/api/operation'
import { Problem, problemAnswer } from '@/lib/api/problem'
import { operations } from '@/lib/api/registry'
import { noteDenial, pageAsked } from '@/lib/audit/denials'
import { parseRef, type Ref } from '@/lib/fields'
import type { Actor, Person } from '@/lib/people/actor'
import { actorFor } from '@/lib/people/queries'
import { missing, Refusal } from '@/lib/refusal'
import { recordKinds } from '@/lib/words'

/** Where the API lives; the version changes only when callers would break. */
const API_ROOT = '/api/v1'

const find = router(operations)

/** What is known of a request once it was let in. Person, actor and ref are there where the operation needs them. */
type Admitted = { operation: Operation; person?: Person; actor?: Actor; ref?: Ref; id?: string }

/**
 * Answers one request to the API. In this order: no foreign origin, a token in force, an address that exists, a method it takes, an inquiry
 * that the caller is a member of (else as if there were none), what was sent in a form that can be read; then the room's own command or
 * query. Every refusal is a problem answer; a fault is one with an id and no detail.
 */
export async function dispatch(request: Request): Promise<Response> {
  const id = request.headers.get('x-request-id') ?? randomUUID()
  const known: Partial<Admitted> = {}
  try {
    return await carryOut(request, await admit(request, known))
  } catch (error) {
    // What a command refuses it has noted itself.
    const who = known.actor ?? known.person
    if (who) await noteDenial(error, who, pageAsked(new URL(request.url).pathname.slice(API_ROOT.length)))
    return problemAnswer(error, id, await bothVersions(error, known).catch(() => ({})))
  }
}

/** Lets a request in, or throws; what becomes known of it on the way is put into `known`. */
async function admit(request: Request, known: Partial<Admitted>): Promise<Admitted> {
  refuseForeignOrigin(request.headers)
  const match = find(new URL(request.url).pathname.slice(API_ROOT.length))
  const method = (request.method === 'HEAD' ? 'GET' : request.method) as Method
  const operation = match?.byMethod.get(method)
  if (operation?.open) return { operation }
  const person = await bearer(request.headers, match?.places.slug)
  Object.assign(known, { operation, person })
  if (!match) {
    throw new Problem('no_such_address', 'This API has no such address', 'All that it has stands at /api-docs.')
  }
  if (!operation) {
    const allow = [...match.byMethod.keys()].join(', ')
    throw new Problem('method', 'This address does not take this method', `It takes ${allow}.`, { Allow: allow })
  }
  const { slug, ref, id } = match.places
  if (slug === undefined) return { operation, person }
  const actor = slug ? await actorFor(person, slug) : null
  if (!actor) throw missing()
  Object.assign(known, { actor })
  if (ref === undefined || !operation.of) return { operation, person, actor, ...(id !== undefined && { id }) }
  const parsed = parseRef(recordKinds[operation.of].prefix, ref)
  if (!parsed) throw missing()
  return Object.assign(known, { operation, person, actor, ref: parsed })
}

async function carryOut(request: Request, admitted: Admitted): Promise<Response> {
  const { operation } = admitted
  const url = new URL(request.url)
  const query = readQuery(url.searchParams, operation.query)
  const body = operation.body ? withVersion(await readBody(request, operation.body), request.headers) : {}
  const repeat = { replayed: false }
  const key = operation.method === 'POST' ? idempotency(request, url.pathname, body) : null
  const once = key && { once: { ...key, onReplay: () => Object.assign(repeat, { replayed: true }) } }
  const call = {
    ...admitted,
    query,
    body,
    person: { ...admitted.person, ...once },
    actor: { ...admitted.actor, ...once },
  }
  // An operation asks only for what its own path makes known: see `Operation`.
  const reply = await operation.run(call as unknown as Call)
  return respond(request, operation, reply, repeat.replayed)
}

function respond(request: Request, operation: Operation, reply: Reply, replayed: boolean): Response {
  const headers = new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  if (reply.version !== undefined) headers.set('ETag', `"${reply.version}"`)
  if (reply.location) headers.set('Location', API_ROOT + reply.location)
  if (replayed) headers.set('Idempotency-Replayed', 'true')
  // What the description does not name never leaves.
  const body = JSON.stringify(operation.answer.parse(reply.value))
  return new Response(request.method === 'HEAD' ? null : body, { status: operation.status ?? 200, headers })
}

/** For a stale version: the one that the caller named, the one that is, and the record as it stands. */
async function bothVersions(
  error: unknown,
  { operation, actor, ref }: Partial<Admitted>,
): Promise<Record<string, unknown>> {
  if (!(error instanceof Refusal) || !error.stale || !actor || !ref) return {}
  const record = await operation?.current?.(actor, ref)
  const { yours, current } = error.stale
  const what = error.meanwhile ? ` ${error.meanwhile}` : ''
  const detail = `You started from version ${yours}; it is now at version ${current}.${what} Compare, then send your change again with that version.`
  return { detail, yours, current, ...(record ? { record } : {}) }
}
