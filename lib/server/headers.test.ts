import { describe, expect, test } from 'vitest'
import {
  cachePolicy,
  contentSecurityPolicy,
  endsSession,
  securityHeaders,
  stripInbound,
  visiblePath,
} from '@/lib/server/headers'

describe('contentSecurityPolicy', () => {
  test('lets run only what carries the nonce, and never anything inline without it', () => {
    const policy = contentSecurityPolicy('abc', true)
    expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic'`)
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain(`frame-ancestors 'none'`)
  })
})

describe('securityHeaders', () => {
  test('promises https only where there is https', () => {
    expect(securityHeaders('p', true)).toHaveProperty('Strict-Transport-Security')
    expect(securityHeaders('p', false)).not.toHaveProperty('Strict-Transport-Security')
  })
})

describe('stripInbound', () => {
  test('removes what only server and framework may say, and keeps the rest', () => {
    const headers = {
      host: 'localhost',
      'x-middleware-subrequest': 'proxy:proxy',
      'x-ledger-path': '/elsewhere',
      'x-request-id': 'mine',
      'content-security-policy': 'none',
      'content-security-policy-report-only': 'none',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'elsewhere.example',
      'x-real-ip': '1.1.1.1',
      forwarded: 'for=1.1.1.1',
      'user-agent': 'one',
    }
    stripInbound(headers)
    expect(Object.keys(headers)).toEqual(['host', 'user-agent'])
  })
})

describe('visiblePath', () => {
  test.each([
    ['/', '/'],
    ['/a?b=c', '/a?b=c'],
    ['/a?', '/a'],
    ['/a?_rsc=1x', '/a'],
    ['/a?b=1&_rsc=1x&c=?', '/a?b=1&c=?'],
    ['/caf\u00c3\u00a9', '/caf%c3%a9'],
  ])('%s is shown as %s', (url, shown) => {
    expect(visiblePath(url)).toBe(shown)
  })
})

describe('cachePolicy', () => {
  const files = new Set(['/uswds/fonts/a.woff2', '/uswds/fonts/roboto-v5-latin.woff2', '/a.0f3c9d1e.svg'])
  test.each([
    ['/_next/static/chunks/a.js', 200, 'public, max-age=31536000, immutable'],
    ['/_next/static/chunks/a.js', 304, 'public, max-age=31536000, immutable'],
    ['/_next/static/chunks/gone.js', 404, 'no-store'],
    ['/uswds/fonts/a.woff2', 200, 'public, max-age=86400'],
    ['/uswds/fonts/roboto-v5-latin.woff2', 200, 'public, max-age=31536000, immutable'],
    ['/a.0f3c9d1e.svg', 304, 'public, max-age=31536000, immutable'],
    ['/uswds/fonts/a.woff2', 500, 'no-store'],
    ['/uswds/fonts/../../inquiries', 200, 'no-store'],
    ['/inquiries', 200, 'no-store'],
    ['/_next/data', 200, 'no-store'],
  ])('%s with %d: %s', (path, status, policy) => {
    expect(cachePolicy(path, status, files)).toBe(policy)
  })
})

describe('endsSession', () => {
  test.each([
    [undefined, false],
    ['next-auth.session-token=abc; Path=/', false],
    [['a=b', 'next-auth.session-token=; Path=/; Max-Age=0'], true],
    ['__Secure-next-auth.session-token=; Path=/', true],
  ])('%j: %s', (cookies, ends) => {
    expect(endsSession(cookies)).toBe(ends)
  })
})
