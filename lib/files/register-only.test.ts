import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { correctStep, recordStep } from '@/lib/custody/commands'
import { getChain } from '@/lib/custody/queries'
import { seenIn } from '@/lib/custody/ui/who-saw-it'
import { db, Prisma } from '@/lib/db'
import { editEvidence, logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { getEvidence, loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { keepSetAside } from '@/lib/files/commands'
import { isOurs } from '@/lib/files/whose'
import { Handling } from '@/lib/generated/prisma/enums'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { expectNothingOf, tusClient } from '@/lib/testing/uploads'
import { registerOnly } from '@/lib/words'

/* Of what is marked confidential or above no file can be attached, by any path there is: the screens' commands, uploads, the API, and SQL itself. */

const folder = mkdtempSync(join(tmpdir(), 'ledger-register-'))
let committee: Committee
let client: ReturnType<typeof tusClient>
let token: string
beforeAll(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  token = await tokenFor(committee.staffer)
  // As the first start does: rows without bytes, which the database is asked to refuse here, would make the store look like another one's.
  await isOurs()
  client = tusClient(committee.staffer.inquiry.slug, { authorization: `Bearer ${token}` })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const marked = Object.values(Handling).filter(registerOnly)
const entry = {
  title: 'Recording of the car deck',
  kind: 'video',
  receivedOn: '2026-02-03',
  fromOffice: 'O-1',
  accessMode: 'delivered_copy',
  handling: 'unclassified',
  heldAt: 'Safe 1',
  requests: 'R-1',
}
const refOf = (ref: string) => parseRef('E', ref) ?? expect.fail(`${ref} is no number of an item`)
const load = (ref: string) => loadEvidence(db(), committee.staffer, refOf(ref))
const log = async (more: object = {}) =>
  (await logEvidence(committee.staffer, { ...entry, ...more })) as { ref: string; version: number }
const secret = (handling: Handling) => log({ handling, controlNumber: 'C-1' })
const edited = (item: { ref: string; version: number }, handling: Handling) =>
  editEvidence(committee.staffer, {
    ...entry,
    handling,
    controlNumber: 'C-1',
    evidence: item.ref,
    version: item.version,
  })
const bytes = () => Buffer.from(`${randomUUID()} all is well\n`)

type Row = { evidenceId: string; handling: Handling }
const insert = ({ evidenceId, handling }: Row) => db().$executeRaw`
  INSERT INTO stored_file (id, inquiry_id, evidence_id, revision, handling, role, page, name, size, sha256, media_type, created_by_id)
  VALUES (${randomUUID()}::uuid, ${committee.staffer.inquiry.id}::uuid, ${evidenceId}::uuid, 1, ${handling}::"Handling", 'original', 0, 'a.bin', 1,
          ${'ab'.repeat(32)}, 'video/mp4', ${committee.staffer.userId}::uuid)`

describe.each(marked)('of what is marked %s no file comes in', (handling) => {
  it('by SQL: neither as what it is, nor as something that it is not', async () => {
    const { id } = await load((await secret(handling)).ref)
    await expect(insert({ evidenceId: id, handling })).rejects.toThrow(/stored_file_unclassified/)
    await expect(insert({ evidenceId: id, handling: 'unclassified' })).rejects.toThrow(
      /foreign key|stored_file_inquiry_id/,
    )
    expect(await db().storedFile.count({ where: { evidenceId: id } })).toBe(0)
  })

  it('by SQL that marks the item while a file of it is here, or the file itself', async () => {
    const { id } = await load((await log()).ref)
    await insert({ evidenceId: id, handling: 'unclassified' })
    const mark = db().$executeRaw`UPDATE evidence_item SET handling = ${handling}::"Handling" WHERE id = ${id}::uuid`
    await expect(mark).rejects.toThrow(/stored_file_unclassified/)
    const file = db()
      .$executeRaw`UPDATE stored_file SET handling = ${handling}::"Handling" WHERE evidence_id = ${id}::uuid`
    await expect(file).rejects.toThrow(Prisma.PrismaClientKnownRequestError)
    expect(await db().storedFile.findFirst({ where: { evidenceId: id } })).toMatchObject({ handling: 'unclassified' })
  })

  it('by an upload: for the item, as a corrected copy, or with an entry of its own', async () => {
    const { ref } = await secret(handling)
    const metadata = { filename: 'a.bin' }
    const asked = [
      { ...metadata, evidence: ref },
      { ...metadata, evidence: ref, changed: 'Exported anew.', receivedOn: '2026-02-12' },
      {
        ...metadata,
        ...{ title: 'Log', kind: 'log', requests: 'R-1', fromOffice: 'O-1', receivedOn: '2026-02-10' },
        handling,
        controlNumber: 'C-1',
      },
    ]
    for (const one of asked) {
      const told = await client.begin(10, one)
      expect([told.status, told.body.title]).toEqual([403, expect.stringContaining('never a file')])
    }
    expect(await db().upload.count({ where: { createdById: committee.staffer.userId, status: 'arriving' } })).toBe(0)
  })

  it('by an upload that began before the item was marked', async () => {
    const item = await log()
    const content = bytes()
    const { id } = await client.begin(content.length, { filename: 'a.bin', evidence: item.ref })
    await client.send(id, 0, content.subarray(0, 10))
    await edited(item, handling)
    expect((await client.send(id, 10, content.subarray(10))).status).toBe(403)
    await expectNothingOf(id)
  })

  it('by keeping what was set aside before the item was marked', async () => {
    const item = await log()
    const told = await client.whole(bytes(), { filename: 'a.bin', evidence: item.ref, claimedHash: 'cd'.repeat(32) })
    expect(told.status).toBe(422)
    await edited(item, handling)
    const keeping = keepSetAside(committee.otherStaffer, { upload: told.id, note: 'It is right.' })
    expect((await refusalOf(keeping)).kind).toBe('forbidden')
    expect(await db().storedFile.count({ where: { id: told.id } })).toBe(0)
  })

  it('by marking, on screen or by the API, an item of which a file is here, also one of an earlier revision', async () => {
    const item = await log()
    expect((await client.whole(bytes(), { filename: 'a.bin', evidence: item.ref })).status).toBe(204)
    expect(await refusalOf(edited(item, handling))).toMatchObject({ kind: 'invalid', paths: ['handling'] })
    const { version } = (await moveEvidence(committee.staffer, {
      ...{ evidence: item.ref, version: item.version },
      ...{ to: 'logged', note: 'Sent anew.' },
    })) as { version: number }
    expect(await refusalOf(edited({ ref: item.ref, version }, handling))).toMatchObject({ paths: ['handling'] })
    const path = `/inquiries/${committee.staffer.inquiry.slug}/evidence/${item.ref}`
    const body = { ...entry, requests: ['R-1'], handling, controlNumber: 'C-1', version }
    expect((await send(token, 'PUT', path, { body })).status).toBe(422)
  })
})

it('the entry says where it is held, under which numbers, who may see it, and who saw it when', async () => {
  const { ref } = await log({
    handling: 'secret',
    controlNumber: 'C-77',
    copyNo: '2 of 3',
    maySee: 'Members, and two cleared staff',
    accessMode: 'reading_room',
    heldAt: 'Room 4',
  })
  const item = await getEvidence(committee.viewer, refOf(ref))
  expect(item).toMatchObject({
    heldAt: 'Room 4',
    controlNumber: 'C-77',
    copyNo: '2 of 3',
    maySee: 'Members, and two cleared staff',
  })
  const viewing = { evidence: ref, kind: 'viewed', place: 'Room 4', authorisedBy: 'The clerk' }
  const seen = async () => {
    const { entries } = await getChain(committee.viewer, item)
    return seenIn(entries).map(({ by, place, happenedOn }) => [by, place, happenedOn].join(', '))
  }
  expect(await seen()).toEqual([])
  for (const [by, happenedOn] of [
    ['The chair', '2026-02-05'],
    ['A clerk', '2026-02-06'],
    ['The ranking member', '2026-02-07'],
  ])
    await recordStep(committee.staffer, { ...viewing, by, happenedOn })
  expect(await seen()).toEqual([
    'The ranking member, Room 4, 2026-02-07',
    'A clerk, Room 4, 2026-02-06',
    'The chair, Room 4, 2026-02-05',
  ])
  const { entries } = await getChain(committee.viewer, item)
  const of = (by: string) => String(entries.find((one) => one.by === by && one.kind === 'viewed')?.number)
  const fix = { evidence: ref, note: 'Mistaken.' }
  await correctStep(committee.staffer, { ...fix, entry: of('A clerk'), struck: 'on' })
  await correctStep(committee.staffer, {
    ...fix,
    entry: of('The chair'),
    by: 'The vice chair',
    place: 'Room 5',
    happenedOn: '2026-02-05',
  })
  expect(await seen()).toEqual(['The ranking member, Room 4, 2026-02-07', 'The vice chair, Room 5, 2026-02-05'])
})
