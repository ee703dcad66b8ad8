import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test'
import { barriersOn, widthOf } from './fixtures/accessible'
import { builtAddresses, fill } from './fixtures/built'
import { signIn, userIdOf } from './fixtures/sign-in'

/* Section 508 asks for WCAG 2.0 A and AA; what came with 2.1 and 2.2 is checked too: every page of the build, at the width of a laptop and of a phone, in both themes. */

const places: Record<string, Record<string, string>> = {
  questions: { ref: 'Q-2', verb: 'withdraw' },
  requests: { ref: 'R-2', verb: 'receive', what: 'extension' },
  letters: { ref: 'L-2', verb: 'close' },
  evidence: { ref: 'E-1', verb: 'return', kind: 'checked_out', entry: '1' },
  offices: { ref: 'O-1' },
  claims: { ref: 'CL-1' },
  correspondence: { ref: 'CO-1' },
  // Of what is withheld in the strike nothing is known, so its pages are looked at in the exercise.
  withheld: { slug: 'ferry-alder', ref: 'W-6', verb: 'release' },
  // Of the strike no content is known either.
  lines: { slug: 'ferry-alder', ref: 'E-6' },
  productions: { slug: 'ferry-alder', ref: 'P-2' },
}

/** What a page is asked for, where it shows little without. */
const asked: Record<string, string> = { '/inquiries/[slug]/withheld/challenge': '?all=on' }

/** Pages that need an id that only the database knows, or that are no pages to look at. */
const apart = [
  '/people/[id]',
  '/inquiries/[slug]/jobs/[id]',
  '/inquiries/[slug]/uploads/[id]',
  '/inquiries/[slug]/withheld/import/[id]',
  '/inquiries/[slug]/settings/members/[id]',
  '/inquiries/[slug]/[...rest]',
  '/_not-found',
]
const pages = builtAddresses().filter(({ kind, pattern }) => kind === 'page' && !apart.includes(pattern))

function whoSees(pattern: string): string {
  if (/^\/(people|inquiries\/new)|settings/.test(pattern)) return 'admin'
  // Only a reviewer chooses what to challenge.
  return /\/withheld(\/challenge)?$/.test(pattern) ? 'reviewer' : 'staffer'
}

/**
 * One window for each of those who look, for all pages: a new one would load and warm its programs anew each time. What a page keeps in the
 * browser, such as what was typed and not sent, none of these writes.
 */
const test = base.extend<object, { windowOf: (who: string) => Promise<Page> }>({
  windowOf: [
    async ({ browser }, use) => {
      const baseURL = process.env.LEDGER_E2E_URL ?? ''
      const windows = new Map<string, Page>()
      await use(async (who) => {
        const known = windows.get(who)
        if (known) return known
        const context = await browser.newContext({ baseURL })
        if (who !== 'nobody') await signIn(context, await userIdOf(`${who}@demo.example`), baseURL)
        const page = await context.newPage()
        windows.set(who, page)
        return page
      })
      for (const page of windows.values()) await page.context().close()
    },
    { scope: 'worker' },
  ],
})

for (const { pattern } of pages) {
  test(`${pattern} is for everybody`, async ({ windowOf }) => {
    const room = pattern.split('/')[3] ?? ''
    const at = places[pattern.endsWith('/lines') ? 'lines' : room]
    const path = fill(pattern, { slug: 'september-strike', ...at }) + (asked[pattern] ?? '')
    const page = await windowOf(pattern === '/sign-in' ? 'nobody' : whoSees(pattern))
    const troubles: string[] = []
    const hear = (message: ConsoleMessage) => message.type() === 'error' && troubles.push(message.text())
    page.on('console', hear)
    await page.goto('about:blank')
    let loaded = false
    // Width and theme are the style sheet's alone, so the second look needs no page of its own.
    for (const [width, colorScheme] of [
      [1366, 'light'],
      [360, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      if (!loaded) await page.goto(path)
      loaded = true
      expect(await barriersOn(page), `${path} at ${width}, ${colorScheme}`).toEqual([])
      expect(await widthOf(page), 'no sideways scroll').toBeLessThanOrEqual(width)
      expect(troubles, 'nothing in the console').toEqual([])
    }
    page.off('console', hear)
  })
}
