import type { Page } from '@playwright/test'
import { addOffice } from '@/lib/offices/commands'
import { letter } from '@/lib/testing/letters'
import { expect, test } from './fixtures/test'

/* What people type: without scripts, with the keyboard alone, in two tabs, and badly. */

const question = {
  Question: 'What was reported up the chain of command?',
  'Why it matters': 'It says who knew.',
  Theme: 'Chain of command',
}

test('before scripts load, an error keeps what was typed, and the second try is saved', async ({ seat }) => {
  const staffer = await seat('staffer', { javaScriptEnabled: false })
  const { page } = staffer
  await staffer.open('questions/new')
  await page.locator('[name=wording]').fill(question.Question)
  await page.locator('[name=theme]').selectOption({ label: question.Theme })
  await page.getByRole('button', { name: 'Log the question' }).click()
  await expect(page.getByText('Why it matters is empty').first()).toBeVisible()
  await expect(page.locator('[name=wording]')).toHaveValue(question.Question)
  await expect(page.locator('[name=theme]')).toHaveValue('chain_of_command')
  await page.locator('[name=why]').fill(question['Why it matters'])
  await staffer.record('Log the question')
  await expect(page.getByRole('heading', { name: question.Question })).toBeVisible()
})

test('with the keyboard alone', async ({ seat }) => {
  const staffer = await seat('staffer')
  const { page } = staffer
  await staffer.open('questions/new')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused()
  await page.keyboard.press('Enter')
  const reach = async (selector: string) => {
    for (let i = 0; i < 40; i++) {
      if (await page.locator(selector).evaluate((node) => node === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${selector} cannot be reached with the Tab key`)
  }
  await reach('[name=wording]')
  await page.keyboard.type('Was it preserved?')
  await reach('[name=why]')
  await page.keyboard.type('Without it nothing can be checked.')
  await reach('[name=theme]')
  await page.keyboard.type('Pres')
  await reach('main form button[type=submit]')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Was it preserved?' })).toBeVisible()
})

test('the second of two tabs is told what the first did, and loses nothing typed', async ({ seat }) => {
  const first = await seat('staffer')
  await first.open('questions/new')
  await first.fill(question)
  await first.record('Log the question')
  const second = await seat('minorityStaffer')
  await second.open('questions/Q-1/edit')
  await first.open('questions/Q-1/edit')
  await first.fill({ Question: 'What was reported, and when?' })
  await first.record('Save the question')
  await second.fill({ Question: 'What was reported, and to whom?' })
  expect(await second.refused('Save the question')).toContain('What was reported, and when?')
  await expect(second.page.locator('[name=wording]')).toHaveValue('What was reported, and to whom?')
  await second.record('Save the question')
  await expect(second.page.getByRole('heading', { name: 'What was reported, and to whom?' })).toBeVisible()
})

/** Sends the form of the page as it stands, without scripts, as often as that, all at once; where each was led. */
async function sendAtOnce(page: Page, times: number): Promise<string[]> {
  const form = page.locator('main form').first()
  const fields = await form.evaluate((node) =>
    [...new FormData(node as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
  )
  return Promise.all(
    Array.from({ length: times }, async () => {
      const multipart = new FormData()
      for (const [name = '', value = ''] of fields) multipart.append(name, value)
      const headers = { origin: new URL(page.url()).origin }
      const sent = await page.request.post(page.url(), { multipart, headers, maxRedirects: 0 })
      return sent.headers().location ?? `${sent.status()}`
    }),
  )
}

test('a form that is sent three times is recorded once, without scripts too; back and sent again, it is asked about', async ({
  seat,
}) => {
  const plain = await seat('staffer', { javaScriptEnabled: false })
  await plain.open('questions/new')
  await plain.page.locator('[name=wording]').fill('Sent three times?')
  await plain.page.locator('[name=why]').fill('A finger slipped.')
  await plain.page.locator('[name=theme]').selectOption({ label: 'When' })
  const led = await sendAtOnce(plain.page, 3)
  expect(new Set(led)).toEqual(new Set([expect.stringMatching(/questions\/Q-1\?did=/)]))

  const desk = await seat('minorityStaffer')
  const { page } = desk
  await desk.open('questions/new')
  await desk.fill(question)
  await page.getByRole('button', { name: 'Log the question' }).dblclick()
  await expect(page).toHaveURL(/questions\/Q-2\?did=/)
  await desk.open('questions/new')
  await desk.fill(question)
  expect(await desk.refused('Log the question')).toContain('Q-2 came of it')
  await expect(page.locator('[name=wording]')).toHaveValue(question.Question)
  await desk.record('Log the question')
  await expect(page).toHaveURL(/questions\/Q-3\?did=/)
  await desk.open('questions')
  await expect(page.getByRole('main').getByText('Q-4', { exact: true })).toHaveCount(0)
})

test('HTML and formulas are text; a marking is refused in words', async ({ seat }) => {
  const staffer = await seat('staffer')
  const hostile = '=1+1 <script>document.title="taken"</script> <b>bold</b> 🚢 שלום'
  await staffer.open('questions/new')
  await staffer.fill({ ...question, Question: hostile })
  await staffer.record('Log the question')
  await expect(staffer.page.getByRole('heading', { level: 1 })).toHaveText(hostile)
  await expect(staffer.page).not.toHaveTitle('taken')
  await staffer.open('questions/new')
  await staffer.fill({ ...question, 'Why it matters': 'TOP SECRET//SI//NOFORN' })
  expect(await staffer.refused('Log the question')).toContain('looks like classified text')
})

test('a wrong password is refused in words that say nothing about the account, and the e-mail stays', async ({
  page,
}) => {
  await page.goto('/sign-in')
  for (const email of ['nobody@demo.example', 'viewer@demo.example']) {
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('E-mail address or password is wrong').first()).toBeVisible()
    await expect(page.locator('[name=email]')).toHaveValue(email)
  }
})

test('pages that do not exist, or not for you, help onward: to a member in the frame of the inquiry, also without scripts', async ({
  committee,
  seat,
}) => {
  await addOffice(committee.staffer, { name: 'The office' })
  await letter(committee.minorityStaffer, { partition: 'minority' })
  for (const javaScriptEnabled of [true, false]) {
    const { page, home } = await seat('staffer', { javaScriptEnabled })
    const framed: string[] = []
    for (const path of ['letters/L-N1', 'letters/L-N99', 'requests/R-999', 'nothing/here', 'settings']) {
      expect((await page.goto(`${home}/${path}`))?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
      const frame = await page.getByRole('navigation', { name: 'Inquiry' }).textContent()
      framed.push(`${await page.getByRole('banner').textContent()} ${frame}`)
      await expect(page.getByRole('link', { name: 'Dashboard' })).toHaveAttribute('href', home)
    }
    expect(new Set(framed).size).toBe(1)
    await page.getByLabel('Search this inquiry').fill('recording')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page).toHaveURL(/\/search\?q=recording$/)
  }
  const stranger = await seat('viewer')
  for (const path of ['/inquiries/no-such-inquiry', '/nothing-here']) {
    expect((await stranger.page.goto(path))?.status()).toBe(404)
    await expect(stranger.page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(stranger.page.getByRole('link', { name: 'Go to your inquiries' })).toBeVisible()
    await expect(stranger.page.getByLabel('Search this inquiry')).toHaveCount(0)
  }
})
