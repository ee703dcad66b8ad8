import { defineConfig } from '@playwright/test'
import { findBrowser } from '@/bin/test/browser.mjs'

const asRoot = process.getuid?.() === 0

/** Each of these is minutes in one piece: begun last, one worker would wait for it alone. */
const longest = /\/(partition|kill|accessibility)\.spec\.ts$/

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/fixtures/server.ts',
  workers: 2,
  projects: [
    { name: 'long', testMatch: longest },
    { name: 'short', testIgnore: longest },
  ],
  // A test that waits this long has failed; a busy machine alone has not.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: process.env.LEDGER_E2E_URL,
    screenshot: 'only-on-failure',
    // Traces are taken of every test, for the few that fail, and cost a third of the time: `--trace on` where one is wanted.
    trace: 'off',
    launchOptions: {
      executablePath: (await findBrowser()) ?? undefined,
      // Chromium's own errands fail on a machine without a way out, and its sandbox does not run as root.
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
