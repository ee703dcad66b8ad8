import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { deliver } from '@/lib/file-download'
import { openingsOf } from '@/lib/files/queries'
import { keepFile } from '@/lib/files/record'
import { isOurs } from '@/lib/files/whose'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { storage } from '@/lib/storage/storage'
import { type Committee, eventCount, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { tamper } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'

const folder = mkdtempSync(join(tmpdir(), 'ledger-opening-'))
process.env.DATA_DIR = folder

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  // As the first start does.
  await isOurs()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
const bytes = randomBytes(1_000_000)

/** A kept file of these bytes, of an item of its own. */
async function kept({ name = 'deck.mp4', mediaType = 'video/mp4' } = {}) {
  const { ref } = await logEvidence(committee.staffer, entry)
  const item = await loadEvidence(db(), committee.staffer, parseRef('E', ref) ?? expect.fail())
  const id = randomUUID()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await storage().append(
    id,
    0,
    (async function* () {
      yield bytes
    })(),
  )
  await storage().seal(id)
  const rest = { md5: null, metadata: {}, lineIndex: null, claimedHash: null, size: bytes.length, sha256 }
  await db().$transaction((tx) =>
    keepFile(tx, committee.staffer, { ...rest, id, item, revision: 1, role: 'original', page: 0, name, mediaType }),
  )
  return { id, itemId: item.id, sha256 }
}

const ask = (
  actor: Actor,
  id: string,
  headers: Record<string, string> = {},
  more: { method?: string; how?: string } = {},
) =>
  deliver(
    new Request(`http://ledger.test/files/${id}${more.how ?? ''}`, { method: more.method ?? 'GET', headers }),
    actor,
    id,
  )
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const kindOf = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Refusal ? error.kind : error
}

describe('a file that the store has no more as it came', () => {
  const checks = (itemId: string) =>
    db().job.count({ where: { kind: 'check_files', createdById: null, input: { equals: { evidence: itemId } } } })

  it('is refused in words, and its item is checked, once', async () => {
    const file = await kept()
    tamper(file, null)
    for (const range of ['bytes=0-', 'bytes=10-20']) {
      expect(await kindOf(ask(committee.viewer, file.id, { range }))).toBe('forbidden')
    }
    expect(await checks(file.itemId)).toBe(1)
  })

  it('breaks off where it ends, and what would come behind is refused', async () => {
    const file = await kept()
    tamper(file, bytes.subarray(0, 400_000))
    const response = await ask(committee.viewer, file.id)
    await expect(response.arrayBuffer()).rejects.toThrow('not those that came')
    expect(await kindOf(ask(committee.viewer, file.id, { range: 'bytes=500000-' }))).toBe('forbidden')
    expect(await checks(file.itemId)).toBe(1)
  })
})

describe('a file that is opened', () => {
  it('comes whole, with its hash, and may be shown but not run', async () => {
    const { id, sha256 } = await kept()
    const response = await ask(committee.viewer, id)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '1000000',
      'content-disposition': `inline; filename="deck.mp4"; filename*=UTF-8''deck.mp4`,
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    expect(Buffer.compare(await bodyOf(response), bytes)).toBe(0)
  })

  it.each([
    ['bytes=0-99', 206, 'bytes 0-99/1000000', [0, 100]],
    ['bytes=999900-', 206, 'bytes 999900-999999/1000000', [999_900, 1_000_000]],
    ['bytes=-1', 206, 'bytes 999999-999999/1000000', [999_999, 1_000_000]],
    ['bytes=1000000-', 416, 'bytes */1000000', [0, 0]],
  ] as const)('comes in the range %s', async (range, status, contentRange, [from, until]) => {
    const { id } = await kept()
    const response = await ask(committee.reviewer, id, { range })
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange])
    expect(Buffer.compare(await bodyOf(response), bytes.subarray(from, until))).toBe(0)
  })

  it('comes whole when the range is meant for other bytes', async () => {
    const { id, sha256 } = await kept()
    const range = 'bytes=0-9'
    expect((await ask(committee.viewer, id, { range, 'if-range': '"another"' })).status).toBe(200)
    expect((await ask(committee.viewer, id, { range, 'if-range': `"${sha256}"` })).status).toBe(206)
  })

  it.each([
    ['text/html', 'page.html'],
    ['image/svg+xml', 'chart.svg'],
    ['text/plain', 'log.txt'],
    ['application/octet-stream', 'blob'],
  ])('of kind %s is never shown in place', async (mediaType, name) => {
    const { id } = await kept({ mediaType, name })
    const { headers } = await ask(committee.viewer, id)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment; /)
  })

  it('keeps its name, whatever is in it, out of the header’s own words', async () => {
    const { id } = await kept({ name: 'd"e\\c;k\u202e ü.mp4' })
    expect((await ask(committee.viewer, id, {}, { how: '?download' })).headers.get('content-disposition')).toBe(
      `attachment; filename="d_e_c;k_ _.mp4"; filename*=UTF-8''d%22e_c%3Bk%E2%80%AE%20%C3%BC.mp4`,
    )
  })

  it('leads whoever saves it into no folder, where a path was sent as its name', async () => {
    for (const name of ['../../etc/passwd', '..\\..\\etc\\passwd']) {
      const { id } = await kept({ name })
      expect((await ask(committee.viewer, id, {}, { how: '?download' })).headers.get('content-disposition')).toBe(
        `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`,
      )
    }
  })

  it('is not there for another inquiry, nor under a name that is no id', async () => {
    const { id } = await kept()
    const foreign = await seatCommittee()
    expect(await kindOf(ask(foreign.staffer, id))).toBe('missing')
    expect(await kindOf(ask(committee.staffer, randomUUID()))).toBe('missing')
    expect(await kindOf(ask(committee.staffer, 'x'))).toBe('missing')
  })
})

describe('what was looked at', () => {
  it('is written down once a sitting, with the ranges that went out', async () => {
    const { id, itemId } = await kept()
    const before = await eventCount(committee.viewer)
    for (const range of ['bytes=0-99', 'bytes=50-149', 'bytes=500-599'])
      await bodyOf(await ask(committee.viewer, id, { range }))
    await bodyOf(await ask(committee.viewer, id, { range: 'bytes=0-9' }, { how: '?download' }))
    expect(await eventCount(committee.viewer)).toBe(before + 2)
    const openings = await openingsOf(committee.staffer, itemId)
    expect(openings.map(({ how, bytes: seen, by, revision }) => ({ how, seen, by, revision }))).toEqual([
      { how: 'download', seen: 10, by: 'viewer', revision: 1 },
      { how: 'view', seen: 250, by: 'viewer', revision: 1 },
    ])
    const { entries } = await historyOf(committee.reviewer, itemId, 2)
    expect(entries.map(({ event, details }) => [event, details.how])).toEqual([
      ['export.file', 'download'],
      ['export.file', 'view'],
    ])
  })

  it('is only what went out when the reader breaks off', async () => {
    const { id, itemId } = await kept()
    const reader = (await ask(committee.viewer, id)).body?.getReader()
    const first = (await reader?.read())?.value?.length ?? 0
    await reader?.cancel()
    const [opening] = await openingsOf(committee.viewer, itemId)
    expect(opening?.bytes).toBeGreaterThanOrEqual(first)
    expect(opening?.bytes).toBeLessThan(bytes.length)
  })

  it('is begun anew when the last time is long ago or yet to come, and by each person', async () => {
    const { id, itemId } = await kept()
    await ask(committee.viewer, id)
    await db().fileOpening.updateMany({ where: { fileId: id }, data: { lastAt: new Date(Date.now() - 3_600_000) } })
    await ask(committee.viewer, id)
    await ask(committee.reviewer, id)
    expect(await openingsOf(committee.viewer, itemId)).toHaveLength(3)
    await db().fileOpening.updateMany({ where: { fileId: id }, data: { lastAt: new Date(Date.now() + 7_200_000) } })
    await ask(committee.viewer, id)
    expect(await openingsOf(committee.viewer, itemId)).toHaveLength(4)
  })

  it('is not what HEAD asks, of which nothing goes out', async () => {
    const { id, itemId, sha256 } = await kept()
    const before = await eventCount(committee.viewer)
    for (const how of ['', '?download']) {
      const response = await ask(committee.viewer, id, {}, { method: 'HEAD', how })
      expect([response.status, response.headers.get('etag')]).toEqual([200, `"${sha256}"`])
    }
    expect([await openingsOf(committee.viewer, itemId), await eventCount(committee.viewer)]).toEqual([[], before])
  })

  it('is never said to have been somebody else, or at another time', async () => {
    const { id } = await kept()
    await bodyOf(await ask(committee.viewer, id))
    for (const data of [{ userId: committee.staffer.userId }, { openedAt: new Date(0) }, { how: 'download' }])
      await expect(db().fileOpening.updateMany({ where: { fileId: id }, data })).rejects.toThrow('ermission')
    await expect(db().fileOpening.deleteMany({ where: { fileId: id } })).rejects.toThrow('ermission')
  })

  it('is noted in a closed inquiry too, which can still be read', async () => {
    const fresh = await seatCommittee()
    committee = fresh
    await putOffice(fresh.staffer, 1)
    await putRequest(fresh.staffer, 1)
    const { id, itemId } = await kept()
    await db().inquiry.update({ where: { id: fresh.staffer.inquiry.id }, data: { closedOn: new Date('2026-02-20') } })
    expect((await ask(fresh.viewer, id)).status).toBe(200)
    expect(await openingsOf(fresh.viewer, itemId)).toHaveLength(1)
  })
})

describe('a file whose bytes are not those that came', () => {
  it('is not opened, until a check finds them as they were', async () => {
    const fresh = await seatCommittee()
    committee = fresh
    await putOffice(fresh.staffer, 1)
    await putRequest(fresh.staffer, 1)
    const { id } = await kept()
    const check = { inquiryId: fresh.staffer.inquiry.id, fileId: id }
    expect((await ask(fresh.viewer, id)).status).toBe(200)
    await db().fixityCheck.create({ data: { ...check, matches: false, found: 'ab'.repeat(32) } })
    for (const who of ['viewer', 'staffer', 'reviewer', 'admin'] as const)
      for (const method of ['GET', 'HEAD']) expect(await kindOf(ask(fresh[who], id, {}, { method }))).toBe('forbidden')
    await db().fixityCheck.create({ data: { ...check, matches: true, checkedAt: new Date(Date.now() + 1_000) } })
    expect((await ask(fresh.viewer, id)).status).toBe(200)
  })
})
