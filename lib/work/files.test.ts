import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { discardSetAside, keepSetAside } from '@/lib/files/commands'
import { sweepFiles } from '@/lib/files/sweep'
import type { Actor } from '@/lib/people/actor'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { tusClient } from '@/lib/testing/uploads'
import { addDays, today } from '@/lib/time'
import { uploadsStopped } from '@/lib/work/files'
import { workOf } from '@/lib/work/queries'

/* Files that wait for somebody: what was set aside for every staffer, what was stopped for its sender. */

const folder = mkdtempSync(join(tmpdir(), 'ledger-work-files-'))
process.env.DATA_DIR = folder

let committee: Committee
let client: ReturnType<typeof tusClient>
let entry: Record<string, string>
beforeAll(async () => {
  await freshDatabase()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  committee = await seatCommittee()
  const { staffer } = committee
  await putOffice(staffer, 1)
  await putRequest(staffer, 1)
  client = tusClient(staffer.inquiry.slug, { authorization: `Bearer ${await tokenFor(staffer)}` })
  const on = today(staffer.inquiry.timeZone)
  entry = { requests: 'R-1', fromOffice: 'O-1', receivedOn: on, kind: 'document', handling: 'unclassified' }
})

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const wrong = 'cd'.repeat(32)
const waits = async (actor: Actor) =>
  (await workOf(actor)).flatMap(({ key, items }) =>
    /^(files|uploads)_/.test(key) ? items.map(({ title }) => `${key} ${title}`) : [],
  )

it('what was set aside waits for every staffer, of either side, until one decides', async () => {
  const one = await client.whole(bytes('one'), { ...entry, filename: 'one.bin', claimedHash: wrong })
  const two = await client.whole(bytes('two'), { ...entry, filename: 'two.bin', claimedHash: wrong })
  expect([one.status, two.status]).toEqual([422, 422])
  const both = ['files_set_aside two.bin', 'files_set_aside one.bin']
  for (const who of ['staffer', 'otherStaffer', 'minorityStaffer'] as const)
    expect(await waits(committee[who])).toEqual(both)
  for (const who of ['reviewer', 'viewer', 'admin'] as const) expect(await waits(committee[who])).toEqual([])
  await keepSetAside(committee.otherStaffer, { upload: one.id, note: 'Its producer sent the right list.' })
  expect(await waits(committee.staffer)).toEqual(['files_set_aside two.bin'])

  const path = `/inquiries/${committee.staffer.inquiry.slug}/me/work`
  const { body } = await send(await tokenFor(committee.otherStaffer), 'GET', path)
  const group = body.groups.find(({ key }: { key: string }) => key === 'files_set_aside')
  expect(group.items[0]).toMatchObject({ kind: 'upload', ref: two.id, title: 'two.bin' })
  expect(group.items[0].why).toMatch(/^It is not the file on its producer’s list\. staffer sent it on /)

  await discardSetAside(committee.staffer, { upload: two.id, note: 'Asked for it again.' })
  expect(await waits(committee.staffer)).toEqual([])
})

it('what was stopped waits for its sender, until they send a file of that name again or a week has passed', async () => {
  const { staffer } = committee
  const { id } = await client.begin(10, { ...entry, filename: 'log.txt' })
  await db().upload.update({ where: { id }, data: { lastAt: new Date(0) } })
  await sweepFiles()
  expect(await waits(staffer)).toEqual(['uploads_stopped log.txt'])
  const [group] = (await workOf(staffer)).filter(({ key }) => key === 'uploads_stopped')
  expect(group?.items[0]?.why).toContain('Nobody went on with it for days. Send it again')
  for (const who of ['otherStaffer', 'minorityStaffer', 'reviewer', 'admin'] as const)
    expect(await waits(committee[who])).toEqual([])
  const day = today(staffer.inquiry.timeZone)
  expect((await uploadsStopped(staffer, addDays(day, 6))).total).toBe(1)
  expect((await uploadsStopped(staffer, addDays(day, 7))).total).toBe(0)
  expect((await client.whole(bytes('0123456789'), { ...entry, filename: 'log.txt' })).status).toBe(204)
  expect(await waits(staffer)).toEqual([])
})

it('bytes that are here already wait for nobody', async () => {
  const same = bytes('the same')
  expect((await client.whole(same, { ...entry, filename: 'a.bin' })).status).toBe(204)
  const told = await client.whole(same, { ...entry, filename: 'b.bin' })
  expect(told.body.title).toBe('This is E-1 already')
  expect(await db().storedFile.count({ where: { sha256: createHash('sha256').update(same).digest('hex') } })).toBe(1)
  expect(await waits(committee.staffer)).toEqual([])
})
