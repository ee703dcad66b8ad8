import { beforeAll, describe, expect, it } from 'vitest'
import { bodySchema } from '@/lib/api/openapi'
import { type Answered, rowCounts, type Sent, send } from '@/lib/testing/api'
import { seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { doerOf, type Story, tellStory, writes } from '@/lib/testing/story'
import { anyPrefix } from '@/lib/words'

/* What bad input gets, from every operation that takes a body: words and a 4xx, and nothing is written. */

let story: Story
let foreign: string
beforeAll(async () => {
  await freshDatabase()
  await tellStory()
  story = await tellStory()
  foreign = (await seatCommittee()).staffer.email
})

type Field = { type?: string; format?: string; items?: object; anyOf?: object[] }

const megabyte = 'x'.repeat(1_000_000)
/** Never right, whatever the field. */
const never: [string, unknown][] = [
  ['an object where a value belongs', { not: '' }],
  ['an object of an operator', { contains: 'a', mode: 'insensitive' }],
  ['a list of lists', [[[1]]]],
  ['a megabyte', megabyte],
  ['a zero byte', 'a\u0000b'],
  ['a control character', 'a\u0007b'],
  ['half of a character', 'a\ud83d'],
  ['reordered text', 'a\u202eb'],
  ['minus one half', -0.5],
]
const days = ['2026-02-30', '2026-13-01', '0000-00-00', '12/02/2026', '2026-2-3', 'tomorrow', '-1', '99999-01-01']

function badValues(name: string, field: Field, required: boolean, example: unknown): [string, unknown][] {
  const bad = [...never]
  if (required && name !== 'version')
    bad.push(['nothing', undefined], ['null', null], ['blank', ' \u200b '], ['empty', ''])
  if (name === 'version') bad.push(['no version', undefined], ['a version of text', 'one'], ['version 0', 0])
  if (name === 'version') bad.push(['a huge version', 1e300], ['a stale version', 2_000_000_000])
  if (field.format?.startsWith('date')) bad.push(...days.map((day): [string, unknown] => [`the date ${day}`, day]))
  // A number of a record, which FER-002 of a producer's is not.
  if (new RegExp(`^(${anyPrefix})-\\d+$`).test(String(example))) {
    const prefix = String(example).split('-')[0]
    const list = Array.isArray(example)
    for (const ref of [`${prefix}-99999`, `${prefix}-0`, `${prefix}-M1`, `${prefix}-99999999999`, 'X-1', "Q-1' OR 1=1"])
      bad.push([`the number ${ref}`, list ? [ref] : ref])
  }
  if (name === 'owner') bad.push(['somebody of another inquiry', foreign])
  return bad
}

/** Text of one raw JSON object that differs from this body in the way that is wrong. */
const rawBodies = (body: string): [string, BodyInit, number, Record<string, string>?][] => [
  ['nothing', '', 400],
  ['half', body.slice(0, -1), 400],
  ['null', 'null', 400],
  ['a list', `[${body}]`, 400],
  ['text', '"text"', 400],
  ['a number', '1', 400],
  ['a byte order mark', `\uFEFF${body}`, 400],
  ['one name twice', `{"version":1,"version":2,${body.slice(1)}`, 400],
  ['a prototype', `{"__proto__":{"role":"admin"},${body.slice(1)}`, 400],
  ['a constructor', `{"constructor":{"prototype":{}},${body.slice(1)}`, 400],
  ['endless nesting', `{"a":${'['.repeat(100_000)}`, 400],
  ['no UTF-8', new Uint8Array([...new TextEncoder().encode(body.slice(0, -1)), 0xff, 0x7d]), 400],
  [
    'an infinite number',
    `{"version":1e999,${body
      .slice(1)
      .replace(/"version":\d+,?/, '')
      .replace(/,\}$/, '}')}`,
    422,
  ],
  ['an unknown field', `{"isAdmin":true,${body.slice(1)}`, 422],
  ['an unknown field of the record', `{"id":"x","inquiryId":"y","createdById":"z",${body.slice(1)}`, 422],
  ['too much', ' '.repeat(3 * 1024 * 1024) + body, 413],
  ['form data', body, 415, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['text by name', body, 415, { 'content-type': 'text/plain' }],
  ['another character set', body, 415, { 'content-type': 'application/json; charset=utf-16' }],
  ['compressed', body, 415, { 'content-encoding': 'gzip' }],
]

function expectWords(answer: Answered, what: string, status?: number): void {
  const shown = `${what}: ${answer.text.slice(0, 300)}`
  if (status) expect(answer.status, shown).toBe(status)
  expect(answer.status, shown).toBeGreaterThanOrEqual(400)
  expect(answer.status, shown).toBeLessThan(500)
  expect(answer.headers.get('content-type'), shown).toBe('application/problem+json')
  expect(answer.text.length, what).toBeLessThan(8_000)
  const said: string[] = [
    answer.body.title,
    ...(answer.body.errors ?? []).map((one: { message: string }) => one.message),
  ]
  for (const words of said) {
    expect(words, shown).toMatch(/^[\p{Lu}"].*\w/u)
    expect(words, shown).not.toMatch(/Invalid input|expected|undefined|NaN|[Pp]risma|\[object/)
  }
}

describe.each(writes)('$method $path', (operation) => {
  const schema = bodySchema(operation.body)
  const fields = Object.entries(schema.properties as Record<string, Field>)
  const required = schema.required as string[]
  const try_ = (sent: Sent, ref?: string) =>
    send(story.tokens[doerOf(operation.id)], operation.method, story.address(operation, ref), sent)

  it('refuses what is no such object', async () => {
    const before = await rowCounts()
    const bodies = rawBodies(JSON.stringify(story.bodyOf(operation)))
    const answers = await Promise.all(bodies.map(([, raw, , headers = {}]) => try_({ raw, headers })))
    for (const [i, answer] of answers.entries()) expectWords(answer, bodies[i]?.[0] ?? '', bodies[i]?.[2])
    expect(await rowCounts()).toEqual(before)
  })

  it.each(fields)('refuses what %s cannot be', async (name, field) => {
    const before = await rowCounts()
    const body = story.bodyOf(operation)
    const bad = badValues(name, field, required.includes(name), body[name])
    const answers = await Promise.all(bad.map(([, value]) => try_({ body: { ...body, [name]: value } })))
    for (const [i, answer] of answers.entries()) {
      const what = bad[i]?.[0] ?? ''
      expectWords(answer, what)
      if (answer.status !== 422) continue
      const paths = answer.body.errors.map(({ path }: { path: string }) => path.split('.')[0])
      expect(paths, `${what}: ${answer.text.slice(0, 300)}`).toContain(name)
    }
    expect(await rowCounts()).toEqual(before)
  })

  if (!operation.of) return
  it('knows no record of another inquiry, or of none', async () => {
    const before = await rowCounts()
    const body = story.bodyOf(operation)
    const refs = ['Q-2', 'R-99999', 'E-0', 'L-M1', 'CO-1e3', '%00', '%2e%2e%2fQ-1', "Q-1'"]
    const answers = await Promise.all(refs.map((ref) => try_({ body }, ref)))
    for (const [i, answer] of answers.entries()) expectWords(answer, refs[i] ?? '', 404)
    expect(await rowCounts()).toEqual(before)
  })
})
