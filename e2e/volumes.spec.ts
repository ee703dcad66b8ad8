import { join } from 'node:path'
import { seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { dat, smallVolume, writeFiles } from '@/lib/testing/volumes'
import { barriersOn, widthOf } from './fixtures/accessible'
import { type Committee, type Desk, dayFromNow, deskOf, expect, test } from './fixtures/test'

/*
 * A volume from its folder on the server into the register: a staffer logs the delivery, sees what is in doubt, imports it, and everybody finds its
 * documents. One story in the order in which it happens.
 */
test.describe.configure({ mode: 'serial' })

let committee: Committee
let staffer: Desk
let viewer: Desk

test.beforeAll(async ({ browser }) => {
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1, { kind: 'document' })
  const folder = join(process.env.LEDGER_E2E_DATA ?? '', 'import', committee.staffer.inquiry.slug, 'FER-001')
  const files = smallVolume()
  files['DATA/VOL001.DAT'] += dat([['FER-0000009', 'FER-0000009', '', '', 'Lost', '', '', 'NATIVES\\0009.msg', '', '']])
  writeFiles(folder, files)
  staffer = await deskOf(browser, committee.staffer)
  viewer = await deskOf(browser, committee.viewer)
})

test.afterAll(async () => {
  for (const desk of [staffer, viewer]) await desk?.page.context().close()
})

const says = (desk: Desk, words: string | RegExp) => expect(desk.page.getByRole('main')).toContainText(words)

test('a staffer logs the delivery, and looks at its volume before anything is kept', async () => {
  await staffer.open('productions/new?request=R-1')
  await staffer.fill({ From: 'Office 1', 'Received on': dayFromNow(-1), Medium: 'Drive', Volume: 'FER-001' })
  await staffer.record('Log the delivery')
  await staffer.follow('Import a volume')
  await staffer.follow('FER-001')
  await says(staffer, 'FER-001: 4 rows: 4 documents are new, 1 thing in doubt.')
  await says(staffer, 'Native file is not in the volume: 0009.msg.')
  await says(staffer, 'Every hash of the list was compared with its file.')
})

test('the page is for everybody, on a laptop and on a phone', async () => {
  for (const width of [1366, 360]) {
    await staffer.page.setViewportSize({ width, height: 900 })
    expect(await barriersOn(staffer.page), `at ${width}`).toEqual([])
    expect(await widthOf(staffer.page), 'no sideways scroll').toBeLessThanOrEqual(width)
  }
  await staffer.page.setViewportSize({ width: 1366, height: 900 })
})

test('it is imported beside the server once the staffer says so, with a report that can be downloaded', async () => {
  await staffer.record('Import 4 documents in spite of 1 thing in doubt')
  await says(staffer, '4 documents were imported from FER-001 into P-1: E-1 to E-4, with 6 files')
  const download = staffer.page.waitForEvent('download')
  await staffer.page.getByRole('link', { name: 'Download the report (CSV)' }).click()
  expect((await download).suggestedFilename()).toMatch(/^volumes-.*\.csv$/)
})

test('anybody finds its documents on the delivery and in the register, and the history says it in one line', async () => {
  await viewer.open('productions/P-1')
  await says(viewer, 'Sailing order')
  await says(viewer, 'imported the volume FER-001 of P-1: E-1 to E-4, with 6 files')
  await viewer.open('evidence/E-1')
  await says(viewer, 'FER-0000001')
  await viewer.open('productions/P-1/volume')
  await says(viewer, 'Only a staffer imports what came.')
})
