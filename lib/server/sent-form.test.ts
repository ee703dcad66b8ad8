import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { log } from '@/lib/log'
import * as people from '@/lib/people/schema'
import { BODY_LIMIT } from '@/lib/server/limits'
import { SECRET_FIELDS } from '@/lib/server/sent-form'
import { type Application, ask, OWN, serve, serveForEachTest } from '@/lib/testing/server'

serveForEachTest()

const count: Application = async (req, res) => {
  res.end(`got ${Buffer.concat(await req.toArray()).length}`)
}
const application = vi.fn<Application>()
let away: boolean
let port: number
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  application.mockReset().mockImplementation(count)
  away = true
  port = await serve({ application, database: { reachable: async () => !away, doubt: () => {} } })
  return () => vi.restoreAllMocks()
})

/** Sends a body as a browser does. */
async function post(path: string, body: BodyInit, headers: Record<string, string> = {}) {
  const made = new Request(OWN, { method: 'POST', body })
  const bytes = Buffer.from(await made.arrayBuffer())
  const type = made.headers.get('content-type') ?? ''
  const sent = { origin: OWN, 'content-type': type, 'content-length': String(bytes.length), ...headers }
  const answer = await ask(port, path, { method: 'POST', headers: sent, body: bytes })
  return { ...answer, text: answer.body }
}

function formOf(fields: [string, string | File][]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const unescaped = (text: string) =>
  text.replace(
    /&quot;|&#x27;|&lt;|&gt;|&amp;/g,
    (sign) => ({ '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>' })[sign] ?? '&',
  )

/** The form on the page, as a browser would send it. */
const offered = (page: string): [string, string][] =>
  [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g)].map(([, name, value]) => [
    unescaped(name ?? ''),
    unescaped(value ?? ''),
  ])

const typed: [string, string][] = [
  ['$ACTION_REF_1', ''],
  ['$ACTION_1:0', '{"id":"60ab","bound":"$@1"}'],
  ['inquiry', 'strike'],
  ['wording', '"Who" <script>alert(1)</script> & why?\r\nשלום 🚢 \'quoted\''],
  ['needs', 'log'],
  ['needs', 'video'],
]

describe('a form that comes while the database is away', () => {
  test('is given back as it was, to be sent to the same address, and reaches nobody', async () => {
    const answer = await post('/inquiries/strike/questions/new?x=1', formOf(typed))
    expect(answer.status).toBe(503)
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '5' })
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*form-action 'self'/)
    expect(offered(answer.text)).toEqual(typed)
    const [form] = /<form class="gap-16"[^>]*>/i.exec(answer.text) ?? []
    expect(form).toMatch(/method="post"/)
    expect(form).toMatch(/enctype="multipart\/form-data"/i)
    expect(form).not.toContain('action=')
    expect(answer.text).not.toContain('<script')
    expect(answer.text).toContain('Send again')
    expect(application).not.toHaveBeenCalled()
    away = false
    expect((await post('/inquiries/strike/questions/new?x=1', formOf(offered(answer.text)))).text).toMatch(/^got \d+/)
  })

  test('is given back again when it is sent again too early', async () => {
    const once = await post('/inquiries/strike/questions/new', formOf(typed))
    expect(offered((await post('/inquiries/strike/questions/new', formOf(offered(once.text)))).text)).toEqual(typed)
  })

  test('is given back whole, up to the limit of every form', async () => {
    const long: [string, string][] = [['wording', 'ü&'.repeat(BODY_LIMIT / 3 - 400)]]
    expect(offered((await post('/inquiries/strike/questions/new', formOf(long))).text)).toEqual(long)
    const more = await post('/inquiries/strike/questions/new', formOf([['wording', 'x'.repeat(BODY_LIMIT)]]))
    expect({ status: more.status, offered: offered(more.text) }).toEqual({ status: 413, offered: [] })
  })

  test('and had a file says that the file is not kept', async () => {
    const { text } = await post('/inquiries/strike/x', formOf([...typed, ['file', new File(['content'], 'a.txt')]]))
    expect(offered(text)).toEqual(typed)
    expect(text).toContain('The file that you chose could not be kept')
    expect(text).not.toContain('content"')
  })

  test('may be of the plain kind', async () => {
    const { text } = await post('/inquiries/strike/x', new URLSearchParams([['q', 'a&b=c']]))
    expect(offered(text)).toEqual([['q', 'a&b=c']])
  })

  const password: [string, string][] = [['password', 'amber kettle river lantern']]
  test.each([
    ['the sign-in page', '/sign-in', [['email', 'a@b.example'], ...password]],
    [
      'my page',
      '/me',
      [
        ['name', 'weekly export'],
        ['current', 'amber kettle'],
      ],
    ],
    ['an account', '/people/1', [['name', 'Somebody']]],
    ['anywhere with a password in it', '/inquiries/strike/x', password],
    ['anywhere with the present one', '/inquiries/strike/x', [['current', 'amber kettle']]],
  ] as [string, string, [string, string][]][])('is not given back from %s', async (_, path, fields) => {
    const { status, text } = await post(path, formOf(fields))
    expect({ status, offered: offered(text) }).toEqual({ status: 503, offered: [] })
    for (const [, value] of fields) expect(text).not.toContain(value)
    expect(text).toContain('Go back in your browser')
  })

  test.each([
    ['nothing', '/inquiries/strike/x', new FormData(), {}],
    ['no form', '/inquiries/strike/x', '{"a":1}', { 'content-type': 'application/json' }],
    ['half a form', '/inquiries/strike/x', '--x\r\nContent-Dis', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a call of the API', '/api/v1/inquiries', formOf(typed), {}],
    ['from another site', '/inquiries/strike/x', formOf(typed), { origin: 'https://elsewhere.example' }],
  ] as [string, string, BodyInit, Record<string, string>][])('is not one: %s', async (_, path, body, headers) => {
    const { status, text } = await post(path, body, headers)
    expect(status).toBeGreaterThanOrEqual(403)
    expect(offered(text)).toEqual([])
  })
})

describe('a form that comes too late', () => {
  beforeEach(() => {
    away = false
  })
  const takeIn = async (req: Parameters<Application>[0]) => void (await req.toArray())

  test('is given back to somebody whose session has ended, to be sent again', async () => {
    application.mockImplementation(async (req, res) => {
      await takeIn(req)
      res.writeHead(307, { location: '/sign-in?next=%2Finquiries%2Fstrike%2Fquestions%2Fnew' }).end()
    })
    const answer = await post('/inquiries/strike/questions/new', formOf(typed))
    expect({ status: answer.status, offered: offered(answer.text) }).toEqual({ status: 403, offered: typed })
    expect(answer.text).toContain('You are signed out')
    expect(answer.headers.location).toBeUndefined()
  })

  test.each([
    ['after an act', 303, '/sign-in'],
    ['to a record', 307, '/inquiries/strike'],
  ])('is not, where it is led on %s', async (_, status, location) => {
    application.mockImplementation(async (req, res) => {
      await takeIn(req)
      res.writeHead(status, { location }).end()
    })
    const answer = await post('/inquiries/strike/x', formOf(typed))
    expect({ status: answer.status, to: answer.headers.location }).toEqual({ status, to: location })
  })

  test('is shown, to be copied, where it is of an earlier build', async () => {
    application.mockImplementation(async (req, res) => {
      await takeIn(req)
      res.writeHead(404, { 'content-type': 'text/plain', 'x-nextjs-action-not-found': '1' }).end()
    })
    const { status, text } = await post('/inquiries/strike/questions/new', formOf(typed))
    expect({ status, offered: offered(text) }).toEqual({ status: 409, offered: [] })
    const shown = [...text.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map(([, words]) =>
      unescaped(words ?? '').trim(),
    )
    expect(shown).toEqual([typed[3]?.[1], 'log', 'video'])
    expect(text).not.toContain('ACTION')
  })
})

describe('a form in the midst of which the database goes away', () => {
  test('is given back too, and says to look first', async () => {
    away = false
    application.mockImplementation(async (req, res) => {
      const body = Buffer.concat(await req.toArray())
      await new Response(body, { headers: { 'content-type': req.headers['content-type'] ?? '' } }).formData()
      log.failure(Object.assign(new Error('gone'), { code: 'P1001' }))
      res.writeHead(500, { 'content-type': 'text/html' }).end('the framework says')
    })
    const { status, text } = await post('/inquiries/strike/questions/new', formOf(typed))
    expect(status).toBe(503)
    expect(text).toContain('Look at the record in another tab first')
    expect(offered(text)).toEqual(typed)
  })

  test('a fault of ours gives nothing back: it may come again', async () => {
    away = false
    application.mockImplementation(async (_req, res) => {
      res.writeHead(500, { 'content-type': 'text/html' }).end('x')
    })
    const { status, text } = await post('/inquiries/strike/questions/new', formOf(typed))
    expect({ status, offered: offered(text) }).toEqual({ status: 500, offered: [] })
  })
})

test('every field for a password is known by its name', () => {
  const schemas = Object.values(people).filter((one): one is z.ZodObject => one instanceof z.ZodObject)
  const names = schemas.flatMap(({ shape }) =>
    Object.entries(shape)
      .filter(([, field]) => (field as z.ZodType).meta()?.format === 'password')
      .map(([name]) => name),
  )
  expect([...new Set(names)].sort()).toEqual([...SECRET_FIELDS].sort())
})
