import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { deed } from '@/lib/audit/events'
import { historyOf } from '@/lib/audit/queries'
import { loadSteps } from '@/lib/custody/queries'
import { db } from '@/lib/db'
import { evidenceSnapshot, loadEvidence } from '@/lib/evidence/queries'
import { sweepFiles } from '@/lib/files/sweep'
import { cancelJob } from '@/lib/jobs/commands'
import { getJob } from '@/lib/jobs/queries'
import { type Handlers, workOnJobs } from '@/lib/jobs/work'
import type { Actor } from '@/lib/people/actor'
import { loadProduction } from '@/lib/productions/queries'
import { OWNER } from '@/lib/storage/owner'
import { storage } from '@/lib/storage/storage'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { keepOne } from '@/lib/testing/files'
import { dat, type Files, seatWithDelivery, smallVolume, writeFiles, zipOf } from '@/lib/testing/volumes'
import { askForVolume } from '@/lib/volumes/commands'
import { importVolume } from '@/lib/volumes/import'
import { previewVolume } from '@/lib/volumes/preview'
import type { VolumeReport } from '@/lib/volumes/schema'

/* A volume is looked at and imported by the worker that carries out jobs: all of it or nothing, and nothing twice. */

const folder = mkdtempSync(join(tmpdir(), 'ledger-volumes-'))
process.env.DATA_DIR = folder

let url: string
let committee: Committee
let staffer: Actor
/** What tests before this one left in the store. */
let earlier = 0
beforeAll(async () => {
  url = (await freshDatabase()).appUrl
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  earlier = 0
  earlier = await objects()
  committee = await seatWithDelivery()
  staffer = committee.staffer
})

let stop = new AbortController()
let working: Promise<void> = Promise.resolve()
afterEach(async () => {
  stop.abort()
  await working
})

function work(handler: Handlers['import_volume'] = importVolume): void {
  stop = new AbortController()
  const handlers = { import_volume: handler } as Handlers
  working = workOnJobs({ connection: { connectionString: url }, handlers, lanes: 2, signal: stop.signal })
}

const here = () => join(folder, 'import', staffer.inquiry.slug)
const put = (files: Files, name = 'VOL001') => writeFiles(join(here(), name), files)
const ask = async (more: object = {}, actor: Actor = staffer) =>
  String((await askForVolume(actor, { production: 'P-1', folder: 'VOL001', ...more })).job)
async function ended(job: string) {
  await expect
    .poll(async () => (await getJob(staffer, job)).job.endedAt, { timeout: 45_000 })
    .toEqual(expect.any(String))
  return (await getJob(staffer, job)).job
}
async function imported(more: object = {}) {
  const job = await ask(more)
  work()
  const done = await ended(job)
  stop.abort()
  await working
  return done
}
const delivery = () => loadProduction(db(), staffer, { series: 'shared', number: 1 })
const preview = async (view: Parameters<typeof previewVolume>[2] = { folder: 'VOL001' }) =>
  previewVolume(committee.viewer, await delivery(), view)
const items = () =>
  db().evidenceItem.findMany({
    where: { inquiryId: staffer.inquiry.id },
    orderBy: { number: 'asc' },
    include: { files: { orderBy: [{ role: 'asc' }, { page: 'asc' }] }, requests: true },
  })
async function objects(): Promise<number> {
  let count = 0
  for await (const { id } of storage().list()) if (id !== OWNER) count += 1
  return count - earlier
}

describe('an import', () => {
  it('makes one item of each document, with its files, its chain and one event', async () => {
    put(smallVolume())
    const before = await eventCount(staffer)
    const job = await imported()
    expect(job).toMatchObject({ status: 'done', problem: null })
    expect(job.report).toMatchObject({
      volume: 'VOL001',
      made: 3,
      first: 'E-1',
      last: 'E-3',
      files: 6,
      here: 0,
      doubts: 0,
    })
    const [memo, notice, pages] = await items()
    expect(memo).toMatchObject({
      number: 1,
      title: 'Sailing order',
      custodian: 'Harbor office',
      author: 'A. Clerk',
      happened: 'Feb 3, 2026',
      batesFrom: 'FER-0000001',
      batesTo: 'FER-0000003',
      batesPrefix: 'FER-',
      batesFirst: 1n,
      batesLast: 3n,
      accessMode: 'delivered_copy',
      handling: 'unclassified',
      heldAt: 'Committee store',
      producerFields: { FOLDER: 'Orders\nof the day' },
    })
    expect(memo?.requests).toHaveLength(2)
    expect(memo?.files).toMatchObject([
      { role: 'original', name: 'memo.txt', mediaType: 'text/plain', size: 24n },
      { role: 'extracted_text', name: '0001.txt' },
    ])
    expect(notice?.files[0]).toMatchObject({ md5: notice?.files[0]?.claimedHash })
    expect(pages).toMatchObject({ title: 'FER-0000005', batesLast: 6n })
    expect(pages?.files.map(({ role, page }) => [role, page])).toEqual([
      ['page_image', 1],
      ['page_image', 2],
      ['extracted_text', 0],
    ])
    // Asked for, three items, the volume.
    expect(await eventCount(staffer)).toBe(before + 5)
    const row = await loadEvidence(db(), staffer, { series: 'shared', number: 1 })
    const { entries } = await historyOf(committee.viewer, row.id)
    const known = Object.fromEntries(Object.entries(evidenceSnapshot(row)).filter(([, value]) => value !== null))
    expect(fold(entries.filter(({ subject }) => subject.id === row.id).map(({ changes }) => changes))).toEqual(known)
    const told = (await historyOf(committee.viewer, (await delivery()).id)).entries.map(deed)
    expect(told[0]).toBe('imported the volume VOL001 of P-1: E-1 to E-3, with 6 files')
    expect(await loadSteps(db(), row.id)).toMatchObject([
      { kind: 'received', from: 'Office 1', place: 'Committee store' },
      { kind: 'registered' },
      { kind: 'stored' },
    ])
    expect(await objects()).toBe(6)
    expect(await sweepFiles({ before: new Date(Date.now() + 1_000) })).toMatchObject({ objects: 0 })
  })

  it('does nothing twice, and brings what a later try of the same volume has more', async () => {
    put(smallVolume())
    await imported()
    expect((await preview()).here).toBe(3)
    const again = await imported()
    expect(again).toMatchObject({ status: 'failed', problem: expect.stringContaining('Nothing in it is new') })
    const files = smallVolume()
    files['DATA/VOL001.DAT'] += dat([['fer - 0000007', '', '', '', 'Late', '', '', '', '', '']])
    put(files)
    expect((await imported()).report).toMatchObject({ made: 1, first: 'E-4', here: 3 })
    expect(await items()).toHaveLength(4)
    expect(await objects()).toBe(6)
  })

  it('of what is in doubt needs somebody who says so, and tells it for ever', async () => {
    const files: Files = { ...smallVolume(), 'NATIVES/0001/memo.txt': 'Another memo.\n' }
    delete files['TEXT/0005.txt']
    put(files)
    const refused = await imported()
    expect(refused).toMatchObject({
      status: 'failed',
      problem: expect.stringMatching(/2 doubts to be looked at first/),
    })
    expect(refused.problem).toContain('Line 2: memo.txt is not the file of the list')
    expect(await items()).toEqual([])
    expect(await objects()).toBe(0)
    const job = await imported({ despite: 'on' })
    const report = job.report as VolumeReport
    expect(report).toMatchObject({ made: 3, doubts: 2 })
    const [memo] = await items()
    expect(memo?.files[0]?.claimedHash).not.toBe(memo?.files[0]?.sha256)
    const { entries } = await historyOf(committee.viewer, memo?.id ?? '')
    expect(JSON.stringify(entries[0]?.details)).toContain('mismatch')
  })

  it.each<[string, (files: Files) => Files, RegExp]>([
    [
      'a number that stands twice',
      (files) => ({ ...files, 'DATA/VOL001.DAT': `${files['DATA/VOL001.DAT']}${dat([['FER-0000001']])}` }),
      /Line 5: The same number/,
    ],
    [
      'what is marked',
      (files) => ({
        ...files,
        'DATA/VOL001.DAT': dat([
          ['BEGDOC', 'MARKING'],
          ['FER-1', 'Secret'],
        ]),
      }),
      /register entry/,
    ],
    [
      'a marking in a row',
      (files) => ({
        ...files,
        'DATA/VOL001.DAT': `${files['DATA/VOL001.DAT']}${dat([['FER-0000008', '', '', '', 'SECRET//NOFORN']])}`,
      }),
      /SUBJECT: It carries a classification banner/,
    ],
    [
      'a marking in a text',
      (files) => ({ ...files, 'TEXT/0005.txt': 'TOP SECRET//SI//NOFORN\nWords.' }),
      /Line 4: It carries/,
    ],
    [
      'a marking in the name of a file',
      (files) => {
        const { 'TEXT/0005.txt': text = '', ...rest } = files
        return {
          ...rest,
          'TEXT/SECRET_NOFORN.txt': text,
          'DATA/VOL001.DAT': String(files['DATA/VOL001.DAT']).replace('TEXT\\0005.TXT', 'TEXT\\SECRET_NOFORN.txt'),
        }
      },
      /It carries|file name carries/i,
    ],
  ])('refuses %s, and leaves nothing behind', async (_name, change, words) => {
    put(change(smallVolume()))
    const before = await eventCount(staffer)
    const job = await imported({ despite: 'on' })
    expect(job).toMatchObject({ status: 'failed', problem: expect.stringMatching(words) })
    expect(job.problem).not.toContain('NOFORN')
    expect(await items()).toEqual([])
    expect(await objects()).toBe(0)
    expect(await eventCount(staffer)).toBe(before + 1)
    rmSync(join(here(), 'VOL001'), { recursive: true })
  })

  it('that is called off undoes everything', async () => {
    put(smallVolume())
    const job = await ask()
    work((of) =>
      importVolume({
        ...of,
        progress: async (...told) => {
          if (told[2] === 'Writing the history') await cancelJob(staffer, { job })
          await of.progress(...told)
        },
      }),
    )
    expect(await ended(job)).toMatchObject({ status: 'cancelled' })
    expect(await items()).toEqual([])
    expect(await objects()).toBe(0)
    expect(await db().counter.findFirst({ where: { inquiryId: staffer.inquiry.id, series: 'E' } })).toBeNull()
  })

  it('that was broken off leaves bytes that the sweep takes, and is begun again', async () => {
    put(smallVolume())
    const job = await ask()
    const ends = new AbortController()
    const broken = importVolume({
      ...{
        id: job,
        input: (await db().job.findUniqueOrThrow({ where: { id: job } })).input as never,
        actor: staffer,
        inquiry: staffer.inquiry,
      },
      ...{ who: staffer, attempt: 1, signal: ends.signal, finish: async () => {} },
      progress: async (_done, _total, doing) => {
        if (doing === 'Writing the history') ends.abort()
        ends.signal.throwIfAborted()
      },
    })
    await expect(broken).rejects.toThrow()
    expect(await objects()).toBeGreaterThan(5)
    expect(await items()).toEqual([])
    expect((await sweepFiles({ before: new Date(Date.now() + 1_000) })).objects).toBeGreaterThan(5)
    work()
    expect(await ended(job)).toMatchObject({ status: 'done' })
    expect(await objects()).toBe(6)
  })

  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer'] as const)('is not for a %s', async (who) => {
    put(smallVolume())
    expect((await refusalOf(ask({}, committee[who]))).kind).toBe('forbidden')
  })

  it('goes on once at a time for a delivery, and remembers how the columns were read', async () => {
    put({ 'list.csv': 'Nummer,Betreff\nAB-1,First\nAB-2,Second\n' })
    expect((await refusalOf(ask())).paths).toEqual(['list'])
    const job = await ask({ col_number: '1', col_title: '2' })
    expect((await refusalOf(ask({ col_number: '1' }))).paths).toEqual(['list'])
    work()
    await ended(job)
    expect((await preview()).head.mapping).toMatchObject({ number: 'Nummer', title: 'Betreff' })
    expect((await items()).map(({ title }) => title)).toEqual(['First', 'Second'])
  })

  it('of a zip that is kept with the delivery', async () => {
    const file = { name: 'VOL001.zip', mediaType: 'application/zip' }
    await keepOne(staffer, zipOf(smallVolume()), { title: 'The volume', production: 'P-1' }, file)
    expect((await refusalOf(ask({ folder: '', item: 'E-99' }))).paths).toEqual(['item'])
    expect((await imported({ folder: '', item: 'E-1' })).report).toMatchObject({
      made: 3,
      first: 'E-2',
      volume: 'VOL001.zip',
    })
  })
})
