import type { Committee } from '@/lib/testing/committee'
import { expect, test } from './fixtures/test'

/* An inquiry that was just opened: whoever looks, wherever, is told what comes next for them. */

const lists = [
  'questions',
  'claims',
  'requests',
  'letters',
  'evidence',
  'productions',
  'withheld',
  'offices',
  'correspondence',
  'history',
  'work',
]
const everybody = ['staffer', 'reviewer', 'viewer', 'admin'] as const satisfies readonly (keyof Committee)[]

for (const who of everybody) {
  test(`nothing is here yet, and a ${who} is told what comes next`, async ({ seat }) => {
    const desk = await seat(who)
    const { page, home } = desk
    await desk.open()
    await expect(page.getByRole('region', { name: /What to do first|Nothing has been issued yet/ })).toBeVisible()
    for (const list of lists) {
      await desk.open(list)
      const way = page.locator('.empty').getByRole('link')
      await expect(way, list).toHaveCount(1)
      const target = (await way.getAttribute('href')) ?? ''
      expect
        .soft({ list, begins: target.endsWith('/new') })
        .toEqual({ list, begins: who === 'staffer' && !/history|work/.test(list) })
      expect((await page.goto(target))?.status()).toBe(200)
      await expect(page.getByText(/Only a \w+ /)).toHaveCount(0)
      expect(page.url()).toContain(home)
    }
  })
}

test('filters that nothing fits can be taken away', async ({ seat }) => {
  const desk = await seat('viewer')
  const { page } = desk
  for (const list of [
    'questions?status=answered',
    'requests?view=overdue',
    'letters?status=issued',
    'history?type=letter',
  ]) {
    await desk.open(list)
    await page.getByRole('link', { name: 'Take the filters away' }).click()
    await expect(page).toHaveURL(new RegExp(`/${list.split('?')[0]}$`))
  }
})
