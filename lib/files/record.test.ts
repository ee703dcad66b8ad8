import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { editEvidence, logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { derivativesOf, getEvidence, loadEvidence, revisionsOf } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { filesOf } from '@/lib/files/queries'
import { keepFile, type NewFile, rowOf } from '@/lib/files/record'
import { AccessMode, Handling } from '@/lib/generated/prisma/enums'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { registerOnly } from '@/lib/words'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
})

const entry = {
  title: 'Recording of the car deck',
  kind: 'video',
  receivedOn: '2026-02-03',
  fromOffice: 'O-1',
  accessMode: 'delivered_copy',
  handling: 'unclassified',
  heldAt: 'Committee store',
  requests: 'R-1',
}
const refOf = (ref: string) => parseRef('E', ref) ?? expect.fail(`${ref} is no number of an item`)

async function item(more: object = {}) {
  const { ref } = await logEvidence(committee.staffer, { ...entry, ...more })
  return loadEvidence(db(), committee.staffer, refOf(ref))
}

const fileOf = (row: NewFile['item'], more: Partial<NewFile> = {}): NewFile => ({
  id: randomUUID(),
  item: row,
  revision: 1,
  role: 'original',
  page: 0,
  name: 'deck.mp4',
  size: 48_213_504,
  sha256: 'ab'.repeat(32),
  md5: null,
  mediaType: 'video/mp4',
  metadata: { durationMs: 194_200, audio: null },
  lineIndex: null,
  claimedHash: null,
  ...more,
})
const keep = (file: NewFile) => db().$transaction((tx) => keepFile(tx, committee.staffer, file))

describe('keeping a file', () => {
  it('shows it on its item and tells of it in the item’s history', async () => {
    const row = await item()
    await keep(fileOf(row, { claimedHash: 'ab'.repeat(32) }))
    const [file, ...more] = await filesOf(committee.viewer, row.id)
    expect(more).toEqual([])
    expect(file).toMatchObject({ name: 'deck.mp4', size: 48_213_504, matches: true, keptBy: 'staffer' })
    expect(file?.metadata).toEqual({ durationMs: 194_200, audio: null })
    const { entries } = await historyOf(committee.viewer, row.id, 1)
    expect(entries[0]).toMatchObject({ event: 'evidence.file_kept', details: { sha256: 'ab'.repeat(32), revision: 1 } })
  })

  it.each([
    [{ claimedHash: null }, null],
    [{ claimedHash: 'cd'.repeat(32) }, false],
    [{ claimedHash: 'ef'.repeat(16), md5: 'ef'.repeat(16) }, true],
    [{ claimedHash: 'ef'.repeat(16), md5: 'ee'.repeat(16) }, false],
  ])('says for ever whether it is what its producer named: %o', async (hashes, matches) => {
    const row = await item()
    await keep(fileOf(row, hashes))
    expect((await filesOf(committee.viewer, row.id))[0]?.matches).toBe(matches)
  })

  const holders = Object.values(AccessMode).flatMap((accessMode) =>
    Object.values(Handling).map((handling) => ({ accessMode, handling })),
  )
  it.each(holders)('is for what was delivered and is not marked: %o', async (holder) => {
    const row = await item({ ...holder, controlNumber: 'C-1' })
    const before = await eventCount(committee.staffer)
    const keeping = keep(fileOf(row))
    if (holder.accessMode === 'delivered_copy' && !registerOnly(holder.handling))
      return expect(keeping).resolves.toBe(undefined)
    expect((await refusalOf(keeping)).kind).toBe('forbidden')
    expect(await eventCount(committee.staffer)).toBe(before)
    expect(await filesOf(committee.staffer, row.id)).toEqual([])
  })

  it('can be done for thousands at once, by the same rules', async () => {
    const row = await item()
    const pages = [1, 2, 3].map((page) => fileOf(row, { role: 'page_image', page, id: randomUUID() }))
    await db().storedFile.createMany({ data: pages.map((page) => rowOf(committee.staffer, page)) })
    expect((await filesOf(committee.viewer, row.id, 'page_image')).map(({ page }) => page)).toEqual([1, 2, 3])
    const marked = await item({ handling: 'secret', controlNumber: 'C-1' })
    expect(() => rowOf(committee.staffer, fileOf(marked))).toThrow('never a file')
  })

  it('happens once for each revision, role and page', async () => {
    const row = await item()
    await keep(fileOf(row))
    await expect(keep(fileOf(row))).rejects.toThrow()
    await keep(fileOf(row, { revision: 2 }))
    await keep(fileOf(row, { role: 'page_image', page: 1 }))
    expect((await filesOf(committee.viewer, row.id)).map(({ revision, role }) => [revision, role])).toEqual([
      [2, 'original'],
      [1, 'original'],
      [1, 'page_image'],
    ])
  })

  it('makes whoever did it no judge of the item, whatever their role is now', async () => {
    const { ref } = await logEvidence(committee.otherStaffer, entry)
    await keep(fileOf(await loadEvidence(db(), committee.staffer, refOf(ref))))
    const judge = { ...committee.staffer, role: 'reviewer' as const }
    await db().membership.updateMany({ where: { userId: judge.userId }, data: { role: 'reviewer' } })
    const move = moveEvidence(judge, { evidence: ref, version: 1, to: 'in_review' })
    expect((await refusalOf(move)).kind).toBe('forbidden')
    await db().membership.updateMany({ where: { userId: judge.userId }, data: { role: 'staffer' } })
  })

  it('is no revision: what changed is told by the entry alone', async () => {
    const row = await item()
    await keep(fileOf(row))
    expect(await revisionsOf(committee.viewer, row.id)).toHaveLength(1)
  })
})

describe('an entry of which a file is kept', () => {
  it.each([
    [{ handling: 'secret', controlNumber: 'C-1' }, ['handling']],
    [{ accessMode: 'shown_only' }, ['accessMode']],
  ])('cannot be made to say %o', async (change, paths) => {
    const row = await item()
    await keep(fileOf(row))
    const edit = { ...entry, ...change, evidence: `E-${row.number}`, version: 1 }
    expect(await refusalOf(editEvidence(committee.staffer, edit))).toMatchObject({ kind: 'invalid', paths })
  })

  it('takes another marking under which content may be here, and its files with it', async () => {
    const row = await item()
    await keep(fileOf(row))
    await editEvidence(committee.staffer, { ...entry, handling: 'cui', evidence: `E-${row.number}`, version: 1 })
    expect(await db().storedFile.findFirst({ where: { evidenceId: row.id } })).toMatchObject({ handling: 'cui' })
  })
})

describe('a derivative', () => {
  it('names its parent and how it was made, and is told of on both', async () => {
    const parent = await item()
    const derivation = 'A clip of the first two minutes'
    const { ref } = await logEvidence(committee.staffer, { ...entry, parent: `E-${parent.number}`, derivation })
    expect(await getEvidence(committee.viewer, refOf(ref))).toMatchObject({
      parent: { ref: `E-${parent.number}`, title: entry.title },
      derivation,
    })
    expect(await derivativesOf(committee.viewer, parent.id)).toEqual([{ ref, title: entry.title, derivation }])
    const { entries } = await historyOf(committee.viewer, parent.id, 1)
    expect(entries[0]).toMatchObject({ event: 'evidence.logged', subject: { ref } })
  })

  it.each([
    ['without a parent', { derivation: 'A clip' }, ['parent']],
    ['without how it was made', { parent: 'E-1' }, ['derivation']],
    ['of an item that does not exist', { parent: 'E-9999', derivation: 'A clip' }, ['parent']],
  ])('is not logged %s', async (_how, more, paths) => {
    await item()
    expect(await refusalOf(logEvidence(committee.staffer, { ...entry, ...more }))).toMatchObject({ paths })
  })
})
