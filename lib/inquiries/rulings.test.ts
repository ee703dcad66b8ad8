import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deed } from '@/lib/audit/events'
import { db } from '@/lib/db'
import { keepSetAside } from '@/lib/files/commands'
import { fileAsked, openFile } from '@/lib/files/opening'
import { ruleOnSpill } from '@/lib/inquiries/commands'
import { spillsFor, spillsIn } from '@/lib/inquiries/queries'
import { workOnJobs } from '@/lib/jobs/work'
import type { Actor } from '@/lib/people/actor'
import { tokenFor } from '@/lib/testing/api'
import { type Committee, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { pdfOf } from '@/lib/testing/documents'
import { expectNothingOf, tusClient } from '@/lib/testing/uploads'
import { dat, seatWithDelivery, writeFiles } from '@/lib/testing/volumes'
import { askForVolume } from '@/lib/volumes/commands'
import { importVolume } from '@/lib/volumes/import'
import { workOf } from '@/lib/work/queries'

/* A file that is stopped for a line that may be a company's own is ruled on by somebody else than who sent it; then exactly those bytes are taken, and nothing more. */

const folder = mkdtempSync(join(tmpdir(), 'ledger-rulings-'))
process.env.DATA_DIR = folder

let url: string
let committee: Committee
beforeAll(async () => {
  url = (await freshDatabase()).appUrl
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  committee = await seatWithDelivery()
})

const entry = {
  ...{ filename: 'statement.pdf', kind: 'document', requests: 'R-1' },
  ...{ fromOffice: 'O-1', receivedOn: '2026-02-10', handling: 'unclassified' },
}
const statement = (more: string[] = []) => Buffer.from(pdfOf([`Statement ${randomUUID()}`, 'CONFIDENTIAL', ...more]))
async function sendAs(who: Actor, bytes: Buffer, more: object = {}) {
  const client = tusClient(who.inquiry.slug, { authorization: `Bearer ${await tokenFor(who)}` })
  return client.whole(new Uint8Array(bytes), { ...entry, ...more })
}
async function incident() {
  const [newest] = await spillsFor(committee.admin)
  if (!newest) throw new Error('nothing was stopped')
  return newest
}
const ruling = (who: Actor, id: string, more: object = {}) =>
  ruleOnSpill(who, {
    ...{ inquiry: who.inquiry.slug, incident: id, ruling: 'ordinary' },
    ...{ note: 'The foot of a bank’s statement; the security officer looked at it.', ...more },
  })
const waits = async (who: Actor) =>
  (await workOf(who)).filter(({ key }) => key === 'spills_to_rule_on').flatMap(({ items }) => items)

describe('a file whose only marking may be its company’s own', () => {
  it('is stopped, waits for an administrator, and is taken once it was ruled to be that', async () => {
    const bytes = statement()
    const told = await sendAs(committee.staffer, bytes)
    expect([told.status, told.body.type]).toEqual([422, '/api-docs#spill'])
    expect(told.body.detail).toContain('an administrator of the inquiry can rule so')
    await expectNothingOf(told.id)
    const { id, rule, sha256, ruling: none } = await incident()
    expect([rule, none]).toEqual(['confidential-line', null])
    expect(await waits(committee.admin)).toMatchObject([{ kind: 'spill', ref: id, at: 'settings/spills' }])
    for (const who of ['staffer', 'reviewer', 'viewer'] as const) expect(await waits(committee[who])).toEqual([])

    await ruling(committee.admin, id)
    expect(await waits(committee.admin)).toEqual([])
    expect(await incident()).toMatchObject({ sha256, ruling: { ordinary: true, by: committee.admin.name } })
    const event = await db().auditEvent.findFirstOrThrow({ where: { event: 'inquiry.spill_ruled' } })
    const body = JSON.parse(event.body)
    expect(deed(body)).toBe(
      'ruled that what stopped a file of staffer is a company’s own marking, and no classification marking',
    )
    expect(body).toMatchObject({ note: expect.stringContaining('bank'), details: { sha256, ordinary: true } })
    expect(event.body).not.toMatch(/statement\.pdf|CONFIDENTIAL/)

    const again = await sendAs(committee.otherStaffer, bytes)
    expect(again.status).toBe(204)
    const kept = await db().storedFile.findFirstOrThrow({ where: { sha256: sha256 ?? '' } })
    expect(kept.metadata).toMatchObject({ ruledOrdinary: true })
  })

  it('is itself alone: one byte more, another inquiry, or a ruling taken back, and it is stopped', async () => {
    const bytes = statement()
    await sendAs(committee.staffer, bytes)
    const { id } = await incident()
    await ruling(committee.admin, id)
    expect((await sendAs(committee.staffer, Buffer.concat([bytes, Buffer.from('\n')]))).status).toBe(422)
    const other = await seatWithDelivery()
    expect((await sendAs(other.staffer, bytes)).status).toBe(422)
    await ruling(committee.admin, id, { ruling: 'classified', note: 'It was looked at again.' })
    expect((await sendAs(committee.staffer, bytes)).status).toBe(422)
    expect(await db().storedFile.count({ where: { inquiryId: committee.staffer.inquiry.id } })).toBe(0)
  })

  it('is ruled on by who manages the inquiry and did not send it, while the inquiry is open', async () => {
    await sendAs(committee.staffer, statement())
    const { id } = await incident()
    for (const who of ['staffer', 'reviewer', 'viewer'] as const)
      expect((await refusalOf(ruling(committee[who], id))).kind).toBe('forbidden')
    expect((await refusalOf(ruling((await seatWithDelivery()).admin, id))).kind).toBe('missing')
    const admin = { ...committee.staffer, isAdmin: true }
    await db().user.update({ where: { id: admin.userId }, data: { isAdmin: true } })
    expect(await refusalOf(ruling(admin, id))).toMatchObject({
      kind: 'forbidden',
      title: expect.stringContaining('sent this file yourself'),
    })
    const { spills } = await spillsIn(admin, admin.inquiry.slug)
    expect(spills[0]?.mayRule.allowed).toBe(false)
    const inquiry = { where: { id: admin.inquiry.id } }
    await db().inquiry.update({ ...inquiry, data: { closedOn: new Date() } })
    expect((await refusalOf(ruling(committee.admin, id))).kind).toBe('closed')
    await db().inquiry.update({ ...inquiry, data: { closedOn: null } })
    expect((await refusalOf(ruling(committee.admin, id, { note: '' }))).paths).toEqual(['note'])
    expect((await refusalOf(ruling(committee.admin, id, { note: 'It says SECRET//NOFORN.' }))).kind).toBe('spill')
    expect(await db().spillRuling.count({ where: { inquiryId: admin.inquiry.id } })).toBe(0)
  })

  it('that was kept is opened no more once the ruling is taken back', async () => {
    const bytes = statement()
    await sendAs(committee.staffer, bytes)
    const { id, sha256 } = await incident()
    await ruling(committee.admin, id)
    expect((await sendAs(committee.staffer, bytes)).status).toBe(204)
    const kept = await db().storedFile.findFirstOrThrow({ where: { sha256: sha256 ?? '' } })
    const { viewer } = committee
    await openFile(viewer, kept.id, 'view')
    // Its text is another file, and says the same.
    const { lineIndex: _, metadata: __, ...same } = kept
    const text = { ...same, id: randomUUID(), role: 'extracted_text' as const, sha256: 'ef'.repeat(32) }
    await db().storedFile.create({ data: text })
    await ruling(committee.admin, id, { ruling: 'classified', note: 'It was looked at again.' })
    const ask = [kept.id, text.id].flatMap((file) => [
      () => openFile(viewer, file, 'view'),
      () => fileAsked(viewer, file),
    ])
    for (const asked of ask)
      expect(await refusalOf(asked())).toMatchObject({
        kind: 'forbidden',
        title: expect.stringContaining('ruled to carry a classification marking'),
      })
    await ruling(committee.admin, id)
    expect((await openFile(viewer, kept.id, 'view')).file.id).toBe(kept.id)
  })

  it('that was set aside meanwhile is kept only while the ruling stands, and not by whoever made it', async () => {
    const bytes = statement()
    await sendAs(committee.staffer, bytes)
    const { id } = await incident()
    await ruling(committee.admin, id)
    const told = await sendAs(committee.staffer, bytes, { claimedHash: 'ab'.repeat(32) })
    const keep = (who: Actor) => keepSetAside(who, { upload: told.id, note: 'Its producer sent the right list.' })
    await ruling(committee.admin, id, { ruling: 'classified', note: 'It was looked at again.' })
    expect((await refusalOf(keep(committee.otherStaffer))).kind).toBe('forbidden')
    await ruling(committee.admin, id)
    const where = { userId: committee.admin.userId, inquiryId: committee.admin.inquiry.id }
    await db().membership.updateMany({ where, data: { role: 'staffer' } })
    expect((await refusalOf(keep({ ...committee.admin, role: 'staffer' }))).kind).toBe('forbidden')
    expect(await keep(committee.otherStaffer)).toMatchObject({ revision: 1 })
  })

  it('is not taken on the word of whoever sends it', async () => {
    const bytes = statement()
    await sendAs(committee.otherStaffer, bytes)
    await ruling(committee.admin, (await incident()).id)
    const where = { userId: committee.admin.userId, inquiryId: committee.admin.inquiry.id }
    await db().membership.updateMany({ where, data: { role: 'staffer' } })
    expect((await sendAs({ ...committee.admin, role: 'staffer' }, bytes)).status).toBe(422)
  })
})

it.each([
  ['SECRET', ['SECRET']],
  ['TOP SECRET', ['TOP SECRET']],
  ['a banner', ['CONFIDENTIAL//NOFORN']],
  ['a portion mark', ['(C) The vessel left port.']],
  ['a classification block', ['Derived From: Multiple Sources']],
])('of a file that has %s beside it nobody rules, and no hash of it is kept', async (_what, more) => {
  const told = await sendAs(committee.staffer, statement(more))
  expect(told.status).toBe(422)
  const { id, sha256, rule } = await incident()
  expect(sha256).toBeNull()
  expect(rule).not.toBe('confidential-line')
  expect((await refusalOf(ruling(committee.admin, id))).kind).toBe('missing')
  expect(await waits(committee.admin)).toEqual([])
})

it('a volume names all such files at once, and is imported when each was ruled on', async () => {
  const { staffer, admin } = committee
  const name = (n: number) => `BNK-000${n}`
  const rows = [1, 2, 3].map((n) => [name(n), name(n), `Paper ${n}`, `NATIVES\\${n}.txt`])
  writeFiles(join(folder, 'import', staffer.inquiry.slug, 'BANK'), {
    'BANK.DAT': dat([['BEGDOC', 'ENDDOC', 'TITLE', 'NATIVELINK'], ...rows]),
    'NATIVES/1.txt': 'Statement one.\nCONFIDENTIAL\n',
    'NATIVES/2.txt': 'Nothing of that kind.\n',
    'NATIVES/3.txt': 'Statement three.\nCONFIDENTIAL\n',
  })
  async function imported() {
    const { job } = await askForVolume(staffer, { production: 'P-1', folder: 'BANK' })
    const stop = new AbortController()
    const handlers = { import_volume: importVolume } as unknown as Parameters<typeof workOnJobs>[0]['handlers']
    const working = workOnJobs({ connection: { connectionString: url }, handlers, lanes: 1, signal: stop.signal })
    const read = () => db().job.findUniqueOrThrow({ where: { id: job } })
    await expect.poll(async () => (await read()).endedAt, { timeout: 15_000 }).not.toBeNull()
    stop.abort()
    await working
    return read()
  }
  const first = await imported()
  expect([first.status, first.problem]).toEqual(['failed', expect.stringContaining('2 files of it may be classified')])
  const open = await waits(admin)
  expect(open).toHaveLength(2)
  for (const { ref } of open) await ruling(admin, ref)
  expect((await imported()).report).toMatchObject({ made: 3 })
})
