import { randomUUID } from 'node:crypto'
import { ERRORS, Server } from '@tus/server'
import { bearer, refuseForeignOrigin } from '@/lib/api/door'
import { Problem, problemAnswer } from '@/lib/api/problem'
import { Body, BrokenOff } from '@/lib/api/tus/body'
import { alone } from '@/lib/api/tus/lock'
import { LedgerStore } from '@/lib/api/tus/store'
import { noteDenial } from '@/lib/audit/denials'
import { keptAs, ownUpload, type Sender, tooMuch, wrongPlace } from '@/lib/files/intake'
import { MOST_BYTES } from '@/lib/files/sending'
import { sameOrigin } from '@/lib/origin'
import type { Person } from '@/lib/people/actor'
import { actorFor } from '@/lib/people/queries'
import { personOfCookie } from '@/lib/people/session'
import { missing } from '@/lib/refusal'

/*
 * Uploads by the tus protocol, 1.0 (https://tus.io/protocols/resumable-upload): made by a page of ours for whoever is signed in, or by any program
 * with a token. The protocol is the library's; who may, what is judged and where bytes go is the ledger's own. Bytes go past the library, from the
 * request straight into the store.
 */

/** So much of a refused body is read before it is answered, and so long. */
const DRAIN_BYTES = 64 * 2 ** 20
const DRAIN_MS = 5_000

/** Answers one request below /api/v1/inquiries/{slug}/uploads; `id` where it names an upload. Every refusal is a problem answer. */
export async function serveUpload(request: Request, slug: string, id: string | undefined): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? randomUUID()
  const body = new Body(request)
  try {
    const answer = await carryOut(request, slug, id, body)
    if (answer.status < 400) return answer
    throw new Problem('malformed', 'This is not how uploads are spoken of', await answer.text())
  } catch (error) {
    await body.drain(DRAIN_BYTES, DRAIN_MS)
    const answer = problemAnswer(error instanceof BrokenOff ? broken : error, requestId)
    answer.headers.set('Tus-Resumable', '1.0.0')
    return answer
  }
}

const broken = new Problem('malformed', 'The connection broke', 'What came until then is safe.')

async function carryOut(request: Request, slug: string, id: string | undefined, body: Body): Promise<Response> {
  const person = await callerOf(request)
  const named = { inquiry: slug, ...(id !== undefined && { upload: id }) }
  try {
    const actorNow = async () => (await actorFor(await callerOf(request), slug)) ?? missingInquiry()
    const sender = { actor: (await actorFor(person, slug)) ?? missingInquiry(), again: actorNow }
    return await speak(request, slug, id, sender, body)
  } catch (error) {
    await noteDenial(error, person, { verb: 'upload.send', named })
    throw error
  }
}

/** Has the library speak the protocol, about this upload alone. */
async function speak(
  request: Request,
  slug: string,
  id: string | undefined,
  sender: Sender,
  body: Body,
): Promise<Response> {
  const store = new LedgerStore(sender, body, request.method)
  let failure: unknown
  const server = new Server({
    path: `/api/v1/inquiries/${slug}/uploads`,
    relativeLocation: true,
    // The one that took its turn: the library would read another one out of the query.
    getFileIdFromRequest: () => id,
    maxSize: MOST_BYTES,
    datastore: store,
    // Requests take turns here, also between instances.
    locker: { newLock: () => ({ lock: async () => {}, unlock: async () => {} }) },
    onResponseError: async (_request, error) => {
      failure = error
      return undefined
    },
  })
  const ask = async () => {
    const bare = new Request(request.url, { method: request.method, headers: request.headers })
    const answer = await server.handleWeb(bare)
    if (failure !== undefined) throw inWords(failure, store)
    return finished(answer, store)
  }
  if (id === undefined || request.method === 'OPTIONS') return ask()
  // Before anybody is asked to stop: whoever may not go on with an upload disturbs nobody who does.
  await ownUpload(sender.actor, id).catch(async (refused) => {
    if (!(await keptAs(sender.actor, id))) throw refused
  })
  return alone(id, () => store.displace(), ask)
}

const missingInquiry = (): never => {
  throw missing()
}

/** The answer as the protocol wants it, without what only other sites would need, and with what the file became. */
function finished(answer: Response, { kept }: LedgerStore): Response {
  const headers = new Headers(answer.headers)
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name)
  if (kept) {
    headers.set('Ledger-Evidence', kept.ref)
    headers.set('Ledger-Revision', String(kept.revision))
  }
  return new Response(answer.body, { status: answer.status, headers })
}

/** The library's own refusals, which are no errors, in our words. */
function inWords(failure: unknown, { arrived }: LedgerStore): unknown {
  if (failure instanceof Error) return failure
  switch (failure) {
    case ERRORS.INVALID_OFFSET:
      return wrongPlace(arrived)
    case ERRORS.FILE_NOT_FOUND:
    case ERRORS.FILE_NO_LONGER_EXISTS:
      return missing()
    case ERRORS.ERR_SIZE_EXCEEDED:
      return tooMuch()
    case ERRORS.ERR_MAX_SIZE_EXCEEDED:
      return new Problem('too_large', 'The file is too large', 'At most 20 GiB are taken. Ask for it in parts.')
  }
  const { body } = failure as { body?: unknown }
  return new Problem('malformed', 'This is not how uploads are spoken of', String(body ?? '').trim())
}

/** Who sends: the owner of a token, or whoever is signed in, from a page of ours. Asked of the database each time. */
async function callerOf({ headers, method }: Request): Promise<Person> {
  if (headers.get('authorization') !== null) {
    refuseForeignOrigin(headers)
    return bearer(headers)
  }
  const person = await personOfCookie(headers.get('cookie') ?? '')
  if (!person) return bearer(headers)
  if (!fromOurPage(headers, method)) {
    throw new Problem('foreign_origin', 'This call was made by a page of another site', 'Upload from a page here.')
  }
  return person
}

/**
 * Browsers name no Origin when they ask their own server with HEAD. No page of another site can ask so: the protocol's own header, without
 * which nothing is answered, is one that a browser sends elsewhere only when it is allowed to.
 */
function fromOurPage(headers: Headers, method: string): boolean {
  if (sameOrigin(headers)) return true
  const site = headers.get('sec-fetch-site')
  return method === 'HEAD' && headers.get('origin') === null && (site === null || site === 'same-origin')
}
