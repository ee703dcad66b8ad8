import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { type Application, ask, serve, serveForEachTest } from '@/lib/testing/server'

serveForEachTest()

const words = 'What was asked, of whom, and where it stands. '.repeat(200)
const html = { 'Content-Type': 'text/html; charset=utf-8' }
const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' }

/** Answers in pieces, as a page comes. */
const pieces =
  (headers: Record<string, string>, chunks: string[], status = 200): Application =>
  async (_, res) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
    res.statusCode = status
    res.flushHeaders()
    for (const chunk of chunks) {
      res.write(chunk)
      await new Promise((resolve) => setImmediate(resolve))
    }
    res.end()
  }

const got = async (application: Application, headers: Record<string, string> = browser, method = 'GET') =>
  ask(await serve({ application }), '/', { headers, method })

describe('a page', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
  ])('for who takes %s comes packed by %s, whole and much smaller', async (accepted, coding, unpacked) => {
    const application = pieces(html, [words, words])
    const { status, headers, bytes } = await got(application, { 'accept-encoding': accepted })
    expect({ status, coding: headers['content-encoding'] }).toEqual({ status: 200, coding })
    expect(unpacked(bytes).toString()).toBe(words + words)
    expect(bytes.length).toBeLessThan(words.length / 10)
    expect(headers).toMatchObject({
      vary: 'Accept-Encoding',
      'content-length': String(bytes.length),
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    })
  })

  test.each([
    ['in pieces', pieces({ ...html, Vary: 'RSC' }, [words])],
    ['at once', async (_, res) => void res.writeHead(200, { ...html, Vary: 'RSC' }).end(words)],
    [
      'without a word before',
      async (_, res) => {
        res.setHeader('Vary', 'RSC').setHeader('Content-Type', 'text/html')
        res.end(words)
      },
    ],
  ] satisfies [string, Application][])(
    'for who takes neither comes as it is, %s, and says that this depends',
    async (_, application) => {
      const { headers, body } = await got(application, { 'accept-encoding': 'br;q=0' })
      expect(body).toBe(words)
      expect(headers['content-encoding']).toBeUndefined()
      expect(headers.vary).toBe('RSC, Accept-Encoding')
    },
  )

  test('of one piece with a named length is measured anew', async () => {
    const { headers, bytes } = await got(async (_, res) => {
      res.writeHead(200, { ...html, 'Content-Length': String(words.length) })
      res.end(words)
    })
    expect(brotliDecompressSync(bytes).toString()).toBe(words)
    expect(headers['content-length']).toBe(String(bytes.length))
  })

  test('that is small stays as it is', async () => {
    const { headers, body } = await got(pieces(html, ['a ', 'word']))
    expect(body).toBe('a word')
    expect(headers['content-encoding']).toBeUndefined()
  })

  test('that breaks half-way is not half sent: what helps comes in its place', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { status, bytes, headers } = await got(async (_, res) => {
      res.writeHead(200, html)
      res.write('half of a page')
      throw new Error('broken half-way')
    })
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
    expect({ status, coding: headers['content-encoding'] }).toEqual({ status: 500, coding: 'br' })
    const page = brotliDecompressSync(bytes).toString()
    expect(page).toContain('<h1>This page failed</h1>')
    expect(page).not.toContain('half of a page')
  })

  test('has no body for HEAD', async () => {
    const { status, headers, body } = await got(
      async (_, res) => void res.writeHead(200, html).end(words),
      browser,
      'HEAD',
    )
    expect({ status, body }).toEqual({ status: 200, body: '' })
    expect(headers.vary).toBe('Accept-Encoding')
  })
})

test('an export that is larger than any page comes packed and whole, as it is made', async () => {
  const line = `${'0123456789,'.repeat(20)}\n`
  const lines = Array.from({ length: 20_000 }, (_, i) => `${i},${line}`)
  const { headers, bytes } = await got(pieces({ 'Content-Type': 'text/csv; charset=utf-8' }, lines))
  expect(headers).toMatchObject({ 'content-encoding': 'br', 'transfer-encoding': 'chunked' })
  expect(brotliDecompressSync(bytes).toString()).toBe(lines.join(''))
})

test('an export that breaks half-way is cut off, and does not look whole', async () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const answer = got(async (_, res) => {
    res.setHeader('Content-Type', 'text/csv')
    res.write('0123456789,'.repeat(200_000))
    throw new Error('broken half-way')
  })
  await expect(answer).rejects.toThrow('aborted')
  log.mockRestore()
})

test.each([
  ['a film', { 'Content-Type': 'video/mp4' }],
  ['a file that can be had in ranges', { ...html, 'Accept-Ranges': 'bytes' }],
  ['what came packed', { ...html, 'Content-Encoding': 'zstd' }],
  ['a stream of events', { 'Content-Type': 'text/event-stream' }],
])('%s is left as it is', async (_, headers) => {
  const { bytes, headers: came } = await got(pieces(headers, [words]))
  expect(bytes.toString()).toBe(words)
  expect(came['content-encoding']).toBe('Content-Encoding' in headers ? 'zstd' : undefined)
  expect(came.vary).toBeUndefined()
})
