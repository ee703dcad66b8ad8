import type { Client } from 'pg'
import { afterAll, vi } from 'vitest'
import { closeDatabases } from '@/lib/testing/database'

/*
 * Test files run one after the other in the same two processes, with the modules that the first of them loaded: to load and warm them for each
 * file cost a third of the time. What one file changes of its process is undone here, so that the next finds it as the first one did.
 */

type Kept = {
  ledgerTestEnvironment?: NodeJS.ProcessEnv
  ledgerDb?: { $disconnect(): Promise<void> }
  ledgerStorage?: unknown
  ledgerContentLanes?: unknown
  ledgerUploadLock?: { client?: Promise<Client> | undefined }
}
const kept = globalThis as Kept
kept.ledgerTestEnvironment ??= { ...process.env }
const before = kept.ledgerTestEnvironment

afterAll(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await kept.ledgerDb?.$disconnect()
  await (await kept.ledgerUploadLock?.client)?.end()
  await closeDatabases()
  // One each for the whole process; what modules keep besides, they keep by the database or the record that it is of.
  for (const name of ['ledgerDb', 'ledgerStorage', 'ledgerContentLanes'] as const) delete kept[name]
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
})
