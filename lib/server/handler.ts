import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { log } from '@/lib/log'
import { drain, refuseBody } from '@/lib/server/body'
import {
  cachePolicy,
  contentSecurityPolicy,
  securityHeaders,
  stripInbound,
  visiblePath,
  visitorChain,
} from '@/lib/server/headers'
import { answerPage } from '@/lib/server/missing-page'
import { badAddress, broken, databaseAway, type PlainAnswer, sendPlain } from '@/lib/server/plain-answer'

/** What the handler stands in front of. */
export type Behind = {
  /** The framework, or what answers while it is not ready. */
  application: (req: IncomingMessage, res: ServerResponse) => Promise<void> | PlainAnswer
  /** Whether the database can be reached, and word that it may not be. */
  database: { reachable(): Promise<boolean>; doubt(): void }
  /** Addresses of files that hold nobody's data. */
  publicFiles: ReadonlySet<string>
  /** Whether people reach the server over https. */
  https: boolean
}

/** Answers by themselves, also without a database: one says that the process is up, the other why it is not ready. */
const OWN_JUDGEMENT = new Set(['/api/health', '/api/ready'])

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined

/** Runs `before` when the status of an answer is settled and its headers are about to go, whoever sends them. */
function beforeHead(res: ServerResponse, before: (status: number) => void): void {
  const writeHead = res.writeHead.bind(res)
  res.writeHead = (status: number, reason?: string | Headers, headers?: Headers) => {
    const given = typeof reason === 'object' ? reason : headers
    if (Array.isArray(given)) {
      for (let i = 0; i < given.length; i += 2) res.setHeader(String(given[i]), given[i + 1] as OutgoingHttpHeader)
    } else {
      for (const [name, value] of Object.entries(given ?? {})) if (value !== undefined) res.setHeader(name, value)
    }
    before(status)
    return typeof reason === 'string' ? writeHead(status, reason) : writeHead(status)
  }
}

/**
 * The one way in for HTTP. Puts the security headers on every answer, keeps private answers out of caches, removes what
 * only the framework may say, caps bodies, names each request, and answers 503 at once while the database is away.
 */
export function createHandler(behind: Behind): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const id = randomUUID()
    const nonce = randomBytes(16).toString('base64')
    const policy = contentSecurityPolicy(nonce, behind.https)
    const url = req.url ?? ''
    const path = url.split('?', 1)[0] ?? ''

    stripInbound(req.headers)
    Object.assign(req.headers, {
      'x-forwarded-for': visitorChain(req.headers['x-forwarded-for'], req.socket.remoteAddress),
      'content-security-policy': policy,
      'x-request-id': id,
      'x-ledger-path': visiblePath(url),
    })
    beforeHead(res, (status) => {
      const headers = { ...securityHeaders(policy, behind.https), 'X-Request-Id': id }
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
      res.setHeader('Cache-Control', cachePolicy(path, status, behind.publicFiles))
      if (status >= 500) behind.database.doubt()
    })

    const plain = (answer: PlainAnswer) => sendPlain(res, path, answer, id, nonce)
    const refused = url.startsWith('/') ? refuseBody(req) : badAddress
    if (refused) {
      res.setHeader('Connection', 'close')
      await drain(req)
      return plain(refused)
    }
    const still = path.startsWith('/_next/static/') || behind.publicFiles.has(path) || OWN_JUDGEMENT.has(path)
    if (!still && !(await behind.database.reachable())) return plain(databaseAway)
    try {
      const unready = await answerPage(behind.application, path, req, res)
      if (unready) plain(unready)
    } catch (error) {
      log.failure(error, { request: id })
      if (res.headersSent) res.destroy()
      else plain(broken)
    }
  }
}
