import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startEmbedded } from '@/bin/embedded-db'
import { watchDatabase } from '@/lib/server/database-watch'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-watch-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('notices at once that the database has gone, and by itself that it is back', async () => {
  const first = await startEmbedded(join(folder, 'data'))
  const connection = { connectionString: first.appUrl }
  const watch = watchDatabase(connection)
  expect(await watch.reachable()).toBe(true)
  await first.stop()
  await vi.waitFor(async () => expect(await watch.reachable()).toBe(false))

  const second = await startEmbedded(join(folder, 'data'))
  connection.connectionString = second.appUrl
  const again = watchDatabase(connection)
  expect(await again.reachable()).toBe(true)
  await Promise.all([watch.stop(), again.stop()])
  await second.stop()
})
