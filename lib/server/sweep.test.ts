import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDb, db } from '@/lib/db'
import { ANSWER_DAYS, forgetOldAnswers } from '@/lib/server/sweep'
import { freshDatabase } from '@/lib/testing/database'

let connectionString: string
beforeAll(async () => {
  connectionString = (await freshDatabase()).appUrl
})
afterAll(closeDb)

test('forgets answers that are too old to be asked for again, with the rights of the application, and no others', async () => {
  const { id: userId } = await db().user.create({ data: { email: 'a@b.example', name: 'A', passwordHash: 'none' } })
  const at = new Date('2026-06-01T12:00:00Z')
  const kept = (key: string, days: number) => ({
    userId,
    key,
    requestHash: 'x',
    answer: '{}',
    createdAt: new Date(at.getTime() - days * 86_400_000),
  })
  await db().idempotentAnswer.createMany({ data: [kept('old', ANSWER_DAYS + 0.01), kept('new', ANSWER_DAYS - 0.01)] })
  // Every instance sweeps, maybe at the same moment.
  const swept = await Promise.all([1, 2, 3].map(() => forgetOldAnswers({ connectionString }, at)))
  expect(swept.reduce((sum, n) => sum + n, 0)).toBe(1)
  expect(await db().idempotentAnswer.findMany()).toMatchObject([{ key: 'new' }])
})
