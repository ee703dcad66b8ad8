import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/lib/audit/queries'
import { logEvidence } from '@/lib/evidence/commands'
import { noteItem } from '@/lib/evidence/notes'
import { getEvidence, notesOn } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { keepOne } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'

let committee: Committee
let ref: string
let id: string
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  ;({ ref } = await logEvidence(committee.staffer, {
    title: 'Recording of the car deck',
    kind: 'video',
    receivedOn: '2026-02-03',
    fromOffice: 'O-1',
    accessMode: 'delivered_copy',
    handling: 'unclassified',
    heldAt: 'Committee store',
    requests: 'R-1',
  }))
  id = (await getEvidence(committee.staffer, parseRef('E', ref) ?? expect.fail())).id
})

const note = (more: object = {}) => ({
  evidence: ref,
  revision: 1,
  unit: 'time',
  from: 72_400,
  text: 'The burned-in clock jumps.',
  ...more,
})

describe('a note at a place', () => {
  it('stands in the order of places, with who wrote it, and in the history with its place', async () => {
    await noteItem(committee.staffer, note({ from: '125880' }))
    await noteItem(committee.minorityReviewer, note())
    const notes = await notesOn(committee.viewer, id, 1)
    expect(notes.map(({ from, by, to }) => [from, by, to])).toEqual([
      [72_400, 'minorityReviewer', null],
      [125_880, 'staffer', null],
    ])
    expect(await notesOn(committee.viewer, id, 2)).toEqual([])
    const { entries } = await historyOf(committee.viewer, id, 1)
    expect(entries[0]).toMatchObject({ event: 'evidence.noted', details: { at: '00:01:12.400', revision: 1 } })
  })

  it.each(['viewer', 'admin'] as const)('is not for a %s', async (who) => {
    const before = await eventCount(committee[who])
    expect((await refusalOf(noteItem(committee[who], note()))).kind).toBe('forbidden')
    expect(await eventCount(committee[who])).toBeGreaterThanOrEqual(before)
    expect((await notesOn(committee[who], id, 1)).map(({ by }) => by)).not.toContain(who)
  })

  it('of one side exists for that side alone', async () => {
    await noteItem(committee.staffer, note({ partition: 'majority', text: 'Between us.' }))
    const texts = async (who: keyof Committee) => (await notesOn(committee[who], id, 1)).map(({ text }) => text)
    expect(await texts('otherReviewer')).toContain('Between us.')
    for (const who of ['minorityStaffer', 'nonpartisanReviewer', 'admin'] as const) {
      expect(await texts(who)).not.toContain('Between us.')
      const { entries } = await historyOf(committee[who], id, 50)
      expect(entries.map(({ note: said }) => said)).not.toContain('Between us.')
    }
    expect((await refusalOf(noteItem(committee.staffer, note({ partition: 'minority' })))).kind).toBe('forbidden')
  })

  it.each([
    [{ revision: 2 }, ['revision']],
    [{ unit: 'page', from: 0 }, ['from']],
    [{ from: 10, to: 9 }, ['to']],
    [{ from: -1 }, ['from']],
    [{ from: 1.5 }, ['from']],
    [{ text: ' ' }, ['text']],
    [{ unit: 'frame' }, ['unit']],
  ])('is refused beside its field: %o', async (more, paths) => {
    expect(await refusalOf(noteItem(committee.staffer, note(more)))).toMatchObject({ kind: 'invalid', paths })
  })

  it('is hidden from other inquiries', async () => {
    const foreign = await seatCommittee()
    expect((await refusalOf(noteItem(foreign.staffer, note()))).kind).toBe('missing')
  })

  it('names a page that the document has', async () => {
    const letter = { name: 'letter.pdf', mediaType: 'application/pdf', metadata: { pages: 1 } }
    const kept = await keepOne(committee.staffer, Buffer.from('%PDF-1.7'), { kind: 'document' }, letter)
    const at = (from: number) => noteItem(committee.staffer, note({ evidence: kept.ref, unit: 'page', from }))
    expect((await refusalOf(at(2))).paths).toEqual(['from'])
    expect(await at(1)).toMatchObject({ unit: 'page', from: 1 })
  })
})
