import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { moveEvidence } from '@/lib/evidence/commands'
import { getEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { discardSetAside, keepSetAside } from '@/lib/files/commands'
import { Hashing } from '@/lib/files/hashing'
import { filesOf, listUploads } from '@/lib/files/queries'
import { MOST_BYTES } from '@/lib/files/sending'
import type { Actor } from '@/lib/people/actor'
import { storage } from '@/lib/storage/storage'
import { tokenFor } from '@/lib/testing/api'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { expectNothingOf, bridgeLog as metadata, stored, tusClient } from '@/lib/testing/uploads'

let committee: Committee
let client: ReturnType<typeof tusClient>
const folder = mkdtempSync(join(tmpdir(), 'ledger-uploads-'))

beforeAll(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  client = tusClient(committee.staffer.inquiry.slug, { authorization: `Bearer ${await tokenFor(committee.staffer)}` })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hash = (bytes: Uint8Array, by = 'sha256') => createHash(by).update(bytes).digest('hex')
const refOf = (ref: string | null) => parseRef('E', ref ?? '') ?? expect.fail(`${ref} is no number of an item`)
const itemOf = (ref: string | null) => getEvidence(committee.viewer, refOf(ref))
const fileOf = async (ref: string | null) => (await filesOf(committee.viewer, (await itemOf(ref)).id))[0]
/** Bytes that are no text, and that nobody has sent before. */
const fresh = (size: number): Buffer<ArrayBuffer> => {
  const bytes = Buffer.from(randomBytes(size + 16))
  bytes[0] = 0
  return bytes.subarray(0, size)
}
const logOf = (lines: number): Buffer<ArrayBuffer> =>
  Buffer.from(
    Array.from(
      { length: lines },
      (_, i) => `2026-02-09T${String(i % 24).padStart(2, '0')}:00:00Z ${randomUUID()} well\n`,
    ).join(''),
  )

describe('an upload with its entry', () => {
  it('logs the item and keeps the file when all of it has come', async () => {
    const bytes = logOf(3_000)
    const told = await client.whole(bytes, metadata)
    expect(told.status).toBe(204)
    const ref = told.headers.get('ledger-evidence')
    expect(await itemOf(ref)).toMatchObject({
      title: 'Log of the bridge',
      accessMode: 'delivered_copy',
      heldAt: 'Committee store',
    })
    expect(await fileOf(ref)).toMatchObject({
      id: told.id,
      name: 'bridge.log',
      size: bytes.length,
      sha256: hash(bytes),
      mediaType: 'text/plain',
      metadata: {
        text: {
          encoding: 'utf-8',
          lines: 3_000,
          firstStamp: '2026-02-09T00:00:00Z',
          lastStamp: '2026-02-09T23:00:00Z',
        },
      },
    })
    expect(hash(await stored(told.id))).toBe(hash(bytes))
    const { entries } = await historyOf(committee.viewer, (await itemOf(ref)).id, 20)
    expect(entries.map(({ event }) => event)).toEqual([
      'evidence.file_kept',
      'custody.stored',
      'custody.registered',
      'custody.received',
      'evidence.logged',
    ])
    expect(await db().upload.count()).toBe(0)
  })

  it('is judged before the first byte: what the register would refuse begins nothing', async () => {
    const rows = await db().upload.count()
    for (const [wrong, path] of [
      [{ requests: 'R-99' }, 'requests'],
      [{ fromOffice: 'O-99' }, 'fromOffice'],
      [{ receivedOn: '' }, 'receivedOn'],
      [{ colour: 'red' }, 'colour'],
      [{ claimedHash: 'abc' }, 'claimedHash'],
      [{ filename: '' }, 'filename'],
    ] as const) {
      const told = await client.begin(10, { ...metadata, ...wrong })
      expect(told.status).toBe(422)
      expect(told.body.errors.map((error: { path: string }) => error.path)).toContain(path)
    }
    expect(await db().upload.count()).toBe(rows)
  })

  it.each([
    [0, 422, 'empty'],
    [MOST_BYTES + 1, 413, 'too large'],
  ])('of %i bytes is refused', async (size, status, words) => {
    const told = await client.begin(size, metadata)
    expect(told.status).toBe(status)
    expect(JSON.stringify(told.body)).toContain(words)
  })

  it.each([
    [{ handling: 'secret', controlNumber: 'C-1' }, 'never a file'],
    [{ accessMode: 'shown_only' }, 'no copy was delivered'],
  ])('is not for what may not be here: %o', async (more, words) => {
    const told = await client.begin(10, { ...metadata, ...more })
    expect(told.status).toBe(403)
    expect(told.body.title).toContain(words)
  })
})

describe('the bytes', () => {
  it('are the same however they are taken apart', async () => {
    const size = fc.integer({ min: 1, max: 300_000 })
    await fc.assert(
      fc.asyncProperty(size, fc.array(fc.integer({ min: 1, max: 120_000 }), { maxLength: 8 }), async (total, cuts) => {
        const bytes = fresh(total)
        const { id } = await client.begin(total, { ...metadata, claimedHash: hash(bytes, 'md5') })
        let at = 0
        for (const cut of [...cuts, total]) {
          const piece = bytes.subarray(at, Math.min(total, at + cut))
          if (piece.length === 0) break
          expect((await client.send(id, at, piece)).headers.get('upload-offset')).toBe(String(at + piece.length))
          at += piece.length
        }
        const told = await client.ask(id)
        expect(told.headers.get('upload-offset')).toBe(String(total))
        expect(await fileOf(told.headers.get('ledger-evidence'))).toMatchObject({
          sha256: hash(bytes),
          md5: hash(bytes, 'md5'),
          matches: true,
        })
        expect(hash(await stored(id))).toBe(hash(bytes))
      }),
      { numRuns: 12 },
    )
  })

  it('go on where they were when nobody remembers how far the hash was', async () => {
    const bytes = logOf(40_000)
    const half = Math.floor(bytes.length / 2) + 7
    const { id } = await client.begin(bytes.length, metadata)
    await client.send(id, 0, bytes.subarray(0, half))
    Hashing.forget(id)
    expect((await client.ask(id)).headers.get('upload-offset')).toBe(String(half))
    const told = await client.send(id, half, bytes.subarray(half))
    const file = await fileOf(told.headers.get('ledger-evidence'))
    expect(file).toMatchObject({ sha256: hash(bytes), metadata: { text: { lines: 40_000 } } })
    const { lineIndex } = await db().storedFile.findUniqueOrThrow({ where: { id } })
    const index = Buffer.from(lineIndex ?? [])
    expect(index.length).toBe(Math.ceil(40_000 / 1_024) * 8)
    const at = Number(index.readBigUInt64BE(8 * 30))
    expect(bytes.subarray(0, at).toString().split('\n').length - 1).toBe(30 * 1_024)
  })

  it('that came before the line broke stay, and the rest goes on behind them', async () => {
    const bytes = fresh(900_000)
    const { id } = await client.begin(bytes.length, metadata)
    let pulls = 0
    const breaking = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls += 1
        if (pulls === 1) controller.enqueue(bytes.subarray(0, 400_000))
        else controller.error(new Error('the line broke'))
      },
    })
    expect((await client.send(id, 0, breaking)).status).toBe(400)
    expect((await client.ask(id)).headers.get('upload-offset')).toBe('400000')
    expect((await client.send(id, 400_000, bytes.subarray(400_000))).status).toBe(204)
    expect(hash(await stored(id))).toBe(hash(bytes))
  })

  it('at another place than the upload is at are refused, with the place', async () => {
    const { id } = await client.begin(100, metadata)
    await client.send(id, 0, fresh(40))
    for (const at of [0, 39, 41, 100]) {
      const told = await client.send(id, at, fresh(10))
      expect([told.status, told.body.title]).toEqual([409, 'This upload is at byte 40'])
    }
    expect((await client.ask(id)).headers.get('upload-offset')).toBe('40')
  })

  it('beyond the length that was said are refused, and none of them is taken', async () => {
    const { id } = await client.begin(50, metadata)
    expect((await client.send(id, 0, fresh(60), { 'content-length': '60' })).status).toBe(422)
    const streamed = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(fresh(30))
        controller.enqueue(fresh(30))
        controller.close()
      },
    })
    expect((await client.send(id, 0, streamed)).status).toBe(422)
    expect((await client.ask(id)).headers.get('upload-offset')).toBe('30')
    expect((await client.giveUp(id)).status).toBe(204)
    await expectNothingOf(id)
  })

  it('that all came before a crash are kept when the client asks how far it is', async () => {
    const bytes = fresh(5_000)
    const { id } = await client.begin(bytes.length, metadata)
    await storage().append(
      id,
      0,
      (async function* () {
        yield bytes
      })(),
    )
    const told = await client.ask(id)
    expect([told.status, told.headers.get('upload-offset')]).toEqual([200, '5000'])
    expect(await fileOf(told.headers.get('ledger-evidence'))).toMatchObject({ id, sha256: hash(bytes) })
    expect((await client.ask(id)).headers.get('ledger-evidence')).toBe(told.headers.get('ledger-evidence'))
  })
})

describe('the same bytes again', () => {
  it('are refused with where they are, and nothing of them is left', async () => {
    const bytes = fresh(2_000)
    const first = await client.whole(bytes, metadata)
    const again = await client.whole(bytes, metadata)
    expect([again.status, again.body.title]).toEqual([422, `This is ${first.headers.get('ledger-evidence')} already`])
    await expectNothingOf(again.id)
  })

  it('are refused before the first byte where the producer named their hash', async () => {
    const bytes = fresh(2_000)
    await client.whole(bytes, metadata)
    const told = await client.begin(bytes.length, { ...metadata, claimedHash: `SHA-256: ${hash(bytes).toUpperCase()}` })
    expect([told.status, told.body.title]).toEqual([422, expect.stringMatching(/^This is E-\d+ already$/)])
  })

  it('are kept for a reason', async () => {
    const bytes = fresh(2_000)
    await client.whole(bytes, metadata)
    const told = await client.whole(bytes, { ...metadata, againReason: 'It came on the second drive too.' })
    expect(told.status).toBe(204)
    const { entries } = await historyOf(committee.viewer, (await itemOf(told.headers.get('ledger-evidence'))).id, 1)
    expect(entries[0]?.note).toBe('It came on the second drive too.')
  })

  it('are kept once when two end at the same moment', async () => {
    const bytes = fresh(50_000)
    const [one, other] = await Promise.all([client.whole(bytes, metadata), client.whole(bytes, metadata)])
    expect([one.status, other.status].sort()).toEqual([204, 422])
    expect(await db().storedFile.count({ where: { sha256: hash(bytes) } })).toBe(1)
  })
})

it('a piece that is sent again when the file is kept already is told how far it is', async () => {
  const bytes = fresh(4_000)
  const { id } = await client.whole(bytes, metadata, 1_000)
  const again = await client.send(id, 3_000, bytes.subarray(3_000))
  expect([again.status, again.body.title]).toEqual([409, 'This upload is at byte 4000'])
})

describe('a file that is not the one on its producer’s list', () => {
  const wrong = 'ab'.repeat(32)
  async function setAside() {
    const bytes = fresh(3_000)
    const told = await client.whole(bytes, { ...metadata, claimedHash: wrong })
    expect([told.status, told.body.title]).toEqual([422, expect.stringContaining('set aside')])
    return { ...told, bytes }
  }

  it('is set aside, and goes on to be: nobody accepts it without having looked', async () => {
    const items = await db().evidenceItem.count()
    const { id, bytes } = await setAside()
    expect((await client.ask(id)).status).toBe(422)
    expect(await db().evidenceItem.count()).toBe(items)
    const found = (await listUploads(committee.otherStaffer)).find((one) => one.id === id)
    expect(found).toMatchObject({ status: 'set_aside', claimedHash: wrong, sha256: hash(bytes), own: false })
    expect((await client.giveUp(id)).status).toBe(403)
  })

  it('is kept by a staffer with a note, and the difference is said for ever', async () => {
    const { id, bytes } = await setAside()
    expect(await refusalOf(keepSetAside(committee.staffer, { upload: id }))).toMatchObject({ paths: ['note'] })
    const note = 'The list is of the day before; the producer says so.'
    const { ref } = (await keepSetAside(committee.otherStaffer, { upload: id, note })) as { ref: string }
    expect(await fileOf(ref)).toMatchObject({ id, sha256: hash(bytes), claimedHash: wrong, matches: false })
    const { entries } = await historyOf(committee.viewer, (await itemOf(ref)).id, 1)
    expect(entries[0]).toMatchObject({ event: 'evidence.file_kept', note, details: { mismatch: wrong } })
  })

  it('is reviewed neither by who sent it nor by who kept it, whatever they are now', async () => {
    const { id } = await setAside()
    const note = 'The list is of the day before; the producer says so.'
    const { ref, version } = (await keepSetAside(committee.otherStaffer, { upload: id, note })) as {
      ref: string
      version: number
    }
    for (const { userId } of [committee.staffer, committee.otherStaffer]) {
      await db().membership.updateMany({ where: { userId }, data: { role: 'reviewer' } })
    }
    const taken = (who: Actor) =>
      moveEvidence({ ...who, role: 'reviewer' }, { evidence: ref, version, to: 'in_review' })
    expect((await refusalOf(taken(committee.staffer))).kind).toBe('forbidden')
    expect((await refusalOf(taken(committee.otherStaffer))).kind).toBe('forbidden')
    await taken(committee.reviewer)
    for (const { userId } of [committee.staffer, committee.otherStaffer]) {
      await db().membership.updateMany({ where: { userId }, data: { role: 'staffer' } })
    }
  })

  it('is discarded by a staffer with a note, its bytes too', async () => {
    const { id } = await setAside()
    await discardSetAside(committee.otherStaffer, { upload: id, note: 'They send it anew.' })
    await expectNothingOf(id)
  })

  it.each(['reviewer', 'viewer', 'admin'] as const)('is not there for a %s', async (who) => {
    const { id } = await setAside()
    expect((await refusalOf(keepSetAside(committee[who], { upload: id, note: 'Yes.' }))).kind).toBe('missing')
    expect(await listUploads(committee[who])).toEqual([])
  })
})

describe('what is not the protocol', () => {
  it.each([
    ['no version', { 'tus-resumable': '' }],
    ['another version', { 'tus-resumable': '0.2' }],
    ['no offset', { 'upload-offset': '' }],
    ['another content type', { 'content-type': 'application/json' }],
  ])('is refused in words: %s', async (_what, headers) => {
    const { id } = await client.begin(100, metadata)
    const told = await client.send(id, 0, fresh(10), headers)
    expect(told.status).toBe(400)
    expect(told.headers.get('content-type')).toBe('application/problem+json')
    expect((await client.ask(id)).headers.get('upload-offset')).toBe('0')
  })

  it('tells what it speaks, and nothing of other sites', async () => {
    const told = await client.call('OPTIONS')
    expect(told.status).toBe(204)
    expect(told.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration')
    expect(told.headers.get('tus-max-size')).toBe(String(MOST_BYTES))
    expect([...told.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('begins and sends in one call, where a client likes', async () => {
    const bytes = fresh(700)
    const encoded = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    const told = await client.call(
      'POST',
      undefined,
      {
        'upload-length': '700',
        'upload-metadata': encoded.join(','),
        'content-type': 'application/offset+octet-stream',
        'content-length': '700',
      },
      bytes,
    )
    expect([told.status, told.headers.get('upload-offset')]).toEqual([201, '700'])
    expect(await fileOf(told.headers.get('ledger-evidence'))).toMatchObject({ sha256: hash(bytes) })
  })
})
