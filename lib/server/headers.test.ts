import { describe, expect, test } from 'vitest'
import {
  cachePolicy,
  contentSecurityPolicy,
  securityHeaders,
  stripInbound,
  visiblePath,
  visitorChain,
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
    }
    stripInbound(headers)
    expect(Object.keys(headers)).toEqual(['host', 'x-forwarded-proto'])
  })
})

describe('visitorChain', () => {
  test.each([
    [undefined, '127.0.0.1', '127.0.0.1'],
    ['198.51.100.7', '127.0.0.1', '198.51.100.7'],
    ['198.51.100.7', '::ffff:127.0.0.1', '198.51.100.7'],
    ['1.1.1.1', '198.51.100.7', '1.1.1.1, 198.51.100.7'],
    [undefined, '198.51.100.7', '198.51.100.7'],
  ])('%s by %s is %s', (claimed, peer, chain) => {
    expect(visitorChain(claimed, peer)).toBe(chain)
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
  const files = new Set(['/uswds/fonts/a.woff2'])
  test.each([
    ['/_next/static/chunks/a.js', 200, 'public, max-age=31536000, immutable'],
    ['/_next/static/chunks/a.js', 304, 'public, max-age=31536000, immutable'],
    ['/_next/static/chunks/gone.js', 404, 'no-store'],
    ['/uswds/fonts/a.woff2', 200, 'public, max-age=3600'],
    ['/uswds/fonts/a.woff2', 500, 'no-store'],
    ['/uswds/fonts/../../inquiries', 200, 'no-store'],
    ['/inquiries', 200, 'no-store'],
    ['/_next/data', 200, 'no-store'],
  ])('%s with %d: %s', (path, status, policy) => {
    expect(cachePolicy(path, status, files)).toBe(policy)
  })
})
