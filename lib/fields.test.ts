import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as f from './fields.ts'

/** What a field makes of a value: `[value]`, or its first message. */
function seen(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value)
  return result.success ? [result.data] : result.error.issues[0]?.message
}

const every: Record<string, z.ZodType> = {
  line: f.line('Label'),
  optionalLine: f.optionalLine('Label'),
  passage: f.passage('Label'),
  optionalPassage: f.optionalPassage('Label'),
  day: f.day('Label'),
  optionalDay: f.optionalDay('Label'),
  moment: f.moment('Label'),
  optionalMoment: f.optionalMoment('Label'),
  optionalMomentIn: f.optionalMomentIn('America/New_York', 'Label'),
  choice: f.choice({ video: 'video', log: 'log' }, 'Label'),
  optionalChoice: f.optionalChoice({ video: 'video', log: 'log' }, 'Label'),
  ref: f.ref('R', 'Label'),
  optionalRef: f.optionalRef('R', 'Label'),
  refs: f.refs('R', 'Label'),
  optionalCount: f.optionalCount('Label', { max: 1_000 }),
  file: f.file('Label', { max: 1_000 }),
  email: f.email('Label'),
  optionalEmail: f.optionalEmail('Label'),
  checkbox: f.checkbox('Label'),
}
const fields = Object.entries(every)

describe.each(fields)('%s', (name, schema) => {
  it('answers anything with a value or with a sentence that begins with the label and repeats nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' })), (value) => {
        const answer = seen(schema, value)
        if (typeof answer === 'string') expect(answer).toMatch(/^Label [^\n]+\.$/)
      }),
    )
    expect(String(seen(schema, { not: '' }))).toMatch(/^Label must be /)
    expect(String(seen(schema, ['\ud800tell-tale', 5]))).not.toContain('tell-tale')
  })

  it.each([undefined, null, '', '  \n\t', '\u200b\u2060', '\u3164', '\u2800'])('takes %j as nothing', (value) => {
    const answer = seen(schema, value)
    if (name === 'refs' && /[^\s]/.test(value ?? '')) expect(answer).toMatch(/^Label must be record numbers/)
    else if (name === 'refs') expect(answer).toEqual([[]])
    else if (name === 'checkbox') expect(answer).toEqual(value ? 'Label must be true or false.' : [false])
    else if (name === 'optionalChoice' && value) expect(answer).toMatch(/^Label is missing: /)
    else if (name.startsWith('optional')) expect(answer).toEqual([value === undefined ? undefined : null])
    else expect(answer).toMatch(/^Label is (empty|missing): /)
  })

  it('can be written into OpenAPI', () => {
    expect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'throw' })).toMatchObject({ title: 'Label' })
  })
})

it('keeps apart what was emptied and what was not sent', () => {
  const schema = z.strictObject({
    title: f.optionalLine('Title'),
    due: f.optionalDay('Due date'),
    held: f.optionalChoice({ a: 'a' }, 'Held by'),
  })
  expect(schema.parse({ title: ' ', due: '', held: '' })).toEqual({ title: null, due: null, held: null })
  expect(schema.parse({ title: null })).toEqual({ title: null })
})

describe('line and passage', () => {
  it.each([
    ['  Strike video ', 'Strike video'],
    ['e\u0301', '\u00e9'],
    ['👩‍⚖️ counsel ❤️', '👩‍⚖️ counsel ❤️'],
    ['مرحبا\u200f (12)', 'مرحبا\u200f (12)'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['=HYPERLINK("x")', '=HYPERLINK("x")'],
    ['__proto__', '__proto__'],
    ['one line\n', 'one line'],
  ])('%j is just text', (given, kept) => {
    expect(seen(f.line('Title'), given)).toEqual([kept])
    expect(seen(f.passage('Note'), given)).toEqual([kept])
  })
  it.each([
    ['zero\0byte', 'control character'],
    ['\u001b[31m', 'control character'],
    ['half \ud83d', 'half of a character'],
    ['a\u202eb', 'reorders text'],
    ['a\u2066b\u2069', 'reorders text'],
  ])('%j is refused: %s', (given, words) => {
    expect(seen(f.line('Title'), given)).toContain(words)
    expect(seen(f.passage('Note'), given)).toContain(words)
  })
  it.each(['a\nb', 'a\r\nb', 'a\tb', 'a\u2028b', 'a\x85b'])('%j is not one line', (given) =>
    expect(seen(f.line('Title'), given)).toBe('Title must be one line: take out line breaks and tabs.'),
  )
  it('a passage has one kind of line end', () =>
    expect(seen(f.passage('Note'), 'a\r\nb\rc\u2028d\te\n')).toEqual(['a\nb\nc\nd\te']))
  it('counts characters as people do, after trimming', () => {
    expect(seen(f.line('Title', { max: 3 }), ' 😀😀😀 ')).toEqual(['😀😀😀'])
    expect(seen(f.line('Title', { max: 3 }), '😀😀😀😀')).toBe('Title is 4 characters long: shorten it to 3 at most.')
    expect(seen(f.passage('Note'), 'x'.repeat(2 ** 20))).toBe(
      'Note is 1,048,576 characters long: shorten it to 20,000 at most.',
    )
  })
  it('says what to write', () =>
    expect(seen(f.line('Title', { hint: 'write what the request is about in one line' }), '')).toBe(
      'Title is empty: write what the request is about in one line.',
    ))
  it('what was taken once is taken again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const schema of [f.line('Title'), f.passage('Note')]) {
          const once = schema.safeParse(text)
          if (once.success) expect(schema.parse(once.data)).toBe(once.data)
        }
      }),
    )
  })
})

describe('dates', () => {
  it.each([
    ['2026-02-30', 'Due date is wrong: February 30 does not exist.'],
    ['2026-02-29', 'Due date is wrong: February 29 does not exist in 2026.'],
    ['2026-04-31', 'Due date is wrong: April 31 does not exist.'],
    ['2026-04-00', 'Due date is wrong: April 0 does not exist.'],
    ['2026-13-01', 'Due date is wrong: there is no month 13.'],
    ['1899-12-31', 'Due date must lie between the years 1900 and 2100.'],
    ['2101-01-01', 'Due date must lie between the years 1900 and 2100.'],
    ['02/12/2026', 'Due date is not a date: write year, month and day, as in 2026-02-12.'],
    ['2026-2-3', 'Due date is not a date: write year, month and day, as in 2026-02-12.'],
  ])('%s: %s', (given, words) => {
    expect(seen(f.day('Due date'), given)).toBe(words)
    expect(seen(f.optionalDay('Due date'), given)).toBe(words)
  })
  it.each(['2024-02-29', '1900-01-01', '2100-12-31'])('%s is a day', (given) =>
    expect(seen(f.day('Due'), ` ${given} `)).toEqual([given]),
  )
})

describe('moments', () => {
  it.each([
    ['2026-02-12T09:40:00-05:00', '2026-02-12T14:40:00.000Z'],
    ['2026-02-12T09:40Z', '2026-02-12T09:40:00.000Z'],
    ['2026-02-12T09:40:30.250+05:45', '2026-02-12T03:55:30.250Z'],
  ])('%s is %s, whoever reads it', (given, at) => {
    for (const schema of [f.moment('Held'), f.optionalMomentIn('America/New_York', 'Held')])
      expect(seen(schema, given)).toEqual([new Date(at)])
  })
  it.each([
    ['2026-02-12T09:40', '2026-02-12T14:40:00.000Z'],
    ['2026-07-12T09:40:10', '2026-07-12T13:40:10.000Z'],
  ])('%s is %s in Washington', (given, at) => {
    expect(seen(f.optionalMomentIn('America/New_York', 'Held'), given)).toEqual([new Date(at)])
    expect(seen(f.moment('Held'), given)).toBe(
      'Held has no time zone: write Z or an offset at its end, as in 2026-02-12T09:40:00-05:00.',
    )
  })
  it.each([
    [
      '2026-03-08T02:30',
      'Held is wrong: 2:30 a.m. on Mar 8, 2026 does not exist in Washington: the clocks skipped it.',
    ],
    ['2026-02-30T02:30', 'Held is wrong: February 30 does not exist.'],
    ['2026-02-12T24:00', 'Held is not a date and time: write it as in 2026-02-12T09:40.'],
    ['2026-02-12T09:40+15:00', 'Held is not a date and time: write it as in 2026-02-12T09:40.'],
    ['2026-02-12', 'Held is not a date and time: write it as in 2026-02-12T09:40.'],
  ])('%s: %s', (given, words) => expect(seen(f.optionalMomentIn('America/New_York', 'Held'), given)).toBe(words))
})

describe('choices', () => {
  const kind = f.choice({ video: 'video', log: 'log' }, 'Kind')
  it('takes what is on the list', () => {
    const value: 'video' | 'log' = kind.parse('video')
    expect(value).toBe('video')
    expect(f.optionalChoice({ video: 'video', log: 'log' }, 'Kind').parse('log')).toBe('log')
  })
  it.each(['Video', 'toString', 'video ', 3])('refuses %j and names the list', (given) => {
    expect(seen(kind, given)).toBe('Kind must be one of video, log.')
    expect(seen(f.optionalChoice({ video: 'video', log: 'log' }, 'Kind'), given)).toBe(
      'Kind must be one of video, log.',
    )
  })
  it('says that one is missing', () => expect(seen(kind, '')).toBe('Kind is missing: choose one.'))
})

describe('record numbers', () => {
  const series = fc.constantFrom<f.Series[]>('shared', 'majority', 'minority')
  it('are read as they are written', () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.constantFrom('R', 'L', 'CO'),
        (s, number, prefix) => {
          expect(f.parseRef(prefix, f.formatRef(prefix, s, number))).toEqual({ series: s, number })
          expect(f.parseRef(prefix, ` ${f.formatRef(prefix, s, number).toLowerCase()} `)).toEqual({ series: s, number })
        },
      ),
    )
    expect([f.formatRef('R', 'shared', 12), f.formatRef('R', 'majority', 3), f.formatRef('R', 'minority', 3)]).toEqual([
      'R-12',
      'R-M3',
      'R-N3',
    ])
  })
  it.each([
    'R-0',
    'R-01',
    'R-2147483648',
    'R-99999999999',
    'Q-1',
    'R12',
    'R-',
    'R-M',
    'R-X3',
    'R--1',
    'R-1.5',
    '12',
    'R-１',
  ])('%j is none', (given) => {
    expect(f.parseRef('R', given)).toBe(null)
    expect(seen(f.ref('R', 'Request'), given)).toBe('Request is not a record number: write it as in R-12.')
  })

  it.each(['Q', 'CL', 'O', 'E'])('%s has one series, and no side has one of its own', (prefix) => {
    expect(f.parseRef(prefix, `${prefix}-3`)).toEqual({ series: 'shared', number: 3 })
    expect([f.parseRef(prefix, `${prefix}-M3`), f.parseRef(prefix, `${prefix}-N3`)]).toEqual([null, null])
  })

  const two = [
    { series: 'shared', number: 1 },
    { series: 'majority', number: 2 },
  ]
  it.each(['R-1, R-M2', 'r-1 r-m2', 'R-1,R-M2,R-1', ['R-1', 'R-M2', ''], ['R-1 R-M2']])('%j are two', (given) =>
    expect(seen(f.refs('R', 'Requests'), given)).toEqual([two]),
  )
  it.each([
    ['', 'Requests must name at least 1: choose, or write a number such as R-12.'],
    [undefined, 'Requests must name at least 1: choose, or write a number such as R-12.'],
    ['R-1, Q-2', 'Requests must be record numbers such as R-12, with commas between them.'],
    [[1], 'Requests must be record numbers such as R-12, with commas between them.'],
    ['R-1 R-2 R-3', 'Requests may name 2 records at most.'],
  ])('%j: %s', (given, words) => expect(seen(f.refs('R', 'Requests', { min: 1, max: 2 }), given)).toBe(words))
})

describe('version', () => {
  it.each([1, '1', 2 ** 31 - 1, '2147483647'])('%j', (given) => expect(seen(f.version, given)).toEqual([Number(given)]))
  it.each([0, -1, 1.5, '0', '01', '1.0', '1e3', '', ' 1', null, undefined, 2 ** 31, '2147483648', Number.NaN, {}])(
    'refuses %j',
    (given) =>
      expect(seen(f.version, given)).toBe('Version is missing or wrong: open the record again and repeat the change.'),
  )
})

describe('e-mail', () => {
  it('is kept in small letters', () =>
    expect(seen(f.email(), ' Staffer@Demo.Example ')).toEqual(['staffer@demo.example']))
  it.each(['staffer', 'a@b', 'a b@demo.example', 'a@demo.example\nb@demo.example', `${'a'.repeat(250)}@demo.example`])(
    'refuses %j',
    (given) =>
      expect(seen(f.email(), given)).toBe('E-mail is not an e-mail address: write it as in name@office.example.'),
  )
})

describe('checkbox', () => {
  it.each([
    ['on', true],
    ['true', true],
    [true, true],
    ['off', false],
    ['false', false],
    [false, false],
  ])('%j is %s', (given, ticked) => expect(seen(f.checkbox('Alleged'), given)).toEqual([ticked]))
  it.each(['maybe', 2, 'toString'])('refuses %j', (given) =>
    expect(seen(f.checkbox('Alleged'), given)).toBe('Alleged must be true or false.'),
  )
})

describe('a count', () => {
  const count = f.optionalCount('Pages', { max: 1_000 })
  it.each([
    [12, 12],
    [' 12 ', 12],
    ['1000', 1_000],
  ])('%j is %d', (given, n) => expect(seen(count, given)).toEqual([n]))
  it.each([0, -1, 1.5, 1_001, Number.NaN, Number.POSITIVE_INFINITY, '0', '-1', '1.5', '1e3', '0x10', '1001', 'three'])(
    '%j is none',
    (given) => expect(seen(count, given)).toBe('Pages must be a whole number from 1 to 1,000.'),
  )
})
