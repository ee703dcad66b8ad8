import { db } from '@/lib/db'
import { hashPassword } from '@/lib/people/password'
import { expect, test } from './fixtures/test'

const password = 'amber kettle river lantern'

test('a token is made by who knows the password, is shown once, and stops with signing out everywhere', async ({
  committee,
  seat,
  request,
}) => {
  const { userId } = committee.staffer
  await db().user.update({ where: { id: userId }, data: { passwordHash: await hashPassword(password) } })
  const staffer = await seat('staffer')
  const { page } = staffer
  await page.goto('/me')
  const tokens = page.getByRole('region', { name: 'API tokens' })
  const make = async (typed: string) => {
    await tokens.getByLabel('What will use it').fill('weekly export')
    await tokens.getByLabel('Present password').fill(typed)
    await tokens.getByRole('button', { name: 'Make a token' }).click()
  }
  await make('not the right one')
  await expect(tokens.getByText('This is not your present password: type it again.').first()).toBeVisible()
  await make(password)
  await expect(tokens.getByText('it is not shown again')).toBeVisible()
  await expect(tokens.getByLabel('Present password')).toHaveValue('')
  const token = await tokens.locator('.said .mono').textContent()
  const call = async () => (await request.get('/api/v1/me', { headers: { Authorization: `Bearer ${token}` } })).status()
  expect(await call()).toBe(200)

  await page.reload()
  await expect(tokens).not.toContainText(String(token))
  for (const name of ['Sessions', 'Password'])
    await expect(page.getByRole('region', { name })).toContainText('Your 1 API token stops too.')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/sign-in/)
  expect(await call()).toBe(401)
})
