import { Client } from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '@/lib/testing/database'
import { schemaDiff } from '@/lib/testing/schema-diff'

test('the migrations make the database that the schema describes', async () => {
  const { ownerUrl } = await freshDatabase()
  expect(await schemaDiff(ownerUrl)).toBe('')
})

test('a difference is seen', async () => {
  const { ownerUrl } = await freshDatabase()
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('alter table request add column stray text')
  await client.end()
  expect(await schemaDiff(ownerUrl)).toContain('ALTER TABLE "request" DROP COLUMN "stray"')
})
