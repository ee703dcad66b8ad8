import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { beginUpload } from '@/lib/files/commands'
import { keepFile } from '@/lib/files/record'
import { UPLOAD_DAYS } from '@/lib/files/schema'
import { sweepFiles } from '@/lib/files/sweep'
import { giveUpStore } from '@/lib/files/whose'
import { JOB_LOCK } from '@/lib/jobs/commands'
import type { Actor } from '@/lib/people/actor'
import { storage } from '@/lib/storage/storage'
import { seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'

const folder = mkdtempSync(join(tmpdir(), 'ledger-sweep-'))
let url = ''
let ownerUrl = ''
beforeAll(async () => {
  ;({ appUrl: url, ownerUrl } = await freshDatabase())
  process.env.DATA_DIR = folder
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const entry = {
  kind: 'log',
  requests: 'R-1',
  fromOffice: 'O-1',
  receivedOn: '2026-02-10',
  handling: 'unclassified',
}
async function seat(): Promise<Actor> {
  const { staffer } = await seatCommittee()
  await putOffice(staffer, 1)
  await putRequest(staffer, 1)
  return staffer
}
async function begun(staffer: Actor): Promise<string> {
  const { id } = await beginUpload(staffer, { filename: 'a.log', size: 5, entry })
  await put(String(id))
  return String(id)
}
async function put(id: string, seal = false): Promise<string> {
  await storage().append(
    id,
    0,
    (async function* () {
      yield Buffer.from('bytes')
    })(),
  )
  if (seal) await storage().seal(id)
  return id
}
const there = async (id: string) => (await storage().arrived(id)) ?? (await storage().size(id))
const later = () => new Date(Date.now() + 1_000)

/** By what the database is known, and how it becomes another one, as seen from its files. */
const FIRST = 'id FROM _prisma_migrations ORDER BY migration_name LIMIT 1'
async function asOwner(statement: string, ...values: string[]): Promise<{ id: string }[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string }>(statement, values)
  await client.end()
  return rows
}
const known = async () => (await asOwner(`SELECT ${FIRST}`))[0]?.id ?? expect.fail('it was never migrated')
const become = (id: string) => asOwner(`UPDATE _prisma_migrations SET id = $1 WHERE id = (SELECT ${FIRST})`, id)

describe('bytes that no record names', () => {
  it('go, sealed or not; those of an upload and of a kept file stay', async () => {
    const staffer = await seat()
    const upload = await begun(staffer)
    const { ref } = await logEvidence(staffer, { ...entry, title: 'A', accessMode: 'delivered_copy', heldAt: 'Here' })
    const item = await loadEvidence(db(), staffer, parseRef('E', String(ref)) ?? expect.fail('no number'))
    const kept = await put(randomUUID(), true)
    const of = {
      sha256: 'ab'.repeat(32),
      md5: null,
      mediaType: 'text/plain',
      metadata: {},
      lineIndex: null,
      claimedHash: null,
    }
    await db().$transaction((tx) =>
      keepFile(tx, staffer, { ...of, id: kept, item, revision: 1, role: 'original', page: 0, name: 'a', size: 5 }),
    )
    const [open, sealed] = [await put(randomUUID()), await put(randomUUID(), true)]
    expect(await sweepFiles({ before: later() })).toMatchObject({ uploads: 0, objects: 2 })
    expect(await Promise.all([upload, kept, open, sealed].map(there))).toEqual([5, 5, null, null])
  })

  it('stay for an hour, since somebody may be about to name them', async () => {
    const young = await put(randomUUID())
    expect(await sweepFiles()).toMatchObject({ objects: 0 })
    expect(await there(young)).toBe(5)
    await storage().remove(young)
  })

  it('stay while any job is worked on', async () => {
    const id = await put(randomUUID(), true)
    const worker = new Client({ connectionString: url })
    await worker.connect()
    await worker.query('SELECT pg_advisory_lock($1::int, hashtext($2::text))', [JOB_LOCK, randomUUID()])
    expect(await sweepFiles({ before: later() })).toMatchObject({ objects: 0 })
    await worker.end()
    await expect.poll(() => sweepFiles({ before: later() })).toMatchObject({ objects: 1 })
    expect(await there(id)).toBeNull()
  })

  it('stay in a store that belongs to another database, until that one gives it up', async () => {
    const id = await put(randomUUID(), true)
    await sweepFiles()
    const first = await known()
    await become(randomUUID())
    expect(await sweepFiles({ before: later() })).toMatchObject({ objects: 0 })
    // What is not its own it cannot give up either.
    await giveUpStore()
    expect(await sweepFiles({ before: later() })).toMatchObject({ objects: 0 })
    expect(await there(id)).toBe(5)
    await become(first)
    await giveUpStore()
    await become(randomUUID())
    await sweepFiles({ before: later() })
    expect(await there(id)).toBeNull()
  })
})

describe('uploads that nobody goes on with', () => {
  const ways: Record<string, (staffer: Actor, id: string) => Promise<unknown>> = {
    'after a week': (_staffer, id) =>
      db().upload.update({
        where: { id },
        data: { lastAt: new Date(Date.now() - (UPLOAD_DAYS * 24 + 1) * 3_600_000) },
      }),
    'when whoever began it is removed': ({ userId }) => db().membership.deleteMany({ where: { userId } }),
    'when whoever began it is no staffer any more': ({ userId }) =>
      db().membership.updateMany({ where: { userId }, data: { role: 'viewer' } }),
    'when the inquiry is closed': ({ inquiry: { id } }) =>
      db().inquiry.update({ where: { id }, data: { closedOn: new Date() } }),
  }
  it.each(Object.entries(ways))('go, with an event that says why: %s', async (_when, happen) => {
    const staffer = await seat()
    const id = await begun(staffer)
    expect(await sweepFiles()).toMatchObject({ uploads: 0 })
    await happen(staffer, id)
    expect(await sweepFiles()).toMatchObject({ uploads: 1 })
    expect([await there(id), await db().upload.count({ where: { id } })]).toEqual([null, 0])
    expect(await db().auditEvent.count({ where: { subjectId: id, event: 'upload.stopped' } })).toBe(1)
  })

  it('stay when they were set aside: somebody has to decide', async () => {
    const staffer = await seat()
    const id = await begun(staffer)
    const found = { sha256: 'ab'.repeat(32), mediaType: 'text/plain', metadata: {}, arrived: 5 }
    await db().upload.update({ where: { id }, data: { ...found, status: 'set_aside', lastAt: new Date(0) } })
    expect(await sweepFiles({ before: later() })).toMatchObject({ uploads: 0, objects: 0 })
    expect(await there(id)).toBe(5)
  })
})
