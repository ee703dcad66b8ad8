import { seatCommittee } from '@/lib/testing/committee'
import { formatDay } from '@/lib/time'
import { daysPass } from './fixtures/database'
import { type Committee, type Desk, dayFromNow, deskOf, expect, test } from './fixtures/test'

/*
 * A committee's work from a question to the member who looks at the dashboard: three people, each at a screen of their own. One story
 * in the order in which it happens, so a chapter stands on those before it.
 */
test.describe.configure({ mode: 'serial' })

const question = 'Who ordered the alleged follow-on strike, and on what authority?'
const asked = [
  { kind: 'Briefing', title: 'Classified briefing on the two orders' },
  { kind: 'Video', title: 'Unedited video of the first and the alleged follow-on strike' },
  { kind: 'Log', title: 'Chat and radio logs of the strike cell' },
  { kind: 'Testimony', title: 'Sworn testimony of the officer in command' },
]
const office = 'Office of the Secretary of Defense'
const letterDue = dayFromNow(30)
/** The same day, forty days later */
const firstDue = dayFromNow(-10)
const later = dayFromNow(20)

let committee: Committee
let staffer: Desk
let reviewer: Desk
let viewer: Desk

test.beforeAll(async ({ browser }) => {
  committee = await seatCommittee()
  staffer = await deskOf(browser, committee.staffer)
  reviewer = await deskOf(browser, committee.reviewer)
  viewer = await deskOf(browser, committee.viewer)
})

test.afterAll(async () => {
  for (const desk of [staffer, reviewer, viewer]) await desk?.page.context().close()
})

const fact = (desk: Desk, words: string | RegExp) => expect(desk.page.getByRole('main')).toContainText(words)

test('a staffer logs the open question', async () => {
  await staffer.open()
  await staffer.follow('Log the open questions')
  await staffer.fill({
    Question: question,
    'Why it matters': 'It decides who answers for the second strike.',
    Theme: 'Who ordered',
    'Kinds of evidence needed': asked.map(({ kind }) => kind),
  })
  await staffer.record('Log the question')
  await fact(staffer, question)
  await fact(staffer, 'Q-1')
})

test('the staffer names the offices, one above the other', async () => {
  await staffer.open('offices/new')
  await staffer.fill({ Name: office })
  await staffer.record('Add the office')
  await staffer.open('offices/new')
  await staffer.fill({ Name: 'The combatant command', 'Office above it': office })
  await staffer.record('Add the office')
  await staffer.open('offices')
  await fact(staffer, 'The combatant command')
})

test('the staffer drafts a letter with four numbered requests', async () => {
  await staffer.open('letters/new')
  await staffer.fill({
    'Letter of': 'The whole committee: a joint letter',
    Instrument: 'Letter',
    To: office,
    Subject: 'The alleged follow-on strike',
    'Due date': letterDue,
  })
  await staffer.record('Draft the letter')
  for (const { kind, title } of asked) {
    await staffer.open('requests/new?letter=L-1')
    await staffer.fill({
      Kind: kind,
      Title: title,
      Wording: `${title}, complete and unaltered.`,
      Addressee: office,
      'Form wanted': 'Delivered copy',
      'Questions served': [`Q-1 ${question}`],
      Handling: 'Unclassified',
    })
    await staffer.record('Draft the request')
  }
  await staffer.open('letters/L-1')
  for (const [i, { kind, title }] of asked.entries()) await fact(staffer, new RegExp(`${title}[^]*R-${i + 1}${kind}`))
})

test('the letter waits for somebody else: its drafter cannot clear it, and is told why', async () => {
  await staffer.open('letters/L-1')
  await staffer.follow('Submit for clearance')
  await staffer.record('Submit for clearance')
  await staffer.open('letters/L-1/clear')
  await fact(staffer, 'Only a reviewer clears letters.')
  await staffer.open('letters/L-1')
  const issue = staffer.page.getByRole('button', { name: 'Issue', exact: true })
  await expect(issue).toHaveAttribute('aria-disabled', 'true')
  await expect(issue).toHaveAccessibleDescription('A reviewer has to clear it first.')
})

test('a reviewer clears it, and it is issued with all its requests', async () => {
  await reviewer.open('work')
  await fact(reviewer, 'L-1')
  await reviewer.open('letters/L-1/clear')
  await reviewer.record('Clear the letter')
  await staffer.open('letters/L-1/moves/issue')
  await staffer.record('Issue')
  for (const i of asked.keys()) {
    await staffer.open(`requests/R-${i + 1}`)
    await fact(staffer, 'Issued')
  }
})

test('forty days go by, and what is not answered is overdue', async () => {
  await daysPass(committee.staffer.inquiry.id, 40)
  await staffer.open('requests?view=overdue')
  await expect(staffer.page.getByRole('main').locator('tbody tr')).toHaveCount(4)
})

test('what the office answers is recorded: an acknowledgement, more time, a refusal', async () => {
  await staffer.open('requests/R-1')
  await staffer.follow('Record an acknowledgement')
  await staffer.record('Record an acknowledgement')
  await fact(staffer, 'Acknowledged')

  await staffer.open('requests/R-2/record/extension')
  await staffer.fill({
    'New due date': later,
    'Asked by': office,
    'Granted by': 'The chair',
    Reason: 'More recordings to search.',
  })
  await staffer.record('Record the extension')
  const struck = staffer.page.getByRole('table', { name: 'Due dates, first to last' }).locator('s')
  await expect(struck).toHaveText(formatDay(firstDue, { today: later }))
  await fact(staffer, 'first due date')

  await staffer.open('requests/R-3')
  await staffer.follow('Record a refusal')
  await staffer.fill({ 'Basis claimed': 'Operational security', 'Refused by': office })
  await staffer.record('Record a refusal')
  await fact(staffer, 'Operational security')
})

test('what came is logged, and that it is all, in one step', async () => {
  const came = { From: office, 'Received on': dayFromNow(-2), Handling: 'Unclassified', 'Held at': 'Committee safe' }
  await staffer.open('requests/R-1')
  await staffer.follow('Log what came')
  await staffer.fill({ ...came, Title: 'Briefing paper', Kind: 'Briefing', Access: 'Delivered copy' })
  await staffer.fill({ 'What it means for R-1': 'All has come' })
  await staffer.record('Log the item')
})

test('what came on a request that is typed in moves it in the same step, where its table allows that', async () => {
  const came = { From: office, 'Received on': dayFromNow(-2), Handling: 'Unclassified', 'Held at': 'Committee safe' }
  await staffer.open('evidence/new')
  await staffer.fill({ ...came, Title: 'Video, as shown to members', Kind: 'Video', Access: 'Shown only' })
  await staffer.fill({ 'Requests answered': 'R-2, R-3' })
  await staffer.page.getByLabel('Title').focus()
  const refused = staffer.page.getByRole('group', { name: 'What it means for R-3' })
  await expect(refused.getByRole('radio')).toHaveCount(1)
  await expect(refused).toContainText('It is refused, and becomes received only while it is')
  await staffer.fill({ 'What it means for R-2': 'All has come', 'Requests answered': 'R-2' })
  await staffer.record('Log the item')
  await staffer.open('requests/R-2')
  await fact(staffer, 'The producer calls it complete.')
})

test('the reviewer takes both up and accepts them', async () => {
  for (const ref of ['E-1', 'E-2']) {
    await reviewer.open(`evidence/${ref}/moves/take_up`)
    await reviewer.record('Take up for review')
    await reviewer.open(`evidence/${ref}/moves/accept`)
    await reviewer.fill({ Responsive: 'Yes', Complete: 'Yes', Authentic: 'Yes', Reason: 'It is what was described.' })
    await reviewer.record('Accept')
    await fact(reviewer, 'Accepted')
  }
})

test('a delivered copy satisfies a request; what was only shown does not, and becomes a deficiency', async () => {
  await reviewer.open('requests/R-1/moves/declare_satisfied')
  await reviewer.record('Declare satisfied')
  await fact(reviewer, 'Satisfied')

  await reviewer.open('requests/R-2/moves/declare_satisfied')
  await fact(reviewer, 'No accepted item is a delivered copy: E-2 was only shown or told.')
  await expect(reviewer.page.getByRole('button', { name: 'Declare satisfied' })).toHaveCount(0)
  await reviewer.open('requests/R-2/moves/declare_deficient')
  await reviewer.fill({ 'What is missing': 'A copy of the video.', 'New due date': dayFromNow(5) })
  await reviewer.record('Declare deficient')
  await fact(reviewer, 'A copy of the video.')
})

test('a member sees at one glance what is lacking, what is overdue, and who holds it up', async () => {
  await viewer.open()
  const row = viewer.page
    .getByRole('table', { name: 'Coverage by question and kind of evidence' })
    .getByRole('row')
    .nth(1)
  await expect(row.getByRole('cell')).toHaveText([
    /Accepted/,
    /Requested|Partly received/,
    /Refused/,
    /Overdue/,
    /Not needed/,
  ])
  await expect(viewer.page.getByRole('region', { name: 'Who holds things up' })).toContainText(office)
})

test('each number of the dashboard is the length of the list behind it', async () => {
  await viewer.open()
  const heads = viewer.page.locator('.heads').getByRole('link')
  const counted = await heads.evaluateAll((links) =>
    links.map((link) => ({
      href: (link as HTMLAnchorElement).href,
      number: Number(link.querySelector('b')?.firstChild?.textContent),
    })),
  )
  expect(counted.map(({ number }) => number)).toEqual([2, 1, 1, 0, 1, 0])
  for (const { href, number } of counted) {
    await viewer.page.goto(href)
    expect({ href, rows: await viewer.page.getByRole('main').locator('tbody tr').count() }).toEqual({
      href,
      rows: number,
    })
  }
})

test('an item that is clawed back takes the proof of a request with it: everybody is told, and a reviewer settles it', async () => {
  await staffer.open('evidence/E-1/moves/claw_back')
  await fact(staffer, 'R-1 was declared satisfied on it')
  await staffer.fill({ Reason: 'Given by mistake, says the office.' })
  await staffer.record('Record a clawback')

  await viewer.open()
  await fact(viewer, /Satisfied, but its proof is gone:\s*R-1/)
  const briefing = viewer.page
    .getByRole('table', { name: /^Coverage by question/ })
    .getByRole('cell')
    .first()
  await expect(briefing).toContainText('Received')

  await reviewer.open('work')
  await fact(reviewer, 'E-1 was clawed back by its producer on')
  await reviewer.open('requests/R-1')
  await fact(reviewer, 'what it was declared satisfied on no longer stands')
  const confirm = reviewer.page.getByRole('button', { name: 'Confirm as satisfied' })
  await expect(confirm).toHaveAccessibleDescription('No item that came has been accepted by a reviewer yet.')
  await reviewer.follow('Reopen as deficient')
  await reviewer.fill({ Note: 'It went back.', 'What is missing': 'The paper itself.', 'New due date': dayFromNow(9) })
  await reviewer.record('Reopen as deficient')

  await viewer.open()
  await expect(viewer.page.getByRole('main')).not.toContainText('proof is gone')
})
