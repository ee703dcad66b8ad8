import { Client } from 'pg'
import { expect, it } from 'vitest'
import { readiness } from '@/lib/api/ready'
import { freshDatabase } from '@/lib/testing/database'

it('says whether the database is there and fits, and never where it is', async () => {
  const { ownerUrl, appUrl } = await freshDatabase()
  expect(await readiness(0)).toEqual({ ready: true })

  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '9999', now())`,
  )
  await owner.end()
  expect(await readiness(500)).toEqual({ ready: true })
  expect(await readiness(1_000)).toMatchObject({ ready: false, words: expect.stringMatching(/run the migrations/) })

  process.env.DATABASE_URL = appUrl.replace(/:\d+\//, ':1/')
  process.env.DATABASE_OWNER_URL = process.env.DATABASE_URL
  const away = await readiness(2_000)
  expect(away).toEqual({ ready: false, words: 'The database cannot be reached.' })
})
