import type { IncomingHttpHeaders } from 'node:http'

/**
 * Content Security Policy of every answer: scripts only with this answer's nonce (and what they load), everything else
 * from this server only, no frame in either direction, forms to this server only.
 */
export function contentSecurityPolicy(nonce: string, https: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `worker-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `frame-src 'none'`,
    `frame-ancestors 'none'`,
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** The headers that every answer carries: pages, API, static files and errors. `policy` is its Content Security Policy. */
export function securityHeaders(policy: string, https: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Not no-referrer: with it browsers send forms with the Origin "null", and the check of where they came from fails.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), browsing-topics=()',
    ...(https ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
  }
}

/** In which an answer that goes out in pieces says its length to this server: the framework takes the header of that name away. */
export const LENGTH = 'x-ledger-length'

const OURS =
  /^(x-(middleware|invoke|ledger|forwarded)-|forwarded$|x-real-ip$|x-request-id$|x-matched-path$|content-security-policy)/

/** Removes the headers that only this server and the framework may set, so that no client can pretend to be them. */
export function stripInbound(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) if (OURS.test(name)) delete headers[name]
}

/** Path and query (as Node gives them: a character a byte) as the person sees them, in ASCII, without what the framework's own fetches add. */
export function visiblePath(url: string): string {
  const [path = '/', query = ''] = url.split(/\?(.*)/s)
  const kept = query.split('&').filter((part) => part !== '' && !part.startsWith('_rsc='))
  const text = kept.length ? `${path}?${kept.join('&')}` : path
  return text.replace(/[^\x21-\x7e]/g, (byte) => `%${Buffer.from(byte, 'latin1').toString('hex')}`)
}

const FOR_EVER = 'public, max-age=31536000, immutable'
/** A name that changes with the content: it holds a version or a hash. */
const VERSIONED = /[-.](v?\d+(\.\d+)+|v\d+|[0-9a-f]{8,})[-.]/

/** How long an answer may be kept, and by whom: only what is the same for everybody and holds nobody's data. */
export function cachePolicy(path: string, status: number, publicFiles: ReadonlySet<string>): string {
  const good = (status >= 200 && status < 300) || status === 304
  if (good && path.startsWith('/_next/static/')) return FOR_EVER
  if (good && publicFiles.has(path)) return VERSIONED.test(path) ? FOR_EVER : 'public, max-age=86400'
  return 'no-store'
}

/** Does this answer end a sign-in? Then the browser is told to forget what it kept of us, pages to go back to among it. */
export function endsSession(cookies: number | string | string[] | undefined): boolean {
  return [cookies ?? []].flat().some((cookie) => /next-auth\.session-token=;/.test(String(cookie)))
}
