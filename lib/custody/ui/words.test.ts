import { describe, expect, it } from 'vitest'
import { recordedWords, standingWords, stopped } from '@/lib/custody/ui/words'

const ZONE = 'America/New_York'
const piece = {
  revision: 1,
  copyNo: null,
  state: 'out' as const,
  place: 'Room 4',
  holder: 'the archivist',
  authorisedBy: 'The clerk',
  receiptNo: null,
  since: '2026-02-10T15:00:00.000Z',
}

describe('a sentence of a chain', () => {
  it.each([
    ['Recorded 1:45 p.m.', 'Recorded 1:45 p.m.'],
    ['Place: Safe 2', 'Place: Safe 2.'],
    ['Was it sealed?', 'Was it sealed?'],
    [' to the archivist ', ' to the archivist.'],
  ])('%j ends as %j', (said, ends) => expect(stopped(said)).toBe(ends))

  it('keeps its words apart where it goes on from what stands before', () => {
    const { state, where } = standingWords(piece, ZONE)
    expect(`${state}${stopped(where)}`).toMatch(/^Checked out to the archivist, Room 4, since Feb 10.*\)\.$/)
  })

  it('says when it was written down with one stop', () => {
    const entry = {
      ...{ id: 'a', number: 1, kind: 'received' as const, revision: 1, copyNo: null, from: 'Ferry operator', to: null },
      ...{ by: 'Staffer', recordedBy: 'Staffer', authorisedBy: null, receiptNo: null, place: 'Safe 1', note: null },
      ...{ happenedOn: '2026-02-10', happenedAt: null, recordedAt: '2026-02-10T18:45:00.000Z' },
      ...{ standsAt: '2026-02-10T05:00:00.000Z', corrects: null, struck: false, correctedBy: null },
    }
    expect(recordedWords(entry, ZONE)).toBe('Recorded 1:45 p.m.')
  })
})
