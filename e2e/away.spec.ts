import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { connectEmbedded } from '@/bin/embedded-db'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { bindDatabase, sharedDatabase } from './fixtures/database'
import { launch, type Running, withoutDemo } from './fixtures/launch'
import { signIn } from './fixtures/sign-in'

/* A server of its own whose database is really stopped, by its process and its folder, and really comes back. */

const shared = sharedDatabase()
const wording = 'Who "knew" <b>it</b> & when?\nAnd who else? שלום 🚢'
const why = "It decides what's asked next."
let server: Running
let dataDir: string
let staffer: Committee['staffer']

test.beforeAll(async () => {
  test.setTimeout(180_000)
  dataDir = withoutDemo(test.info().outputPath('data'))
  server = await launch('away', { DATA_DIR: dataDir })
  await bindDatabase(await connectEmbedded(dataDir))
  staffer = (await seatCommittee()).staffer
})
test.afterAll(async () => {
  await bindDatabase(shared)
  await server?.stop()
})

/** Stops the database; what the server does to start it again has nothing to start. Answers how to bring it back. */
function stopDatabase(): () => void {
  const [home, aside] = [join(dataDir, 'db'), join(dataDir, 'db aside')]
  const [pid] = readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n')
  renameSync(home, aside)
  process.kill(Number(pid), 'SIGINT')
  return () => renameSync(aside, home)
}

const ready = async () => (await fetch(`${server.url}/api/ready`)).status

test('a form that is sent without scripts while the database is away loses nothing, and is saved when it is back', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  await signIn(context, staffer.userId, server.url)
  const page = await context.newPage()
  const form = `/inquiries/${staffer.inquiry.slug}/questions/new`
  await page.goto(form)
  await page.locator('[name=wording]').fill(wording)
  await page.locator('[name=why]').fill(why)
  await page.locator('[name=theme]').selectOption({ label: 'When' })
  await page.getByLabel('Log', { exact: true }).check()

  const bringBack = stopDatabase()
  await expect.poll(ready).toBe(503)
  const kept = async () =>
    expect({
      at: new URL(page.url()).pathname,
      wording: (await page.locator('[name=wording]').inputValue()).replaceAll('\r\n', '\n'),
      why: await page.locator('[name=why]').inputValue(),
      needs: await page.locator('[name=needs]').evaluateAll((inputs) => inputs.map((one) => one.getAttribute('value'))),
    }).toEqual({ at: form, wording, why, needs: ['log'] })
  const press = async (name: string) => {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name }).click(),
    ])
    return answer
  }
  for (const name of ['Log the question', 'Send again']) {
    const answer = await press(name)
    expect({ status: answer.status(), cache: answer.headers()['cache-control'] }).toEqual({
      status: 503,
      cache: 'no-store',
    })
    await expect(page.getByRole('heading', { name: 'The database does not answer just now' })).toBeVisible()
    await kept()
  }
  bringBack()
  await expect.poll(ready, { timeout: 60_000 }).toBe(200)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page).toHaveURL(/\/questions\/Q-\d+\?did=/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(wording.replace('\n', ' '))
  await expect(page.getByRole('main')).toContainText(why)
  await context.close()
})

test('a password that is sent while the database is away is given back by nobody', async ({ browser }) => {
  test.setTimeout(180_000)
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.locator('[name=email]').fill(staffer.email)
  await page.locator('[name=password]').fill('amber kettle river lantern')
  const bringBack = stopDatabase()
  await expect.poll(ready).toBe(503)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'The database does not answer just now' })).toBeVisible()
  expect(await page.content()).not.toContain('amber kettle')
  await expect(page.getByRole('button', { name: 'Send again' })).toHaveCount(0)
  bringBack()
  await expect.poll(ready, { timeout: 60_000 }).toBe(200)
  await context.close()
})
