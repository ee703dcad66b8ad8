import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { loadEvidence } from '@/lib/evidence/queries'
import { parseRef } from '@/lib/fields'
import { LineReader } from '@/lib/files/lines'
import { openingsOf } from '@/lib/files/queries'
import { readLines, searchLines } from '@/lib/files/reading'
import { keepFile } from '@/lib/files/record'
import { isOurs } from '@/lib/files/whose'
import { storage } from '@/lib/storage/storage'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { tamper } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'

const folder = mkdtempSync(join(tmpdir(), 'ledger-reading-'))
process.env.DATA_DIR = folder

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A text as the file of an item of its own, indexed as on its arrival. */
async function kept(bytes: Buffer) {
  const { ref } = await logEvidence(committee.staffer, {
    title: 'Engine room log',
    kind: 'log',
    receivedOn: '2026-02-03',
    fromOffice: 'O-1',
    accessMode: 'delivered_copy',
    handling: 'unclassified',
    heldAt: 'Committee store',
    requests: 'R-1',
  })
  const item = await loadEvidence(db(), committee.staffer, parseRef('E', ref) ?? expect.fail())
  const id = randomUUID()
  const reader = new LineReader()
  reader.push(bytes)
  const found = reader.finish()
  await storage().append(
    id,
    0,
    (async function* () {
      yield bytes
    })(),
  )
  await storage().seal(id)
  await db().$transaction((tx) =>
    keepFile(tx, committee.staffer, {
      id,
      item,
      revision: 1,
      role: 'original',
      page: 0,
      name: 'engine.log',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      md5: null,
      mediaType: 'text/plain',
      metadata: found ? { text: { encoding: found.encoding, lines: found.lines } } : {},
      lineIndex: found?.index ?? null,
      claimedHash: null,
    }),
  )
  return { id, itemId: item.id }
}

const lineOf = (n: number) => `line ${n}${n % 2_500 === 0 ? ' the Zwieback valve' : ''}`
const text = (count: number, end = '\n') => Array.from({ length: count }, (_, i) => lineOf(i + 1)).join(end) + end

describe('lines of a text', () => {
  it.each([
    [1, 3],
    [1_023, 4],
    [1_024, 1],
    [1_025, 2_050],
    [9_998, 10],
    [10_001, 5],
  ])('from %i, %i of them, are those of the file', async (from, count) => {
    const { id } = await kept(Buffer.from(text(10_000)))
    const { lines, total, short } = await readLines(committee.viewer, id, from, count)
    const there = Array.from({ length: count }, (_, i) => from + i).filter((n) => n <= 10_000)
    expect(lines.map(({ number, text: said }) => [number, said])).toEqual(there.map((n) => [n, lineOf(n)]))
    expect([total, short]).toEqual([10_000, false])
  })

  it.each([
    ['of Windows, in UTF-16', Buffer.from(`\ufeff${text(3_000, '\r\n')}`, 'utf16le')],
    ['of Windows, in its own code page', Buffer.from(`\xe9t\xe9\r\n${text(3_000, '\r\n')}`, 'latin1')],
  ])('%s are read as they are meant', async (_name, bytes) => {
    const { id } = await kept(bytes)
    const { lines, total } = await readLines(committee.viewer, id, 2_998, 3)
    expect(lines.every(({ text: said }) => /^line \d+$/.test(said))).toBe(true)
    expect(total).toBeGreaterThanOrEqual(3_000)
  })

  it('that are longer than a screen are cut, and say so', async () => {
    const { id } = await kept(Buffer.from(`short\n${'x'.repeat(6_000_000)}\nlast\n`))
    const { lines, short } = await readLines(committee.viewer, id, 1, 3)
    expect(lines.map(({ number, cut, text: said }) => [number, cut, said.length])).toEqual([
      [1, false, 5],
      [2, true, 10_000],
    ])
    expect(short).toBe(true)
  })

  it('are an opening, which is written down', async () => {
    const { id, itemId } = await kept(Buffer.from(text(100)))
    await readLines(committee.reviewer, id, 1, 10)
    expect(await openingsOf(committee.viewer, itemId)).toMatchObject([{ by: 'reviewer', how: 'view' }])
  })

  it('are not there of what is no text, nor for another inquiry', async () => {
    const { id } = await kept(Buffer.from([0, 1, 2, 3]))
    expect((await refusalOf(readLines(committee.viewer, id, 1, 10))).kind).toBe('missing')
    const { id: log } = await kept(Buffer.from(text(10)))
    const foreign = await seatCommittee()
    expect((await refusalOf(readLines(foreign.viewer, log, 1, 10))).kind).toBe('missing')
  })
})

describe('searching', () => {
  it.each([
    ['nothing', null],
    ['a part', 'line 1'],
  ])('a text of which the store has %s is refused in words, and its item is checked', async (_what, left) => {
    // As the first start does.
    await isOurs()
    const file = await kept(Buffer.from(text(3_000)))
    tamper(file, left === null ? null : Buffer.from(left))
    expect((await refusalOf(searchLines(committee.viewer, file.id, 'line', 1))).kind).toBe('forbidden')
    const asked = { kind: 'check_files', input: { equals: { evidence: file.itemId } } }
    expect(await db().job.count({ where: asked })).toBe(1)
  })

  it('finds each line with the words, in any case, and goes on from where it is told', async () => {
    const { id } = await kept(Buffer.from(text(10_000)))
    const numbers = async (words: string, from: number) =>
      (await searchLines(committee.viewer, id, words, from)).hits.map(({ number }) => number)
    expect(await numbers('zwieback VALVE', 1)).toEqual([2_500, 5_000, 7_500, 10_000])
    expect(await numbers('zwieback', 5_001)).toEqual([7_500, 10_000])
    expect(await numbers('nowhere', 1)).toEqual([])
  })

  it('counts what it shows as seen, and nothing where it finds nothing', async () => {
    const { id, itemId } = await kept(Buffer.from(text(10_000)))
    const bytesSeen = async () => (await openingsOf(committee.viewer, itemId)).map(({ bytes }) => bytes)
    await searchLines(committee.viewer, id, 'nowhere', 1)
    expect(await bytesSeen()).toEqual([0])
    await searchLines(committee.viewer, id, 'Zwieback', 9_990)
    expect((await bytesSeen())[0]).toBeGreaterThan(20)
  })

  it('holds no more of long lines than it shows, and finds what is in them, wherever it stands', async () => {
    const long = 'x'.repeat(40_000_000)
    const whole = `first\n${long}the Zwieback valve${long}\r\n${'y'.repeat(9_999)}Zwieback\nlast Zwieback\n${text(3_000)}`
    const { id } = await kept(Buffer.from(whole))
    const held = vi.spyOn(Buffer, 'concat')
    const { hits, next } = await searchLines(committee.viewer, id, 'ZWIEBACK', 1)
    const lengths = held.mock.results.map(({ value }) => value.length)
    held.mockRestore()
    expect(Math.max(...lengths)).toBeLessThan(17_000_000)
    expect(hits.map(({ number, cut, text: said }) => [number, cut, said.length])).toEqual([
      [2, true, 10_000],
      [3, true, 10_000],
      [4, false, 13],
      [2_504, false, 28],
    ])
    expect(next).toBeNull()
    const rest = await searchLines(committee.viewer, id, 'zwieback', 4)
    expect(rest.hits.map(({ number }) => number)).toEqual([4, 2_504])
  })

  it('stops at two hundred and says where to go on', async () => {
    const { id } = await kept(Buffer.from(text(5_000)))
    const first = await searchLines(committee.viewer, id, 'line', 1)
    expect([first.hits.length, first.next]).toEqual([200, 201])
    const rest = await searchLines(committee.viewer, id, 'line 4999', 201)
    expect(rest).toMatchObject({ hits: [{ number: 4_999 }], next: null })
  })
})
