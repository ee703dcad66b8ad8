import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DatabaseTrouble } from '@/lib/database-trouble'
import { inRequest } from '@/lib/in-request'
import { log } from '@/lib/log'
import { drain } from '@/lib/server/body'
import { refuse } from '@/lib/server/door'
import {
  cachePolicy,
  contentSecurityPolicy,
  endsSession,
  LENGTH,
  securityHeaders,
  stripInbound,
  visiblePath,
} from '@/lib/server/headers'
import { isUpload, patience } from '@/lib/server/limits'
import { packAnswer } from '@/lib/server/pack'
import { type Patience, watchSending } from '@/lib/server/patience'
import { answers, isApi, type PlainAnswer, render, sendPlain } from '@/lib/server/plain-answer'
import type { Besides } from '@/lib/server/plain-page'
import { keepForm, type SentForm } from '@/lib/server/sent-form'
import { beforeHead } from '@/lib/server/stand-in'
import { type StaticFiles, sendStatic } from '@/lib/server/static-files'
import { answerUnreadable } from '@/lib/server/unreadable'
import { believed, visitorAddress } from '@/lib/server/visitor'

/** What the handler stands in front of. */
export type Behind = {
  /** The framework, or what answers while it is not ready. */
  application: (req: IncomingMessage, res: ServerResponse) => Promise<void> | PlainAnswer
  /** Whether the database can be reached, and word that it may not be. */
  database: { reachable(): Promise<boolean>; doubt(): void }
  /** Files that hold nobody's data. */
  files: StaticFiles
  /** The address that people type. */
  appUrl: string
  /** Proxies that are believed whom they speak for. */
  proxies: string[]
  /** How long a client may take to send; for tests */
  patience?: Patience
}

/** The one public file that is the framework's own to send. */
const ICON = '/icon.svg'

/** Answers by themselves, also without a database: one says that the process is up, the other why it is not ready. */
const OWN_JUDGEMENT = new Set(['/api/health', '/api/ready'])

/**
 * The one way in for HTTP. Refuses what no page and no call may do, puts the security headers on every answer, keeps private answers out
 * of caches, removes what only the framework may say, names each request, answers 503 at once while the database is away, and puts a page
 * that helps in the place of the framework's own when something went wrong.
 */
export function createHandler(behind: Behind): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const home = new URL(behind.appUrl)
  const https = home.protocol === 'https:'
  const isBelieved = believed(behind.proxies)
  const publicFiles = new Set([...behind.files.keys(), ICON])

  function introduce(req: IncomingMessage, id: string, policy: string): void {
    const address = visitorAddress(req.socket.remoteAddress, req.headers['x-forwarded-for'], isBelieved)
    stripInbound(req.headers)
    // The framework compares a form's Origin, which was checked here, with the host: behind a proxy that is the one people see.
    const host = req.headers.origin === home.origin ? home.host : req.headers.host
    Object.assign(req.headers, {
      'x-forwarded-for': address,
      'x-forwarded-host': host,
      'x-forwarded-proto': https ? 'https' : 'http',
      'content-security-policy': policy,
      'x-request-id': id,
      'x-ledger-address': address,
      'x-ledger-path': visiblePath(req.url ?? ''),
    })
  }

  return (req, res) => {
    const id = randomUUID()
    return inRequest(id, async (request) => {
      const path = (req.url ?? '').split('?', 1)[0] ?? ''
      const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), https)
      introduce(req, id, policy)
      const sending = isUpload(req.method, req.url)
      if (sending) request.sending = req
      watchSending(req, behind.patience ?? patience, sending, () => hangUp(req, res))
      const sent = sending ? undefined : keepForm(req, path)
      let asked = false
      beforeHead(
        res,
        (status) => {
          const form = asked ? (sent?.sofar() ?? undefined) : undefined
          const instead = asked ? insteadOf(status, req, res, request.trouble) : undefined
          const answer = form ? withForm(instead, status, res) : instead
          // Around a fault of ours, and while the database is away, nothing is drawn that leads into more of the same.
          const frame = answer && answer.status < 500 ? request.frame : undefined
          return (
            answer && {
              status: answer.status,
              ...render(path, answer, id, { frame, ...(form && givenBack(answer, form)) }),
            }
          )
        },
        (status) => {
          const own = res.getHeader('Content-Security-Policy')
          const headers = securityHeaders(own ? String(own) : policy, https)
          for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
          res.setHeader('X-Request-Id', id)
          const length = res.getHeader(LENGTH)
          res.removeHeader(LENGTH)
          if (length !== undefined) res.setHeader('Content-Length', String(length))
          res.setHeader('Cache-Control', cachePolicy(path, status, publicFiles))
          // Not the rest of what a browser keeps: nothing of ours is there, and cookies would go for all of the domain.
          if (endsSession(res.getHeader('Set-Cookie'))) res.setHeader('Clear-Site-Data', '"cache"')
          if (status >= 500) behind.database.doubt()
          // Node would read the rest of what was refused to its end, however large it is.
          if (status >= 400 && !req.complete && sending) res.setHeader('Connection', 'close')
        },
      )

      const plain = (answer: PlainAnswer) => sendPlain(res, path, answer, id)
      const refused = refuse(req, behind.appUrl)
      if (refused) {
        res.setHeader('Connection', 'close')
        await drain(req)
        return plain(refused)
      }
      const file = behind.files.get(path)
      if (file && req.method !== 'POST') return sendStatic(req, res, file)
      const still = publicFiles.has(path) || OWN_JUDGEMENT.has(path)
      // A form that a script sends keeps what was typed and tells the refusal itself.
      const tellsItself = req.headers['next-action'] !== undefined
      if (!still && !tellsItself && !(await behind.database.reachable())) {
        if (sending) await drain(req)
        const form = await sent?.whole()
        return form ? sendPlain(res, path, answers.notSent, id, { form }) : plain(answers.databaseAway)
      }
      packAnswer(req, res)
      try {
        asked = true
        const unready = await behind.application(req, res)
        asked = false
        if (unready) plain(unready)
      } catch (error) {
        log.failure(error)
        asked = false
        if (res.headersSent) res.destroy()
        else plain(answers.broken)
      }
    })
  }
}

/** A client that does not come to its end: it is told so, unless an answer has begun. */
function hangUp({ socket }: IncomingMessage, res: ServerResponse): void {
  if (res.headersSent) socket.destroy()
  else answerUnreadable(Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket)
}

/** The same where the form that was sent is known, and can be given back: also to somebody who would be led to the sign-in page, form and all. */
function withForm(instead: PlainAnswer | undefined, status: number, res: ServerResponse): PlainAnswer | undefined {
  if (status === 307 && String(res.getHeader('location') ?? '').startsWith('/sign-in')) return answers.signedOut
  if (instead === answers.databaseAway) return answers.perhapsSent
  return instead === answers.outdatedForm ? answers.outdatedKept : instead
}

/** Which answers give a form back, and how. */
function givenBack(answer: PlainAnswer, form: SentForm): Besides {
  if (answer === answers.outdatedKept) return { typed: form }
  return answer === answers.perhapsSent || answer === answers.signedOut ? { form } : {}
}

/**
 * The page that goes out instead of the framework's own answer: that shows nothing without scripts when a page ended in "not found",
 * "forbidden" or a fault, and it would tell a hidden record from an unknown address.
 */
function insteadOf(
  status: number,
  { url = '', headers }: IncomingMessage,
  res: ServerResponse,
  trouble: DatabaseTrouble | undefined,
): PlainAnswer | undefined {
  const byScript = headers.rsc !== undefined || headers['next-action'] !== undefined
  if (status < 400 || byScript || isApi(url)) return undefined
  if (!/^(text\/(html|plain)|$)/.test(String(res.getHeader('content-type') ?? ''))) return undefined
  if (status >= 500) {
    if (trouble === 'full') return answers.databaseFull
    return trouble ? answers.databaseAway : answers.broken
  }
  // The framework's own word for a form that an earlier build drew.
  if (res.getHeader('x-nextjs-action-not-found')) return answers.outdatedForm
  if (status === 404) return answers.missing
  if (status === 403) return answers.notForYou
  return { ...answers.unreadable, status }
}
