import { logQuestion } from '@/lib/questions/commands'
import { seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { barriersOn, widthOf } from './fixtures/accessible'
import { type Committee, type Desk, dayFromNow, deskOf, expect, test } from './fixtures/test'

/*
 * A privilege log from its file to what was released: a staffer imports it, a reviewer challenges it, the staffer records what came. One
 * story in the order in which it happens.
 */
test.describe.configure({ mode: 'serial' })

const privilegeLog = [
  'Log no.,Description,Doc type,Date,From,To,Pages,Withheld,Privilege',
  'HBR-1,Advice on the answer to the committee,E-mail,2/3/2026,Counsel,Director,2,In full,Attorney-client',
  'HBR-2,Weather notices with remarks,Notice,2/4/2026,Weather desk,Bridge,four,In full,Deliberative process',
  'HBR-3,Minutes of the safety meeting,Minutes,2/5/2026,Secretary,Operations,9,In part,Deliberative process',
].join('\r\n')

let committee: Committee
let staffer: Desk
let reviewer: Desk
let viewer: Desk

test.beforeAll(async ({ browser }) => {
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  await logQuestion(committee.staffer, {
    wording: 'Who decided to sail?',
    why: 'It is not known.',
    theme: 'who_ordered',
  })
  staffer = await deskOf(browser, committee.staffer)
  reviewer = await deskOf(browser, committee.reviewer)
  viewer = await deskOf(browser, committee.viewer)
})

test.afterAll(async () => {
  for (const desk of [staffer, reviewer, viewer]) await desk?.page.context().close()
})

const says = (desk: Desk, words: string | RegExp) => expect(desk.page.getByRole('main')).toContainText(words)

test('a staffer brings the log, and sees each problem with its line', async () => {
  await staffer.open('withheld')
  await staffer.follow('Import a privilege log')
  await staffer.fill({ 'Asserted by': 'Office 1', 'Asserted on': dayFromNow(-3), 'Requests it would answer': 'R-1' })
  await staffer.page
    .getByLabel(/^Privilege log/)
    .setInputFiles({ name: 'harbour.csv', mimeType: 'text/csv', buffer: Buffer.from(privilegeLog) })
  await staffer.record('Look at the log')
  await says(staffer, 'It has 3 rows: 2 entries are new, 1 problem to be mended.')
  await expect(staffer.page.getByRole('table', { name: 'Problems of the log, line by line' })).toContainText(
    'Pages cannot be read: write a whole number.3',
  )
  await expect(staffer.page.getByRole('button', { name: /^Import/ })).toHaveCount(0)
})

test('the page is for everybody, on a laptop and on a phone', async () => {
  for (const width of [1366, 360]) {
    await staffer.page.setViewportSize({ width, height: 900 })
    expect(await barriersOn(staffer.page), `at ${width}`).toEqual([])
    expect(await widthOf(staffer.page), 'no sideways scroll').toBeLessThanOrEqual(width)
  }
  await staffer.page.setViewportSize({ width: 1366, height: 900 })
})

test('the staffer leaves the column out, and the log is imported beside the server', async () => {
  await staffer.page.getByRole('combobox', { name: 'Pages' }).selectOption('Not in the list')
  await staffer.page.getByRole('button', { name: 'Read it so' }).click()
  await says(staffer, 'It has 3 rows: 3 entries are new.')
  await staffer.record('Import 3 entries')
  await says(staffer, '3 entries were logged from harbour.csv, of Office 1: W-1 to W-3.')
  await staffer.open('withheld')
  await says(staffer, 'Minutes of the safety meeting')
  await staffer.open('withheld/import')
  await expect(staffer.page.getByRole('link', { name: 'harbour.csv' })).toHaveCount(0)
})

test('a reviewer challenges two of them with one reason', async () => {
  await reviewer.open('work')
  await says(reviewer, /Withheld: claims to rule on.*W-3/s)
  await reviewer.open('withheld')
  for (const ref of ['W-2', 'W-3']) await reviewer.page.getByRole('checkbox', { name: `Choose ${ref}` }).check()
  await reviewer.page.getByRole('button', { name: 'Challenge the chosen entries' }).click()
  await says(reviewer, 'Weather notices with remarks')
  await reviewer.refused('Challenge 2 entries')
  await says(reviewer, 'Reason is empty')
  await reviewer.fill({ Reason: 'Facts about the weather are no deliberation.' })
  await reviewer.record('Challenge 2 entries')
  await says(reviewer, '2 entries were challenged. Each has its own line in the history.')
  await reviewer.open('withheld/W-1/moves/accept')
  await reviewer.fill({ Reason: 'Legal advice, and nothing else.' })
  await reviewer.record('Accept the claim')
})

test('the staffer logs what came, and records the release', async () => {
  await staffer.open('evidence/new?request=R-1')
  await staffer.fill({
    Title: 'Weather notices',
    Kind: 'Document',
    Access: 'Delivered copy',
    From: 'Office 1',
    'Received on': dayFromNow(0),
    Handling: 'Unclassified',
    'Held at': 'Safe 1',
  })
  await staffer.record('Log the item')
  await staffer.open('withheld/W-2')
  await staffer.follow('Record its release')
  await staffer.fill({ 'Item that came': 'E-1', Reason: 'The office gave in.' })
  await staffer.record('Record its release')
  await says(staffer, /Released on .*; it came as E-1\./)
})

test('anybody sees it on the item, on the request, in figures and on the dashboard', async () => {
  await viewer.open('evidence/E-1')
  await says(viewer, /Withheld before.*W-2/s)
  await viewer.open('requests/R-1')
  await says(viewer, /Withheld.*W-1.*W-2.*W-3/s)
  await viewer.open()
  await viewer.follow('By basis and office')
  await says(viewer, '3 entries, 1 accepted, 1 challenged, 1 released.')
  await viewer.page
    .getByRole('table', { name: 'Entries by the basis that is claimed' })
    .getByRole('row', { name: /^Deliberative process/ })
    .getByRole('link')
    .first()
    .click()
  await says(viewer, '1 to 2 of 2')
})
