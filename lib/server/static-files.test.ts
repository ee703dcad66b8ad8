import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { staticFiles } from '@/lib/server/static-files'
import { ask, OWN, serve, serveForEachTest } from '@/lib/testing/server'

serveForEachTest()

const script = Buffer.from('console.log("a line of a script");'.repeat(100))
const font = Buffer.from('not really a font')
const SCRIPT = '/_next/static/chunks/0a1b.js'
const FONT = '/uswds/fonts/Sans.woff2'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ledger-static-'))
  const put = (file: string, bytes: Buffer | string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), bytes)
  }
  put('.next/static/chunks/0a1b.js', script)
  put('.next/static/chunks/0a1b.js.br', brotliCompressSync(script))
  put('.next/static/chunks/0a1b.js.gz', gzipSync(script))
  put('public/uswds/fonts/Sans.woff2', font)
  put('public/uswds/.stamp', 'hidden')
  put('.next/server/secret.js', 'not public')
  put('package.json', '{}')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A server of these files, and behind it an application that has nothing. */
async function files(): Promise<number> {
  const application = async (_: unknown, res: import('node:http').ServerResponse) =>
    void res.writeHead(404, { 'Content-Type': 'text/html' }).end()
  return serve({ files: staticFiles(root), application })
}
const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  ask(await files(), path, { headers, method })

describe('a script of the build', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0.0, gzip;q=0', undefined],
    ['identity', undefined],
    ['zstd', undefined],
    ['', undefined],
  ])('for who takes "%s" comes as %s', async (accepted, coding) => {
    const { status, headers, bytes } = await get(SCRIPT, { 'accept-encoding': accepted })
    expect({ status, coding: headers['content-encoding'] }).toEqual({ status: 200, coding })
    expect(headers).toMatchObject({
      vary: 'Accept-Encoding',
      'content-type': 'application/javascript; charset=utf-8',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
    })
    const plain = coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
    expect(plain).toEqual(script)
  })

  test('is named by its bytes, and not sent again to who has them', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (accepted) => {
        const sent = { 'accept-encoding': accepted }
        const { etag = '' } = (await get(SCRIPT, sent)).headers
        const again = await get(SCRIPT, { ...sent, 'if-none-match': `"other", W/${etag}` })
        expect(again).toMatchObject({ status: 304, body: '' })
        expect(again.headers).toMatchObject({ etag, vary: 'Accept-Encoding' })
        expect(again.headers['cache-control']).toContain('immutable')
        expect((await get(SCRIPT, { ...sent, 'if-none-match': '"other"' })).status).toBe(200)
        return etag
      }),
    )
    expect(new Set(tags).size).toBe(3)
  })

  test('has the same headers for HEAD, and no body', async () => {
    const sent = { 'accept-encoding': 'br' }
    const [head, whole] = [await get(SCRIPT, sent, 'HEAD'), await get(SCRIPT, sent)]
    expect(head).toMatchObject({ status: 200, body: '' })
    for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type'])
      expect(head.headers[name]).toBe(whole.headers[name])
  })

  test('carries the security headers, and an id of its own', async () => {
    const { headers } = await get(SCRIPT)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(headers['strict-transport-security']).toBeDefined()
  })

  test('is no form to send, and has no other host', async () => {
    expect((await get(SCRIPT, { origin: OWN, 'content-length': '0' }, 'POST')).status).toBe(404)
    expect((await get(SCRIPT, { host: 'elsewhere.example' })).status).toBe(421)
  })
})

test('what cannot be made smaller comes as it is, and may be kept for a day', async () => {
  const { status, headers, bytes } = await get(FONT, { 'accept-encoding': 'br, gzip' })
  expect({ status, bytes }).toEqual({ status: 200, bytes: font })
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers).toMatchObject({ 'content-type': 'font/woff2', 'cache-control': 'public, max-age=86400' })
})

test('a build that goes away under a running server takes nothing from its pages', async () => {
  const port = await files()
  rmSync(join(root, '.next/static'), { recursive: true })
  expect((await ask(port, SCRIPT)).bytes).toEqual(script)
})

test.each([
  `${SCRIPT}.br`,
  `${SCRIPT}.gz`,
  '/_next/static/chunks',
  '/_next/static/',
  '/_next/server/secret.js',
  '/_next/static/../server/secret.js',
  '/_next/static/%2e%2e/server/secret.js',
  '/_next/static/..%2fserver/secret.js',
  '/_next/static/chunks%2f0a1b.js',
  '/_next/static//chunks/0a1b.js',
  '/_next/static/chunks/0a1b.js%00',
  '/_next/static/chunks/0a1b.js/',
  '/uswds/.stamp',
  '/uswds/../../package.json',
  '/package.json',
  '/.next/server/secret.js',
])('%s leads nowhere', async (path) => {
  const { status, body } = await get(path, { 'accept-encoding': 'br, gzip' })
  expect([400, 404]).toContain(status)
  expect(body).toContain('<h1>')
})
