import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batesLike, parseBates } from './bates.ts'

describe('a Bates number', () => {
  it.each([
    ['FER0000123', 'FER', 123n],
    ['fer-0000123', 'FER-', 123n],
    ['FER 000 123', 'FER', 123n],
    ['A.0001.0002', 'A.0001.', 2n],
    ['000123', '', 123n],
  ])('%s', (text, prefix, number) => expect(parseBates(text)).toEqual({ prefix, number }))

  it.each(['', 'FER', 'FER0001A', 'FER-', '9'.repeat(19)])('%j is none', (text) => expect(parseBates(text)).toBeNull())

  it('is written like its neighbour', () => {
    expect(batesLike('FER-0000123', 125n)).toBe('FER-0000125')
    expect(batesLike('FER-9', 10n)).toBe('FER-10')
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z]{1,4}[-_ .]?$/),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        (prefix, number) => {
          const text = prefix + number.toString().padStart(7, '0')
          expect(batesLike(text, number)).toBe(text.trim())
        },
      ),
    )
  })
})
