import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { barriersOn, widthOf } from './fixtures/accessible'
import { type Committee, type Desk, dayFromNow, deskOf, expect, test } from './fixtures/test'

/*
 * Files on their way in, at a browser: two at once, broken off in the middle, gone on with, the same bytes again, and one that is not on its
 * producer's list. One story in the order in which it happens.
 */
test.describe.configure({ mode: 'serial' })

/** More than what is sent at once, so that there is something in the middle. */
const LONG = 66 * 2 ** 20

let committee: Committee
let staffer: Desk
let minority: Desk
let viewer: Desk
let recording: string

test.beforeAll(async ({ browser }) => {
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  recording = test.info().outputPath('recording.bin')
  mkdirSync(dirname(recording), { recursive: true })
  writeFileSync(recording, Buffer.concat([Buffer.alloc(16), randomBytes(LONG)]))
  staffer = await deskOf(browser, committee.staffer)
  minority = await deskOf(browser, committee.minorityStaffer)
  viewer = await deskOf(browser, committee.viewer)
  // Leaving while a file goes is asked about, and the answer here is yes.
  staffer.page.on('dialog', (dialog) => dialog.accept())
})

test.afterAll(async () => {
  for (const desk of [staffer, minority, viewer]) await desk?.page.context().close()
})

const says = (desk: Desk, words: string | RegExp) => expect(desk.page.getByRole('main')).toContainText(words)
const line = (name: string) => staffer.page.getByRole('listitem').filter({ hasText: name })
const log = (text: string) => ({ name: 'bridge.log', mimeType: 'text/plain', buffer: Buffer.from(text) })
const choose = (files: Parameters<ReturnType<Desk['page']['getByLabel']>['setInputFiles']>[0]) =>
  staffer.page.getByLabel(/^Choose (the file|files), or drop/).setInputFiles(files)
const shared = () =>
  staffer.fill({
    'Requests answered': 'R-1',
    From: 'Office 1',
    'Received on': dayFromNow(0),
    Kind: 'Log',
    Handling: 'Unclassified',
  })
const asItCame = `2026-02-09T10:04:00Z All is well. ${randomBytes(8).toString('hex')}\n`

test('two files are sent at once; what is missing of the form is said before anything goes', async () => {
  await staffer.open('evidence')
  await staffer.follow('Upload files')
  await choose(recording)
  await choose(log(asItCame))
  expect(await staffer.refused('Upload 2 files')).toContain('Requests answered')
  await shared()
  // The rest of the recording is held on its way.
  await staffer.page.route('**/uploads/*', async (route) => {
    const held = Number(route.request().headers()['upload-offset'] ?? 0) > 0
    if (!held) await route.continue()
  })
  await staffer.page.getByRole('button', { name: 'Upload 2 files' }).click()
  await expect(line('bridge.log')).toContainText('Kept as E-1.')
  await expect(line('recording.bin')).toContainText('96 %, 67.1 MB of 69.2 MB')
})

test('the page is for everybody, on a laptop and on a phone', async () => {
  for (const width of [1366, 360]) {
    await staffer.page.setViewportSize({ width, height: 900 })
    expect(await barriersOn(staffer.page), `at ${width}`).toEqual([])
    expect(await widthOf(staffer.page), 'no sideways scroll').toBeLessThanOrEqual(width)
  }
  await staffer.page.setViewportSize({ width: 1366, height: 900 })
})

test('after a reload it goes on with the same file; nobody else goes on with it', async () => {
  await staffer.page.reload()
  await staffer.page.unroute('**/uploads/*')
  await says(staffer, /Begun, and not finished.*recording\.bin.*96 %, 67\.1 MB of 69\.2 MB are safe/s)
  await minority.open('uploads')
  await says(minority, /recording\.bin.*staffer’s; it last moved/s)
  await expect(minority.page.getByLabel(/^Choose the same file/)).toHaveCount(0)
  await viewer.open('uploads')
  await says(viewer, 'Only a staffer uploads files.')
  await expect(viewer.page.getByRole('main')).not.toContainText('recording')

  const again = staffer.page.getByLabel('Choose the same file again to go on with recording.bin')
  await again.setInputFiles(log('Another file.\n'))
  await says(staffer, 'is another file: choose recording.bin')
  await again.setInputFiles(recording)
  await expect(line('recording.bin')).toContainText('Kept as E-2.')
  await expect(staffer.page.getByRole('heading', { name: 'Begun, and not finished' })).toHaveCount(0)
})

test('the same bytes again are named, and kept a second time for a reason', async () => {
  await staffer.open('uploads?request=R-1')
  await shared()
  await choose(log(asItCame))
  await staffer.page.getByRole('button', { name: 'Upload 1 file' }).click()
  await expect(line('bridge.log')).toContainText('This is E-1 already.')
  await staffer.page.getByLabel(/^Why it is kept again/).fill('It came on the second drive too.')
  await staffer.page.getByRole('button', { name: 'Send it again, and keep it' }).click()
  await expect(line('bridge.log')).toContainText('Kept as E-3.')
})

test('what is not on its producer’s list is set aside, and a staffer decides', async () => {
  await staffer.open('uploads?request=R-1')
  await shared()
  await choose(log('2026-02-09T10:05:00Z All is not well.\n'))
  await staffer.page.getByLabel(/^Producer’s hash/).fill('0'.repeat(64))
  await staffer.page.getByRole('button', { name: 'Upload 1 file' }).click()
  await expect(line('bridge.log')).toContainText('its hash is another one than its producer gave.')
  await minority.open('evidence')
  await says(minority, 'A file that came was set aside')
  await staffer.follow('Decide on it')
  await says(staffer, /What speaks against it.*0{64}/s)
  expect(await barriersOn(staffer.page)).toEqual([])
  const discard = staffer.page.getByRole('region', { name: 'Discard it, and ask for it again' })
  await discard.getByLabel(/^Reason/).fill('They send it anew.')
  await staffer.record('Discard it')
  await says(staffer, 'It was discarded. The reason stands in the history.')
})

test('a corrected copy becomes a new revision of its item', async () => {
  await staffer.open('evidence/E-1')
  await staffer.follow('Upload a corrected copy')
  await staffer.fill({ 'What changed': 'Exported anew, to its end.' })
  await choose(log(`${asItCame}2026-02-09T10:06:00Z The end.\n`))
  await staffer.page.getByRole('button', { name: 'Upload 1 file' }).click()
  await expect(line('bridge.log')).toContainText('Kept as E-1.')
  await staffer.open('evidence/E-1')
  await says(staffer, /Log, revision 2.*Exported anew, to its end\./s)
})
