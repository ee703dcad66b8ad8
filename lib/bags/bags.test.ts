import { execFileSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { serveBag } from '@/lib/api/content'
import { deed } from '@/lib/audit/events'
import { history, historyOf } from '@/lib/audit/queries'
import { prepareBag } from '@/lib/bags/commands'
import { bytesOfBag, openBag } from '@/lib/bags/handing'
import { prepareBagJob } from '@/lib/bags/prepare'
import { bagOf, listBags } from '@/lib/bags/queries'
import type { BagReport } from '@/lib/bags/schema'
import { recordStep } from '@/lib/custody/commands'
import { db } from '@/lib/db'
import { logEvidence } from '@/lib/evidence/commands'
import { checkFiles, checkStored } from '@/lib/files/fixity'
import { openingsOf } from '@/lib/files/queries'
import { getJob } from '@/lib/jobs/queries'
import { workOnJobs } from '@/lib/jobs/work'
import type { Actor } from '@/lib/people/actor'
import { tokenFor } from '@/lib/testing/api'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { type Kept, keepOne, tamper } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'

const folder = mkdtempSync(join(tmpdir(), 'ledger-bags-'))
let committee: Committee
let url: string
const kept: Record<string, Kept> = {}
const names = {
  plain: 'deck.mp4',
  long: `${'Überblick '.repeat(20)}.pdf`,
  odd: 'a%b\\c:\n"d".txt',
  formula: '=SUM(A1).csv',
}

beforeAll(async () => {
  url = (await freshDatabase()).appUrl
  process.env.DATA_DIR = folder
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  await putRequest(committee.staffer, 2)
  await putRequest(committee.staffer, 1, { status: 'draft', partition: 'minority', title: 'What the minority drafts' })
  for (const [key, name] of Object.entries(names)) {
    const more = { title: key === 'formula' ? '=HYPERLINK("x")' : key, requests: key === 'plain' ? 'R-2' : 'R-1' }
    kept[key] = await keepOne(committee.staffer, randomBytes(key === 'plain' ? 700_000 : 1_500), more, {
      name,
      mediaType: 'video/mp4',
    })
  }
  const entry = { kind: 'document', receivedOn: '2026-02-03', fromOffice: 'O-1', heldAt: 'Room 4', requests: 'R-1' }
  const marked = { handling: 'secret', controlNumber: 'C-77', accessMode: 'reading_room' }
  await logEvidence(committee.staffer, { ...entry, ...marked, title: 'The tape' })
  await logEvidence(committee.staffer, { ...entry, handling: 'cui', accessMode: 'delivered_copy', title: 'On paper' })
})
let stop = new AbortController()
let working: Promise<void> = Promise.resolve()
afterEach(async () => {
  stop.abort()
  await working
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileOf = (key: string): Kept => kept[key] ?? expect.fail(`there is no ${key}`)

/** Asks for a bag, has it prepared by a real worker, and answers the job's id and report. */
async function prepared(actor: Actor, view: object = {}): Promise<{ id: string; report: BagReport }> {
  const { job: id } = (await prepareBag(actor, view)) as { job: string }
  stop.abort()
  await working
  stop = new AbortController()
  const handlers = { prepare_bag: prepareBagJob, check_files: checkFiles } as unknown as Parameters<
    typeof workOnJobs
  >[0]['handlers']
  working = workOnJobs({ connection: { connectionString: url }, handlers, lanes: 1, signal: stop.signal })
  await expect
    .poll(async () => (await getJob(actor, id)).job, { timeout: 15_000 })
    .toMatchObject({ endedAt: expect.any(String) })
  const { job } = await getJob(actor, id)
  expect(job.problem).toBeNull()
  return { id, report: job.report as unknown as BagReport }
}

async function download(actor: Actor, id: string, range?: { from: number; to: number }): Promise<Buffer> {
  const bag = await openBag(actor, id)
  const pieces: Uint8Array[] = []
  for await (const piece of bytesOfBag(actor, bag, range ?? { from: 0, to: Number(bag.size) - 1 })) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Unpacks a bag as anybody would, and answers its folder. */
function unpacked(tar: Buffer, name: string): string {
  const place = mkdtempSync(join(folder, 'out-'))
  writeFileSync(join(place, 'bag.tar'), tar)
  execFileSync('tar', ['-xf', 'bag.tar'], { cwd: place })
  expect(readdirSync(place).sort()).toEqual(['bag.tar', name].sort())
  return join(place, name)
}

const filesIn = (root: string, below = ''): string[] =>
  readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(root, join(below, entry.name)) : [join(below, entry.name)],
  )

/** RFC 8493 to the letter: declaration, both manifests complete and right, both tag manifests, Payload-Oxum. */
function mustBeValid(root: string): void {
  expect(readFileSync(join(root, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  const all = filesIn(root)
  const payload = all.filter((path) => path.startsWith('data/')).sort()
  const tags = all.filter((path) => !path.startsWith('data/') && !path.startsWith('tagmanifest-')).sort()
  for (const algorithm of ['sha256', 'sha512']) {
    for (const [manifest, listed] of [
      [`manifest-${algorithm}.txt`, payload],
      [`tagmanifest-${algorithm}.txt`, tags],
    ] as const) {
      const lines = readFileSync(join(root, manifest), 'utf8').split('\n').slice(0, -1)
      const parsed = lines.map((line) => /^([0-9a-f]+) {2}(.+)$/.exec(line)?.slice(1) ?? expect.fail(line))
      expect(parsed.map(([, path]) => path).sort()).toEqual(listed)
      for (const [hash, path = ''] of parsed) {
        const found = createHash(algorithm)
          .update(readFileSync(join(root, path)))
          .digest('hex')
        expect(found, path).toBe(hash)
      }
      if (lines.length > 0) execFileSync(`${algorithm}sum`, ['--check', '--strict', '--quiet', manifest], { cwd: root })
    }
  }
  const bytes = payload.reduce((sum, path) => sum + statSync(join(root, path)).size, 0)
  expect(readFileSync(join(root, 'bag-info.txt'), 'utf8')).toContain(`Payload-Oxum: ${bytes}.${payload.length}\n`)
}

describe('a bag of the whole inquiry', () => {
  it('is valid, holds every file as it came, and lists what is not in it', async () => {
    const { id, report } = await prepared(committee.staffer)
    const tar = await download(committee.staffer, id)
    expect(tar.length).toBe(report.size)
    const root = unpacked(tar, report.name)
    mustBeValid(root)
    expect(report).toMatchObject({ items: 6, files: 4, leftOutInAll: 2 })
    for (const [key, ref] of Object.entries(kept).map(([key, { ref }]) => [key, ref] as const)) {
      const [path = ''] = filesIn(root).filter((one) => one.startsWith(`data/${ref}/r1/`))
      expect(Buffer.compare(readFileSync(join(root, path)), Buffer.from(fileOf(key).bytes))).toBe(0)
    }
    const page = readFileSync(join(root, 'index.html'), 'utf8')
    expect(page).toContain('Register entry only')
    expect(page).toMatch(/E-5.*C-77.*Room 4/s)
    expect(page).toContain('No file of it is kept here.')
    expect(page).not.toMatch(/<script|src=|https?:/)
    expect(page).not.toContain('What the minority drafts')
    const links = [...page.matchAll(/href="(data\/[^"]+)"/g)].map(([, path = '']) => decodeURIComponent(path))
    expect(links.sort()).toEqual(
      filesIn(root)
        .filter((path) => path.startsWith('data/'))
        .sort(),
    )
  })

  it('tells of items, files, custody, reviews and requests, in JSON and in CSV that starts no formula', async () => {
    const { id, report } = await prepared(committee.minorityStaffer)
    const root = unpacked(await download(committee.minorityStaffer, id), report.name)
    const json = (name: string) => JSON.parse(readFileSync(join(root, `metadata/${name}.json`), 'utf8'))
    expect(json('items').map(({ ref }: { ref: string }) => ref)).toEqual(['E-1', 'E-2', 'E-3', 'E-4', 'E-5', 'E-6'])
    expect(json('requests').map(({ ref }: { ref: string }) => ref)).toEqual(['R-1', 'R-2'])
    expect(json('custody')).toContainEqual(expect.objectContaining({ item: 'E-1', kind: 'stored', by: 'staffer' }))
    expect(json('files')[2]).toMatchObject({ name: names.odd, path: 'data/E-3/r1/a_b_c___d_.txt', leftOut: null })
    expect(json('left-out')).toMatchObject([{ item: 'E-5' }, { item: 'E-6' }])
    const csv = readFileSync(join(root, 'metadata/items.csv'), 'utf8')
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    for (const path of filesIn(root).filter((one) => !one.startsWith('data/')))
      expect(readFileSync(join(root, path), 'utf8'), path).not.toContain('What the minority drafts')
  })

  it('can be had in any ranges, which together are the whole', async () => {
    const { id } = await prepared(committee.staffer)
    const whole = await download(committee.staffer, id)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(whole.length - 1), async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const part = await download(committee.staffer, id, { from, to })
        expect(Buffer.compare(part, whole.subarray(from, to + 1))).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('works the SHA-512 of a file out once', async () => {
    await prepared(committee.staffer)
    const before = await db().fileDigest.findMany({ orderBy: { fileId: 'asc' } })
    expect(before).toHaveLength(4)
    await prepared(committee.reviewer)
    expect(await db().fileDigest.findMany({ orderBy: { fileId: 'asc' } })).toEqual(before)
  })
})

describe('a bag of a part', () => {
  it('holds what came on a request, with that request alone', async () => {
    const { id, report } = await prepared(committee.staffer, { request: 'R-2' })
    expect(report).toMatchObject({ items: 1, files: 1, of: 'what came on R-2' })
    const root = unpacked(await download(committee.staffer, id), report.name)
    mustBeValid(root)
    const requests = JSON.parse(readFileSync(join(root, 'metadata/requests.json'), 'utf8'))
    expect(requests.map(({ ref }: { ref: string }) => ref)).toEqual(['R-2'])
  })

  it('holds items by their numbers, or by the filters of the register, also where there is no file', async () => {
    expect((await prepared(committee.staffer, { items: 'E-2, E-4' })).report).toMatchObject({ items: 2, files: 2 })
    const { id, report } = await prepared(committee.staffer, { handling: 'secret' })
    expect(report).toMatchObject({
      items: 1,
      files: 0,
      of: 'items marked secret',
    })
    mustBeValid(unpacked(await download(committee.staffer, id), report.name))
  })

  it.each([
    ['an item that is not there', { items: 'E-99' }, 'invalid'],
    ['nothing', { kind: 'testimony' }, 'invalid'],
  ])('is not made of %s', async (_what, view, kind) => {
    expect((await refusalOf(prepareBag(committee.staffer, view))).kind).toBe(kind)
  })
})

describe('handing it out', () => {
  it('is written down again after half an hour, and after a clock that was ahead', async () => {
    const { id } = await prepared(committee.staffer, { request: 'R-2' })
    const times = () => db().auditEvent.count({ where: { event: 'export.bag', subjectId: id } })
    await download(committee.staffer, id, { from: 0, to: 9 })
    for (const [told, minutes] of [
      [1, -20],
      [2, -40],
      [3, 120],
    ] as const) {
      await db().bag.update({ where: { id }, data: { handedAt: new Date(Date.now() + minutes * 60_000) } })
      await download(committee.staffer, id, { from: 0, to: 9 })
      expect(await times()).toBe(told)
    }
  })

  it('stands in the history of the inquiry and of each item, and among those who opened each file, with what went out', async () => {
    const { id, report } = await prepared(committee.staffer, { request: 'R-2' })
    const { itemId, bytes } = fileOf('plain')
    await download(committee.staffer, id, { from: 0, to: report.size - 1 - bytes.length })
    await download(committee.staffer, id)
    const { entries } = await history(committee.viewer, { event: 'export.bag' })
    const told = entries.filter(({ subject }) => subject.id === id)
    expect(told.map(deed)).toEqual([`handed out 1 file in the bag ${report.name} (what came on R-2)`])
    const own = await historyOf(committee.viewer, itemId)
    expect(own.entries.filter(({ event }) => event === 'export.bag').length).toBeGreaterThan(0)
    const [opening] = await openingsOf(committee.viewer, itemId)
    expect(opening).toMatchObject({ by: 'staffer', how: 'download', bytes: bytes.length, size: bytes.length })
  })

  it.each(['viewer', 'admin'] as const)('is not for a %s', async (who) => {
    expect((await refusalOf(prepareBag(committee[who], {}))).kind).toBe('forbidden')
  })

  it('is for whoever had it prepared: to everybody else there is no such bag, and none in a list', async () => {
    const { id } = await prepared(committee.staffer)
    const foreign = await seatCommittee()
    for (const who of [committee.otherStaffer, committee.minorityStaffer, committee.reviewer, foreign.staffer]) {
      expect((await refusalOf(openBag(who, id))).kind).toBe('missing')
      expect(await bagOf(who, id)).toBeNull()
      expect((await listBags(who)).map((bag) => bag.id)).not.toContain(id)
    }
    expect((await listBags(committee.staffer))[0]).toMatchObject({ id })
  })

  it('is allowed in a closed inquiry, and no more to somebody who became a viewer', async () => {
    const other = await seatCommittee()
    await putOffice(other.staffer, 1)
    await putRequest(other.staffer, 1)
    await keepOne(other.staffer, randomBytes(10))
    await db().inquiry.update({ where: { id: other.staffer.inquiry.id }, data: { closedOn: new Date() } })
    const { id } = await prepared(other.staffer)
    expect((await download(other.staffer, id)).length).toBeGreaterThan(0)
    const seat = { userId: other.staffer.userId }
    await db().membership.updateMany({ where: seat, data: { role: 'viewer' } })
    expect((await refusalOf(openBag({ ...other.staffer, role: 'viewer' }, id))).kind).toBe('forbidden')
  })

  it('stops when a file in it is ruled to carry a classification marking; prepared anew, it is left out, until it is ruled otherwise', async () => {
    const { staffer, admin } = committee
    const file = await keepOne(staffer, randomBytes(100), { requests: 'R-1', title: 'A statement' })
    const whole = { items: file.ref }
    const first = await prepared(staffer, whole)
    await download(staffer, first.id)
    const { sha256, inquiryId } = await db().storedFile.findFirstOrThrow({ where: { evidenceId: file.itemId } })
    const rule = (ordinary: boolean) =>
      db().spillRuling.create({
        data: { inquiryId, sha256, ordinary, incidentId: randomUUID(), reason: 'Looked at.', ruledById: admin.userId },
      })
    await rule(false)
    expect(await refusalOf(openBag(staffer, first.id))).toMatchObject({
      kind: 'forbidden',
      title: `${file.ref}, revision 1, may not be handed on any more`,
    })
    expect((await prepared(staffer, whole)).report).toMatchObject({
      files: 0,
      leftOut: [{ item: file.ref, reason: 'ruled' }],
    })
    await rule(true)
    expect((await download(staffer, first.id)).length).toBeGreaterThan(100)
  })

  it('stops when a file in it goes back or turns out not to be what came; prepared anew, it is left out and the reason said', async () => {
    const more = { requests: 'R-1', title: 'Later' }
    const back = await keepOne(committee.staffer, randomBytes(100), more)
    const bad = await keepOne(committee.staffer, randomBytes(100), more)
    const whole = { items: [back.ref, bad.ref].join(' ') }
    const first = await prepared(committee.staffer, whole)
    await download(committee.staffer, first.id)
    tamper(bad, randomBytes(100))
    await checkStored({ evidenceId: bad.itemId }, committee.staffer, async () => {})
    expect(await refusalOf(openBag(committee.staffer, first.id))).toMatchObject({
      kind: 'forbidden',
      title: `${bad.ref}, revision 1, may not be handed on any more`,
    })
    const step = { evidence: back.ref, kind: 'returned', to: 'Office 1', authorisedBy: 'The clerk' }
    await recordStep(committee.staffer, step)
    const { id, report } = await prepared(committee.staffer, whole)
    expect(report).toMatchObject({
      files: 0,
      leftOut: [
        { item: back.ref, reason: 'gone' },
        { item: bad.ref, reason: 'unsound' },
      ],
    })
    mustBeValid(unpacked(await download(committee.staffer, id), report.name))
  })

  it.each([
    ['is cut short', 100],
    ['is gone', null],
  ])(
    'breaks off where a file in it %s meanwhile, has that checked, and is refused from then on',
    async (_how, left) => {
      const bad = await keepOne(committee.staffer, randomBytes(1_000))
      const behind = await keepOne(committee.staffer, randomBytes(1_000))
      const { id } = await prepared(committee.staffer, { items: [bad.ref, behind.ref].join(' ') })
      tamper(bad, left === null ? null : bad.bytes.subarray(0, left))
      const bag = await openBag(committee.staffer, id)
      const came: Uint8Array[] = []
      const all = async () => {
        for await (const piece of bytesOfBag(committee.staffer, bag, { from: 0, to: Number(bag.size) - 1 }))
          came.push(piece)
      }
      expect((await refusalOf(all())).title).toContain(left === null ? 'does not have' : 'not those that came')
      const segment = await db().bagSegment.findFirstOrThrow({ where: { bagId: id, fileId: bad.id } })
      expect(Buffer.concat(came).length).toBe(Number(segment.at) + (left ?? 0))
      await expect.poll(() => db().fixityCheck.count({ where: { fileId: bad.id, matches: false } })).toBe(1)
      expect((await refusalOf(openBag(committee.staffer, id))).kind).toBe('forbidden')
    },
  )

  it('finds while it is prepared what nobody had checked yet, and leaves it out', async () => {
    const bad = await keepOne(committee.staffer, randomBytes(100))
    tamper(bad, null)
    const { report } = await prepared(committee.staffer, { items: bad.ref })
    expect(report).toMatchObject({ files: 0, leftOut: [{ item: bad.ref, reason: 'unsound' }] })
    const check = await db().fixityCheck.findFirst({ where: { fileId: bad.id } })
    expect(check).toMatchObject({ matches: false, found: 'missing' })
  })
})

describe('by the API', () => {
  const ask = async (who: Actor | null, id: string, headers: Record<string, string> = {}) => {
    const { slug } = committee.staffer.inquiry
    const authorization = who ? { authorization: `Bearer ${await tokenFor(who)}` } : undefined
    const request = new Request(`http://localhost:3000/api/v1/inquiries/${slug}/bags/${id}`, {
      headers: { ...authorization, ...headers },
    })
    return serveBag(request, slug, id)
  }

  it('it is one tar file for whoever had it prepared, whole or a range of it, and a problem for everybody else', async () => {
    const { id, report } = await prepared(committee.staffer, { request: 'R-2' })
    const whole = await ask(committee.staffer, id)
    expect([whole.status, whole.headers.get('content-length')]).toEqual([200, String(report.size)])
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect(bytes.length).toBe(report.size)
    const part = await ask(committee.staffer, id, { range: 'bytes=1000-1999' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${report.size}`])
    expect(Buffer.compare(Buffer.from(await part.arrayBuffer()), bytes.subarray(1_000, 2_000))).toBe(0)
    const other = await ask(committee.staffer, id, { range: 'bytes=0-9', 'if-range': '"another"' })
    expect(other.status).toBe(200)
    await other.body?.cancel()
    expect((await ask(committee.staffer, id, { range: `bytes=${report.size}-` })).status).toBe(416)
    expect((await ask(null, id)).status).toBe(401)
    for (const who of [committee.otherStaffer, committee.viewer]) expect((await ask(who, id)).status).toBe(404)
    expect((await ask(committee.staffer, 'no-such-bag')).status).toBe(404)
  })
})
