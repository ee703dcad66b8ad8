import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDb, db } from '@/lib/db'
import { freshDatabase } from '@/lib/testing/database'
import { loadDemo } from '@/prisma/demo/load'

beforeAll(async () => {
  await freshDatabase()
  await loadDemo({ passphrase: 'harbour lantern orchard pebble' })
})
afterAll(closeDb)

test('both inquiries are there', async () => {
  expect(await db().inquiry.count()).toBe(2)
})
