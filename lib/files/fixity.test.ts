import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordStep } from '@/lib/custody/commands'
import { db } from '@/lib/db'
import { brokenItems, checksOf } from '@/lib/files/checks'
import { checkFiles, checkStored, verifyFiles } from '@/lib/files/fixity'
import { askForDueChecks, isDue, watchTheNight } from '@/lib/files/nightly'
import { bytesFor, openFile } from '@/lib/files/opening'
import { sweepFiles } from '@/lib/files/sweep'
import { isOurs } from '@/lib/files/whose'
import { getJob } from '@/lib/jobs/queries'
import { workOnJobs } from '@/lib/jobs/work'
import { theLedger } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { type Kept, keepOne, placeOf, tamper } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'
import { workOf } from '@/lib/work/queries'

const folder = mkdtempSync(join(tmpdir(), 'ledger-fixity-'))
process.env.DATA_DIR = folder

let url: string
beforeAll(async () => {
  url = (await freshDatabase()).appUrl
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let committee: Committee
let good: Kept
let bad: Kept
beforeEach(async () => {
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  good = await keepOne(committee.staffer, randomBytes(600_000))
  bad = await keepOne(committee.staffer, randomBytes(700_000))
})

let stop = new AbortController()
let working: Promise<void> = Promise.resolve()
afterEach(async () => {
  stop.abort()
  await working
})

/** The job of a check, carried out by a worker as every job is. */
async function carriedOut(id: string) {
  stop = new AbortController()
  const handlers = { check_files: checkFiles } as Parameters<typeof workOnJobs>[0]['handlers']
  working = workOnJobs({ connection: { connectionString: url }, handlers, lanes: 1, signal: stop.signal })
  await expect
    .poll(async () => (await getJob(committee.staffer, id)).job.endedAt, { timeout: 15_000 })
    .toEqual(expect.any(String))
  stop.abort()
  return (await getJob(committee.staffer, id)).job
}
const all = async (by = committee.staffer) => carriedOut((await verifyFiles(by, {})).job as string)
const inquiry = () => ({ inquiryId: committee.staffer.inquiry.id })
const night = () => checkStored(inquiry(), theLedger, async () => {})
const eventsOf = async (itemId: string) =>
  (
    await db().auditEvent.findMany({
      where: { subjectId: itemId, event: { startsWith: 'file.' } },
      orderBy: { seq: 'asc' },
    })
  ).map(({ event, actorId }) => [event, actorId])
const chainOf = async (itemId: string) =>
  (await db().custodyEvent.findMany({ where: { evidenceId: itemId, kind: 'verified' } })).map(({ by, createdById }) => [
    by,
    createdById,
  ])

describe('a check of all files', () => {
  it('writes down what it found of each, reports, and tells of itself once', async () => {
    const before = await eventCount(committee.staffer)
    const job = await all()
    expect(job).toMatchObject({ status: 'done', done: 1_300_000, total: 1_300_000 })
    expect(job.report).toEqual({ files: 2, bytes: 1_300_000, bad: [], failed: 0 })
    expect(await db().fixityCheck.count({ where: { ...inquiry(), matches: true, jobId: job.id } })).toBe(2)
    // It was asked for, and it was carried out.
    expect(await eventCount(committee.staffer)).toBe(before + 2)
    expect(await chainOf(good.itemId)).toEqual([])
    expect(await checksOf(committee.viewer, good.itemId)).toMatchObject([
      { matches: true, turned: false, by: 'staffer' },
    ])
  })

  it.each([
    ['other bytes of the same length', () => randomBytes(700_000), expect.stringMatching(/^[0-9a-f]{64}$/)],
    ['fewer bytes', () => bad.bytes.subarray(0, 1), expect.stringMatching(/^[0-9a-f]{64}$/)],
    ['nothing', () => null, 'missing'],
  ])('finds %s', async (_what, instead, found) => {
    tamper(bad, instead())
    const { report } = await all()
    expect(report).toMatchObject({ failed: 1, bad: [{ item: bad.ref, revision: 1, expected: bad.sha256, found }] })
    expect(await eventsOf(bad.itemId)).toEqual([['file.mismatch', committee.staffer.userId]])
    expect(await eventsOf(good.itemId)).toEqual([])
  })

  it.each<[string, (path: string) => void, string]>([
    ['a folder in its place', (path) => mkdirSync(path), 'unreadable'],
    ['a link that leads round in a circle', (path) => symlinkSync(path, path), 'unreadable'],
    ['a link that leads nowhere', (path) => symlinkSync(`${path} gone`, path), 'missing'],
  ])('finds %s, says so, and goes on to the others', async (_what, put, found) => {
    const behind = await keepOne(committee.staffer, randomBytes(800_000))
    tamper(bad, null)
    put(placeOf(bad))
    const job = await all()
    expect(job).toMatchObject({ status: 'done', report: { files: 3, failed: 1, bad: [{ item: bad.ref, found }] } })
    expect(await db().fixityCheck.count({ where: { fileId: behind.id, matches: true } })).toBe(1)
    expect((await refusalOf(openFile(committee.viewer, bad.id, 'view'))).title).toContain(
      found === 'missing' ? 'does not have' : 'cannot be read',
    )
  })

  it.each([
    ['loses a file that a clock which was ahead found sound', true],
    ['finds a file again that a clock which was ahead found missing', false],
  ])('%s', async (_what, matched) => {
    const ahead = new Date(Date.now() + 2 * 60 * 60_000)
    const found = matched ? null : 'missing'
    await db().fixityCheck.create({ data: { ...inquiry(), fileId: bad.id, matches: matched, found, checkedAt: ahead } })
    if (matched) tamper(bad, randomBytes(10))
    await night()
    const opened = openFile(committee.viewer, bad.id, 'view')
    if (matched) expect((await refusalOf(opened)).kind).toBe('forbidden')
    else expect((await opened).file.id).toBe(bad.id)
    const told = await eventsOf(bad.itemId)
    expect(told.map(([event]) => event).filter((event) => event !== 'file.opened')).toHaveLength(1)
    await night()
    expect(await eventsOf(bad.itemId)).toEqual(told)
  })

  it('that was broken off goes on where it was', async () => {
    const id = (await verifyFiles(committee.staffer, {})).job as string
    await db().job.update({ where: { id }, data: { status: 'running', attempts: 1 } })
    // As if the first file had been checked, and found missing, before the process died: it is not read again.
    await db().fixityCheck.create({
      data: { ...inquiry(), fileId: bad.id, matches: false, found: 'missing', jobId: id },
    })
    expect((await carriedOut(id)).report).toMatchObject({
      files: 2,
      bytes: 1_300_000,
      failed: 1,
      bad: [{ item: bad.ref }],
    })
  })

  it('is not asked for twice at once', async () => {
    const both = await Promise.all([verifyFiles(committee.staffer, {}), verifyFiles(committee.otherStaffer, {})])
    expect(both[0]).toEqual(both[1])
    expect(await verifyFiles(committee.staffer, { evidence: good.ref })).not.toEqual(both[0])
  })

  it.each(['staffer', 'minorityStaffer', 'reviewer', 'viewer', 'admin'] as const)(
    'is for a %s to ask, or not',
    async (who) => {
      const may = ['staffer', 'reviewer'].includes(committee[who].role)
      const ask = verifyFiles(committee[who], { evidence: good.ref })
      if (may) expect(await ask).toMatchObject({ job: expect.any(String) })
      else expect((await refusalOf(ask)).kind).toBe('forbidden')
    },
  )

  it('asks for nothing of another inquiry', async () => {
    const foreign = await seatCommittee()
    expect((await refusalOf(verifyFiles(foreign.staffer, { evidence: good.ref }))).kind).toBe('missing')
  })
})

describe('a disk with the files that is not mounted', () => {
  const [files, elsewhere] = [join(folder, 'files'), join(folder, 'elsewhere')]
  afterEach(() => {
    rmSync(files, { recursive: true, force: true })
    renameSync(elsewhere, files)
  })
  const bytes = async (file: Kept) => {
    const { file: opened, opening } = await openFile(committee.viewer, file.id, 'view')
    return bytesFor(opening, opened, { from: 0, to: 9 }).next()
  }

  it.each([
    ['nothing', () => {}],
    ['an empty folder', () => mkdirSync(files)],
  ])('and leaves %s: no file is said to be lost, and all is well when it is back', async (_what, leave) => {
    renameSync(files, elsewhere)
    leave()
    // A worker that starts meanwhile takes nothing for its own.
    await sweepFiles()
    expect(await isOurs()).toBe(false)
    const job = await all()
    expect(job).toMatchObject({ status: 'failed', problem: expect.stringContaining('may not be mounted') })
    expect((await refusalOf(bytes(good))).kind).toBe('unavailable')
    expect(await db().fixityCheck.count({ where: inquiry() })).toBe(0)
    expect(await db().job.count({ where: { ...inquiry(), endedAt: null } })).toBe(0)

    rmSync(files, { recursive: true, force: true })
    renameSync(elsewhere, files)
    expect((await bytes(good)).value).toHaveLength(10)
    expect((await all()).report).toMatchObject({ files: 2, failed: 0 })
    expect(await eventsOf(good.itemId)).toEqual([])
    renameSync(files, elsewhere)
  })

  it('is known again without its mark, by a file that is there', async () => {
    rmSync(join(files, 'kept', '00', '00000000-0000-0000-0000-000000000000'))
    tamper(bad, null)
    expect((await all()).report).toMatchObject({ failed: 1, bad: [{ item: bad.ref, found: 'missing' }] })
    renameSync(files, elsewhere)
  })

  it('is known by one file, whatever stands in the place of the others', async () => {
    const mark = join(files, 'kept', '00', '00000000-0000-0000-0000-000000000000')
    const kept = await db().storedFile.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
    const [last = good] = kept.splice(-1)
    rmSync(mark)
    for (const file of [...kept.slice(0, 5), ...kept.slice(-4)]) {
      rmSync(placeOf(file), { recursive: true, force: true })
      symlinkSync(placeOf(file), placeOf(file))
    }
    mkdirSync(dirname(placeOf(last)), { recursive: true })
    rmSync(placeOf(last), { recursive: true, force: true })
    writeFileSync(placeOf(last), 'anything')
    expect(await isOurs()).toBe(true)
    rmSync(mark)
    rmSync(placeOf(last))
    expect(await isOurs()).toBe(false)
    writeFileSync(placeOf(last), 'anything')
    expect(await isOurs()).toBe(true)
    renameSync(files, elsewhere)
  })
})

describe('a file that is not what came', () => {
  it('cannot be opened, is raised on the dashboard and in the work of staffers, until it is restored', async () => {
    const open = () => openFile(committee.viewer, bad.id, 'download')
    await open()
    tamper(bad, randomBytes(700_000))
    await night()
    await night()
    expect((await refusalOf(open())).kind).toBe('forbidden')
    await openFile(committee.viewer, good.id, 'view')
    expect(await brokenItems(committee.viewer)).toMatchObject([{ ref: bad.ref, files: 1, missing: 0 }])
    const waits = async (who: 'staffer' | 'reviewer') =>
      (await workOf(committee[who])).find(({ key }) => key === 'broken_files')?.items.map(({ ref }) => ref)
    expect(await waits('staffer')).toEqual([bad.ref])
    expect(await waits('reviewer')).toBeUndefined()

    tamper(bad, bad.bytes)
    await night()
    await night()
    await open()
    expect(await brokenItems(committee.viewer)).toEqual([])
    expect(await waits('staffer')).toBeUndefined()
    expect(await eventsOf(bad.itemId)).toEqual([
      ['file.mismatch', null],
      ['file.matches_again', null],
    ])
    expect(await chainOf(bad.itemId)).toEqual([['the system', null]])
    expect((await checksOf(committee.viewer, bad.itemId)).map(({ matches, turned }) => [matches, turned])).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ])
  })

  it('is told of once, by two checks at the same time', async () => {
    tamper(bad, null)
    await Promise.all([night(), night(), night()])
    expect(await eventsOf(bad.itemId)).toEqual([['file.mismatch', null]])
  })
})

describe('one item', () => {
  it('that somebody had verified says so in its chain', async () => {
    const { job } = await verifyFiles(committee.reviewer, { evidence: good.ref })
    expect((await carriedOut(job as string)).report).toMatchObject({ files: 1, failed: 0 })
    expect(await chainOf(good.itemId)).toEqual([['reviewer', committee.reviewer.userId]])
    expect(await chainOf(bad.itemId)).toEqual([])
  })

  it('that fails says nothing of the kind', async () => {
    tamper(bad, null)
    const { job } = await verifyFiles(committee.staffer, { evidence: bad.ref })
    expect((await carriedOut(job as string)).report).toMatchObject({ failed: 1 })
    expect(await chainOf(bad.itemId)).toEqual([])
  })

  it.each(['returned', 'destroyed'])('that was %s is opened no more, and its check enters nothing', async (kind) => {
    const authority = {
      authorisedBy: 'The clerk',
      ...(kind === 'returned' ? { to: 'Office 1' } : { note: 'Shredded.' }),
    }
    await recordStep(committee.staffer, { evidence: good.ref, kind, ...authority })
    expect((await refusalOf(openFile(committee.viewer, good.id, 'view'))).kind).toBe('forbidden')
    const { job } = await verifyFiles(committee.staffer, { evidence: good.ref })
    expect((await carriedOut(job as string)).status).toBe('done')
    expect(await chainOf(good.itemId)).toEqual([])
  })

  it('that was clawed back is opened no more', async () => {
    await db().evidenceItem.update({ where: { id: good.itemId }, data: { status: 'clawed_back' } })
    expect((await refusalOf(openFile(committee.viewer, good.id, 'view'))).kind).toBe('forbidden')
  })
})

describe('the night', () => {
  const zone = 'America/New_York'
  // Two in the morning there is seven o'clock UTC in winter.
  it.each<[string, string | null, string, number, boolean]>([
    ['the first night', null, '2026-02-10T07:30:00Z', 1, true],
    ['by day, before the first', null, '2026-02-10T15:00:00Z', 1, false],
    ['by day, when nothing ran for two nights', null, '2026-02-12T15:00:00Z', 1, true],
    ['the next night', '2026-02-10T07:00:00Z', '2026-02-11T07:00:00Z', 1, true],
    ['the same night', '2026-02-10T07:00:00Z', '2026-02-10T07:59:00Z', 1, false],
    ['a night after somebody asked by day', '2026-02-10T20:00:00Z', '2026-02-11T07:00:00Z', 1, true],
    ['the third of seven nights', '2026-02-10T07:00:00Z', '2026-02-13T07:00:00Z', 7, false],
    ['the seventh of seven nights', '2026-02-10T07:00:00Z', '2026-02-17T07:00:00Z', 7, true],
    ['never, when it is off', '2026-01-10T07:00:00Z', '2026-02-10T07:00:00Z', 0, false],
  ])('%s', (_what, last, now, days, due) => {
    const since = new Date('2026-02-09T20:00:00Z')
    expect(isDue({ last: last ? new Date(last) : null, since, zone, days }, new Date(now))).toBe(due)
  })

  it('is asked for though a clock that was a year ahead asked for one', async () => {
    const { id: inquiryId } = committee.staffer.inquiry
    const ahead = new Date(Date.now() + 365 * 86_400_000)
    await db().job.create({
      data: { inquiryId, kind: 'check_files', input: {}, status: 'done', createdAt: ahead, endedAt: ahead },
    })
    await askForDueChecks(new Date('2026-01-01T00:00:00Z'))
    expect(await db().job.count({ where: { ...inquiry(), endedAt: null } })).toBe(1)
  })

  it('is asked for once, however many workers look at it', async () => {
    const long = new Date('2026-01-01T00:00:00Z')
    await Promise.all(Array.from({ length: 6 }, () => askForDueChecks(long)))
    const jobs = await db().job.findMany({ where: inquiry() })
    expect(jobs).toMatchObject([{ kind: 'check_files', input: {}, createdById: null }])
    const job = await carriedOut(jobs[0]?.id ?? '')
    expect(job).toMatchObject({ status: 'done', askedBy: null, report: { files: 2, failed: 0 } })
    expect(await db().auditEvent.count({ where: { ...inquiry(), event: 'file.checked', actorId: null } })).toBe(1)
  })
})

it('a worker that is told to end before it began to look keeps nothing that would hold it', () => {
  const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length
  const before = timers()
  watchTheNight(AbortSignal.abort())
  expect(timers()).toBe(before)
})
