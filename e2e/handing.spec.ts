import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logEvidence } from '@/lib/evidence/commands'
import { seatCommittee } from '@/lib/testing/committee'
import { keepOne } from '@/lib/testing/files'
import { putOffice, putRequest } from '@/lib/testing/records'
import { type Committee, type Desk, deskOf, expect, test } from './fixtures/test'

/*
 * Evidence is handed on: chosen in the register, prepared, downloaded, and checked by whoever got it, with nothing but a shell. One story in the
 * order in which it happens.
 */
test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'ledger-handed-'))
const bytes = randomBytes(300_000)
let committee: Committee
let staffer: Desk
let viewer: Desk
let tar = ''
let address = ''

test.beforeAll(async ({ browser }) => {
  process.env.DATA_DIR = process.env.LEDGER_E2E_DATA
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  await keepOne(committee.staffer, bytes)
  await logEvidence(committee.staffer, {
    ...{ title: 'The tape of the bridge', kind: 'video', receivedOn: '2026-02-03', fromOffice: 'O-1', requests: 'R-1' },
    ...{ accessMode: 'reading_room', handling: 'secret', controlNumber: 'C-77', heldAt: 'Room 4' },
  })
  staffer = await deskOf(browser, committee.staffer)
  viewer = await deskOf(browser, committee.viewer)
})

test.afterAll(async () => {
  for (const desk of [staffer, viewer]) await desk?.page.context().close()
  rmSync(folder, { recursive: true, force: true })
})

const says = (desk: Desk, words: string | RegExp) => expect(desk.page.getByRole('main')).toContainText(words)

test('a staffer chooses in the register, sees what it would be, and has it prepared', async () => {
  await staffer.open('evidence?kind=video')
  await staffer.follow('Hand over')
  await says(staffer, /Items.*2.*1 of them is a register entry only.*Files.*1 file of 300 kB in all/s)
  await staffer.page.getByRole('button', { name: 'Prepare the bag' }).click()
  await says(staffer, /2 items, 1 file of 300 kB, and 1 that is not in it/)
  await says(staffer, /E-2.*Register entry only/s)
})

test('the bag is downloaded, and holds together without this system', async () => {
  const link = staffer.page.getByRole('link', { name: /^Download .*\.tar/ })
  address = (await link.getAttribute('href')) ?? ''
  const coming = staffer.page.waitForEvent('download')
  await link.click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^inquiry-\w+-part-\d{8}T\d{6}Z\.tar$/)
  tar = join(folder, 'bag.tar')
  await download.saveAs(tar)
  execFileSync('tar', ['-xf', 'bag.tar'], { cwd: folder })
  const root = join(folder, download.suggestedFilename().replace(/\.tar$/, ''))
  for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
    expect(execFileSync('sha256sum', ['-c', '--strict', manifest], { cwd: root }).toString()).toMatch(/^(.+: OK\n)+$/)
  expect(readFileSync(join(root, 'data/E-1/r1/deck.mp4')).equals(bytes)).toBe(true)
})

test('a download that broke goes on where it was', async () => {
  const whole = readFileSync(tar)
  const part = await staffer.page.request.get(address, { headers: { range: 'bytes=100000-' } })
  expect([part.status(), part.headers()['content-range']]).toEqual([
    206,
    `bytes 100000-${whole.length - 1}/${whole.length}`,
  ])
  expect((await part.body()).equals(whole.subarray(100_000))).toBe(true)
  const beyond = await staffer.page.request.get(address, { headers: { range: `bytes=${whole.length}-` } })
  expect(beyond.status()).toBe(416)
})

test('it stands in the history, and is there for whoever had it prepared alone', async () => {
  await viewer.open('history')
  await says(viewer, /handed out 1 file in the bag inquiry-\w+-part-\w+ \(items of kind video\)/)
  expect((await viewer.page.request.get(address)).status()).toBe(404)
  await viewer.open('hand-over')
  await says(viewer, 'Staffers and reviewers hand evidence over.')
  await expect(viewer.page.getByRole('button', { name: 'Prepare the bag' })).toHaveCount(0)
})

test('the custody report and the production log are taken along, for a spreadsheet too', async () => {
  await viewer.open('custody?kind=stored')
  await says(viewer, /1 step in the order in which they happened.*Stored.*deck\.mp4/s)
  for (const [name, type] of [
    ['Download CSV', 'text/csv; charset=utf-8'],
    ['Download XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ] as const) {
    const href = await viewer.page.getByRole('link', { name }).getAttribute('href')
    const answer = await viewer.page.request.get(href ?? '')
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, type])
  }
  await viewer.open('history')
  await says(viewer, 'exported 1 step of custody as XLSX (kind stored)')
  await viewer.open('productions/log')
  await says(viewer, '0 deliveries')
})
