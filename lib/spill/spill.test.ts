import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DISGUISED, MARKED, MARKED_NAMES, ORDINARY, ORDINARY_NAMES } from '@/lib/testing/markings'
import { inspectFileName } from './inspect-file-name'
import { inspectInput } from './inspect-input'
import { inspectText } from './inspect-text'
import { RULES } from './rules'

const marked = fc.constantFrom(...MARKED)
const ordinary = fc.constantFrom(...ORDINARY)

describe('is stopped', () => {
  it.each([...MARKED, ...DISGUISED])('%j', (text) => {
    const finding = inspectText(text)
    expect(Object.keys(RULES)).toContain(finding?.rule)
    expect(finding?.explanation).toMatch(/this system is unclassified/)
    expect(finding?.explanation).not.toContain(text)
  })
  it.each(MARKED)('within a longer text: %j', (text) => {
    expect(inspectText(`The committee met on Monday.\n\n${text}\n\nIt will meet again.`)).not.toBeNull()
  })
  it.each(MARKED_NAMES)('as a file name: %j', (name) => expect(inspectFileName(name)).not.toBeNull())
})

describe('is let through', () => {
  it.each(ORDINARY)('%j', (text) => expect(inspectText(text)).toBeNull())
  it.each(ORDINARY_NAMES)('as a file name: %j', (name) => expect(inspectFileName(name)).toBeNull())

  it('any number of ordinary texts after another', () => {
    fc.assert(
      fc.property(fc.array(ordinary, { maxLength: 6 }), (texts) => {
        expect(inspectText(texts.join('\n\n'))).toBeNull()
      }),
    )
  })

  it('sentences about secrets', () => {
    const words =
      'the a of to and in secret top confidential classified Secret Confidential Top memo briefing order clearance strike vessel log video unclassified restricted data gamma rel noforn release marking banner committee counsel NATO foreign C S'
    const word = fc.constantFrom(...words.split(' '))
    const sentence = fc.array(word, { minLength: 3, maxLength: 14 }).map((all) => `Then ${all.join(' ')}.`)
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), fc.constantFrom(' ', '\n'), (all, gap) => {
        expect(inspectText(all.join(gap))).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })
})

describe('no disguise defeats it', () => {
  const invisible = fc.constantFrom(
    ...'\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u034f\u180e\ufe0f\u0301\u0007',
  )

  it('invisible characters at any place', () => {
    const places = fc.array(fc.tuple(fc.nat(60), invisible), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(marked, places, (text, at) => {
        const chars = [...text]
        for (const [place, char] of at) chars.splice(place % (chars.length + 1), 0, char)
        expect(inspectText(chars.join(''))).not.toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  it('full-width letters and character references at any place', () => {
    const how = fc.constantFrom(
      (c: string) => c,
      (c: string) => (/[!-~]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c),
      (c: string) => (/[A-Za-z/()]/.test(c) ? `&#${c.charCodeAt(0)};` : c),
      (c: string) => (/[A-Za-z/()]/.test(c) ? `&#x${c.charCodeAt(0).toString(16)};` : c),
    )
    fc.assert(
      fc.property(marked, fc.array(how, { minLength: 1, maxLength: 30 }), (text, all) => {
        const disguised = [...text].map((char, i) => all[i % all.length]?.(char)).join('')
        expect(inspectText(disguised)).not.toBeNull()
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a whole input', () => {
  it('is walked to every string, with the path of the field', () => {
    expect(inspectInput({ title: 'Video', requests: [{ title: 'x' }, { title: 'SECRET//NOFORN' }] })).toMatchObject({
      path: 'requests.1.title',
      finding: { rule: 'banner' },
    })
    expect(inspectInput('(S//NF)', 'note')).toMatchObject({ path: 'note', finding: { rule: 'portion-mark' } })
    expect(inspectInput([['TOP SECRET']])).toMatchObject({ path: '0.0' })
    expect(inspectInput({ file: new File([], 'TOP_SECRET_report.pdf') })).toMatchObject({
      path: 'file',
      finding: { rule: 'file-name' },
    })
    expect(inspectInput({ title: 'Video', due: null, n: 3, on: true, at: new Date(), none: undefined })).toBeNull()
  })
  it('keys are looked at too, and no path repeats them', () => {
    expect(inspectInput({ a: { 'SECRET//NOFORN': 1 } })).toMatchObject({ path: 'a' })
    expect(inspectInput(JSON.parse('{"__proto__": {"x": "SECRET"}}'))).toMatchObject({ path: '__proto__.x' })
  })
  it('finds a marking wherever it hides, and never repeats it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        marked,
        fc.array(fc.constantFrom('a', 'b', 0), { maxLength: 8 }),
        (beside, text, path) => {
          const hidden = path.reduceRight<unknown>((inner, key) => (key === 0 ? [inner] : { [key]: inner }), text)
          expect(JSON.stringify(inspectInput({ hidden }))).not.toContain(JSON.stringify(text))
          expect(inspectInput({ beside, hidden })).not.toBeNull()
        },
      ),
    )
  })
  it('stops what is too deep, too large or turns in a circle', () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    for (const value of [circle, deep, Array(60_000).fill('x')]) {
      expect(inspectInput(value)?.finding.rule).toBe('not-inspected')
    }
  })
})

describe('hostile text takes no longer than other text (quadratic work would take a minute here)', () => {
  const pieces =
    '(| |\n|/|S//|(S|S E C R E |- |1. |*|&#|\u202e|[S//|TOP |derived from:|SECRET |ﷺ|\u0301|(S//SI |//|page 1 |[|a.|<a |<b>|%41|-'.split(
      '|',
    )
  it.each(pieces)('%j', (piece) => {
    const started = performance.now()
    inspectText(piece.repeat(2 ** 19 / piece.length))
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
