import { describe, expect, it } from 'vitest'
import type { OfficeRecord } from '@/lib/offices/schema'
import { allBelow, below, lineOf } from '@/lib/offices/ui/chain'

const office = (ref: string, above: string | null): OfficeRecord => ({
  ref,
  id: ref,
  name: ref,
  contact: null,
  above: above === null ? null : { ref: above, name: above },
  createdAt: '2026-01-05T00:00:00Z',
  version: 1,
})
const all = [
  office('O-1', null),
  office('O-2', 'O-1'),
  office('O-3', 'O-2'),
  office('O-4', 'O-1'),
  office('O-5', 'O-3'),
  office('O-6', null),
]
const refs = (offices: OfficeRecord[]) => offices.map(({ ref }) => ref)

describe('a chain of command', () => {
  it('has at its top what stands under nobody that is given', () => {
    expect(refs(below(all, null))).toEqual(['O-1', 'O-6'])
    expect(refs(below(all.slice(2), null))).toEqual(['O-3', 'O-4', 'O-6'])
    expect(refs(below(all, 'O-1'))).toEqual(['O-2', 'O-4'])
  })

  it('goes down to any depth', () => {
    expect([...allBelow(all, 'O-1')].sort()).toEqual(['O-2', 'O-3', 'O-4', 'O-5'])
    expect([...allBelow(all, 'O-6')]).toEqual([])
  })

  it('is for one office those above it, itself and those below it, without those beside it', () => {
    expect(refs(lineOf(all, 'O-2'))).toEqual(['O-1', 'O-2', 'O-3', 'O-5'])
    expect(refs(lineOf(all, 'O-5'))).toEqual(['O-1', 'O-2', 'O-3', 'O-5'])
  })

  it('is walked to its end even if the database held a circle', () => {
    const circle = [office('O-1', 'O-2'), office('O-2', 'O-1')]
    expect(refs(lineOf(circle, 'O-1'))).toEqual(['O-1', 'O-2'])
  })
})
