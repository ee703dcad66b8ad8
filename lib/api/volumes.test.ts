import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { type Handlers, workOnJobs } from '@/lib/jobs/work'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { seatWithDelivery, smallVolume, writeFiles } from '@/lib/testing/volumes'
import { importVolume } from '@/lib/volumes/import'

/* A program brings a volume: it asks what lies there, how it reads, and has it imported as it was read; the rules are those of the screen. */

const folder = mkdtempSync(join(tmpdir(), 'ledger-volumes-api-'))
process.env.DATA_DIR = folder

let url: string
let committee: Committee
let path: string
beforeAll(async () => {
  url = (await freshDatabase()).appUrl
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  committee = await seatWithDelivery()
  path = `/inquiries/${committee.staffer.inquiry.slug}/productions/P-1/volumes`
  writeFiles(here(), smallVolume())
})

const here = () => join(folder, 'import', committee.staffer.inquiry.slug, 'VOL001')
const as = async (who: keyof Committee) => tokenFor(committee[who])

async function workUntilDone(job: string): Promise<unknown> {
  const stop = new AbortController()
  const working = workOnJobs({
    connection: { connectionString: url },
    handlers: { import_volume: importVolume } as Partial<Handlers> as Handlers,
    lanes: 1,
    signal: stop.signal,
  })
  const token = await as('staffer')
  const at = `/inquiries/${committee.staffer.inquiry.slug}/jobs/${job}`
  const done = await expect
    .poll(async () => (await send(token, 'GET', at)).body.endedAt, { timeout: 15_000 })
    .not.toBeNull()
    .then(() => send(token, 'GET', at))
  stop.abort()
  await working
  return done.body
}

it('lists it, shows how it reads, and imports it as it was read', async () => {
  const token = await as('staffer')
  expect((await send(token, 'GET', path)).body).toEqual({ folders: ['VOL001'], items: [] })
  const seen = await send(token, 'GET', `${path}/preview?folder=VOL001`)
  expect(seen.body).toMatchObject({
    ...{ lists: ['DATA/VOL001.DAT'], imageLists: ['DATA/VOL001.OPT'], rows: 3, fresh: 3, here: 0, more: false },
    reading: { list: 'DATA/VOL001.DAT', images: 'DATA/VOL001.OPT', separator: 'concordance', col_number: '1' },
    problems: { total: 0, first: [] },
  })
  expect(seen.body.columns[0]).toEqual({
    place: 1,
    heading: 'BEGDOC',
    samples: ['FER-0000001', 'FER-0000004', 'FER-0000005'],
  })
  expect(seen.body.first[0]).toMatchObject({ number: 'FER-0000001', batesTo: 'FER-0000003', title: 'Sailing order' })

  const sent = { body: { folder: 'VOL001', ...seen.body.reading }, headers: { 'Idempotency-Key': 'volume-1' } }
  const asked = await send(token, 'POST', `${path}/imports`, sent)
  expect(asked.status, asked.text).toBe(200)
  const again = await send(token, 'POST', `${path}/imports`, sent)
  expect(again.body).toEqual(asked.body)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await workUntilDone(asked.body.job)).toMatchObject({ report: { made: 3, first: 'E-1', last: 'E-3' } })
  expect((await send(token, 'GET', `${path}/preview?folder=VOL001`)).body).toMatchObject({ fresh: 0, here: 3 })
})

it('takes another mapping than the one that was detected, in words where it cannot', async () => {
  const token = await as('staffer')
  const other = await send(token, 'GET', `${path}/preview?folder=VOL001&col_title=3`)
  expect(other.body.first[0]).toMatchObject({ title: 'Harbor office' })
  const none = await send(token, 'POST', `${path}/imports`, { body: { folder: 'VOL001', col_number: 0 } })
  expect(none.status).toBe(422)
  expect(none.body.errors[0].message).toContain('no column was found or chosen')
  const wrong = await send(token, 'POST', `${path}/imports`, { body: { folder: 'VOL001', col_number: 'BEGDOC' } })
  expect(wrong.body.errors).toEqual([
    { path: 'col_number', message: 'A column goes by its number: 1 for the first, 0 for none.' },
  ])
})

it('refuses what is not there, what cannot be read, and what leads out of the folder', async () => {
  const token = await as('staffer')
  const ask = async (query: string) => {
    const { status, body } = await send(token, 'GET', `${path}/preview${query}`)
    return [status, body.errors?.[0]?.path]
  }
  expect(await ask('')).toEqual([422, 'folder'])
  for (const name of ['VOL002', '..', '../other', '/etc']) {
    expect(await ask(`?folder=${encodeURIComponent(name)}`)).toEqual([422, 'folder'])
  }
  expect(await ask('?item=E-9')).toEqual([422, 'item'])
  expect(await ask('?folder=VOL001&list=NOT.DAT')).toEqual([422, 'list'])
  rmSync(join(here(), 'DATA'), { recursive: true })
  expect(await ask('?folder=VOL001')).toEqual([422, 'list'])
})

it('is a staffer’s: to others nothing lies there, and nothing begins for them or in a closed inquiry', async () => {
  const body = { folder: 'VOL001' }
  const stranger = await tokenFor((await seatCommittee()).staffer)
  for (const who of ['viewer', 'reviewer', 'admin'] as const) {
    const token = await as(who)
    expect((await send(token, 'GET', path)).body).toEqual({ folders: [], items: [] })
    expect((await send(token, 'GET', `${path}/preview?folder=VOL001`)).status).toBe(403)
    expect((await send(token, 'POST', `${path}/imports`, { body })).status).toBe(403)
  }
  for (const at of [path, `${path}/preview?folder=VOL001`]) expect((await send(stranger, 'GET', at)).status).toBe(404)
  expect((await send(stranger, 'POST', `${path}/imports`, { body })).status).toBe(404)
  const { id } = committee.staffer.inquiry
  await db().inquiry.update({ where: { id }, data: { closedOn: new Date() } })
  expect((await send(await as('staffer'), 'POST', `${path}/imports`, { body })).status).toBe(409)
  expect(await db().job.count({ where: { inquiryId: id } })).toBe(0)
})
