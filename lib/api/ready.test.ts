import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterEach, expect, it, vi } from 'vitest'
import { readiness } from '@/lib/api/ready'
import { append } from '@/lib/audit/append'
import { db } from '@/lib/db'
import { theLedger } from '@/lib/people/actor'
import { freshDatabase } from '@/lib/testing/database'

afterEach(() => void vi.useRealTimers())

it('warns where the clocks of server and database are apart, or the history comes from a time that is yet to come', async () => {
  await freshDatabase()
  const at = async (hours: number, asked: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 })
    const answer = await readiness(asked)
    vi.useRealTimers()
    return answer
  }
  expect(await at(3, -9_000)).toEqual({ ready: true, words: expect.stringMatching(/3 hours ahead of/) })
  expect(await at(-0.5, -6_000)).toEqual({ ready: true, words: expect.stringMatching(/30 minutes behind/) })
  expect(await readiness(-4_000)).toEqual({ ready: true })
  const clock = () => new Date(Date.now() + 49 * 3_600_000)
  await db().$transaction((tx) =>
    append(
      tx,
      { ...theLedger, clock },
      {
        event: 'file.checked',
        subject: { type: 'job', id: randomUUID(), ref: 'check' },
        partition: 'shared',
        inquiryId: null,
      },
    ),
  )
  expect(await readiness(-2_000)).toEqual({ ready: true, words: expect.stringMatching(/comes only in 2 days/) })
})

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
