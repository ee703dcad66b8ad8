import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadJson, readJson } from '@/lib/api/json'

describe('reading JSON', () => {
  it('gives what JSON.parse gives, for whatever it writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value, null, 1)
        if (/"(__proto__|constructor|prototype)":/.test(text)) return
        expect(readJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"a":'],
    ['a byte order mark', '\uFEFF{}'],
    ['one name twice', '{"a":1,"a":2}'],
    ['one name twice, written differently', '{"a":1,"\\u0061":2}'],
    ['one name twice, deep inside', '{"b":[{"a":1},{"a":1,"c":{"x":1 , "x" : 1}}]}'],
    ['a prototype', '{"__proto__":{"isAdmin":true}}'],
    ['a prototype in disguise', '{"\\u005f_proto__":1}'],
    ['a constructor', '{"constructor":{}}'],
    ['21 levels', '['.repeat(21) + ']'.repeat(21)],
    ['a million levels', '{"a":'.repeat(600_000)],
    ['single quotes', "{'a':1}"],
    ['NaN', '{"a":NaN}'],
    ['a comment', '{"a":1}//'],
  ])('refuses %s, in words', (_name, text) => {
    expect(() => readJson(text)).toThrow(BadJson)
    expect(() => readJson(text)).toThrow(/^It /)
  })

  it('takes one name in two places, and braces within text', () => {
    expect(readJson('{"a":{"a":"{\\"a\\":1,\\"a\\":[[[[[[[[[[[[[[[[[[[[[["},"b":"a"}')).toMatchObject({ b: 'a' })
  })
})
