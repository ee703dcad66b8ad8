import type { IncomingMessage } from 'node:http'
import { isLoopback, sameOrigin } from '@/lib/origin'
import { refuseBody } from '@/lib/server/body'
import { ADDRESS_LIMIT } from '@/lib/server/limits'
import { answers, isApi, type PlainAnswer, wrongHost } from '@/lib/server/plain-answer'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const OF_PAGES = ['GET', 'HEAD', 'POST']

/** Whoever asks these may be a probe that knows no name: they answer the same to everybody. */
const ANY_HOST = ['/api/health', '/api/ready']

/**
 * Why this request goes no further, judged by its first lines alone; null when it may. What stands behind decides for itself again; here
 * are the rules that hold for all, in words that the framework does not have.
 */
export function refuse(req: IncomingMessage, appUrl: string): PlainAnswer | null {
  const url = req.url ?? ''
  const path = url.split('?', 1)[0] ?? ''
  const method = req.method ?? ''
  if (!namesOneHost(req)) return answers.unreadable
  if (!METHODS.includes(method)) return answers.unknownMethod
  if (url.length > ADDRESS_LIMIT) return answers.longAddress
  if (!isPlainPath(path)) return answers.badAddress
  if (!ANY_HOST.includes(path) && !isOwnHost(req, new URL(appUrl))) return wrongHost(appUrl)
  if (isApi(path)) return refuseBody(req)
  if (!OF_PAGES.includes(method)) return answers.noSuchMethod
  if (method === 'POST' && !fromOurPage(req)) return answers.foreignOrigin
  return refuseBody(req)
}

/** Exactly one (RFC 9112, section 3.2): of two, somebody in front of this server may have gone by the other. HTTP/1.0 knows of none. */
function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0')
}

/** One way to write each address, so that no rule about a path can be walked around: no empty or dotted part, no hidden slash, no zero. */
function isPlainPath(path: string): boolean {
  if (!path.startsWith('/') || /[\\\p{Cc}]|%(2f|5c|00)/iu.test(path)) return false
  try {
    const parts = decodeURIComponent(path).split('/').slice(1)
    return parts.every((part, at) => !/^\.{1,2}$/.test(part) && (part !== '' || at === parts.length - 1))
  } catch {
    return false
  }
}

/**
 * Is the server asked for by a name of its own: that of APP_URL, the address that it listens on, or on this machine any loopback name?
 * Else a page elsewhere could let its own name point here and read along (DNS rebinding).
 */
function isOwnHost({ headers, socket }: IncomingMessage, home: URL): boolean {
  const scheme = `${home.protocol}//`
  if (!headers.host || !URL.canParse(scheme + headers.host)) return false
  const asked = new URL(scheme + headers.host)
  if (asked.host === home.host) return true
  const local = (socket.localAddress ?? '').replace(/^::ffff:(?=[\d.]+$)/, '')
  if (isLoopback(asked.hostname)) return /^127\.|^::1$/.test(local)
  return asked.hostname.replace(/^\[|\]$/g, '') === local && portOf(headers.host) === socket.localPort
}

const portOf = (host: string) => Number(/:(\d+)$/.exec(host)?.[1] ?? 80)

function fromOurPage({ headers }: IncomingMessage): boolean {
  const get = (name: string) => [headers[name]].flat().at(0) ?? null
  return sameOrigin({ get })
}
