import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeDb } from '@/lib/db'
import { freshDatabase } from '@/lib/testing/database'
import { standing } from '@/lib/testing/demo'
import { loadDemo } from '@/prisma/demo/load'

const folder = mkdtempSync(join(tmpdir(), 'ledger-demo-'))
beforeEach(async () => {
  await freshDatabase()
  process.env.DATA_DIR = folder
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(async () => {
  vi.useRealTimers()
  await closeDb()
})

// A leap day; the end of a year; a Sunday on which the clocks go forward.
test.each(['2028-02-29', '2026-12-31', '2026-03-08'])(
  'told on %s it stands where it stands on any other day',
  { timeout: 120_000 },
  async (day) => {
    await loadDemo({ passphrase: 'harbor-lantern-orchard-pebble', today: day })
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T17:00:00Z`) })
    expect((await standing('september-strike', 'minorityStaffer')).views).toEqual({
      all: 24,
      standing: 24,
      outstanding: 15,
      overdue: 5,
      soon: 3,
      unreviewed: 2,
      refused: 1,
      satisfied: 4,
      unproven: 0,
      drafts: 2,
    })
  },
)
