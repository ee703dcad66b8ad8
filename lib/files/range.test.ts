import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wantedRange } from '@/lib/files/range'

it.each([
  [null, 'whole'],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=90-200', { from: 90, to: 99 }],
  ['bytes=-1', { from: 99, to: 99 }],
  ['bytes=-500', { from: 0, to: 99 }],
  ['bytes=-0', 'beyond'],
  ['bytes=100-', 'beyond'],
  ['bytes=19-10', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['items=0-1', 'whole'],
  ['bytes=0x10-', 'whole'],
] as const)('%s of 100 bytes is %o', (header, wanted) => {
  expect(wantedRange(header, 100)).toEqual(wanted)
})

it('never names a byte that is not there', () => {
  const place = fc.oneof(fc.nat(1_100), fc.nat())
  fc.assert(
    fc.property(fc.string(), place, place, fc.integer({ min: 1, max: 1_000 }), (noise, a, b, size) => {
      for (const header of [noise, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
        const wanted = wantedRange(header, size)
        if (typeof wanted === 'string') continue
        expect(wanted.from).toBeGreaterThanOrEqual(0)
        expect(wanted.to).toBeLessThan(size)
        expect(wanted.from).toBeLessThanOrEqual(wanted.to)
      }
    }),
  )
})
