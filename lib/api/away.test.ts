import { expect, it, vi } from 'vitest'
import { closeDb } from '@/lib/db'
import { send, tokenFor } from '@/lib/testing/api'
import { seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

it('says in words that the database is away, tells nothing of where it is, and recovers by itself', async () => {
  const { appUrl } = await freshDatabase()
  const token = await tokenFor((await seatCommittee()).staffer)
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await closeDb()
  process.env.DATABASE_URL = appUrl.replace(/:\d+\//, ':1/')
  const answer = await send(token, 'GET', '/me')
  expect(answer.status, answer.text).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.body).toMatchObject({ type: '/api-docs#unavailable', title: 'The database does not answer just now' })
  expect(answer.text).not.toMatch(/127\.0\.0\.1|localhost|postgres/)
  expect(logged).toHaveBeenCalledOnce()

  await closeDb()
  process.env.DATABASE_URL = appUrl
  expect((await send(token, 'GET', '/me')).status).toBe(200)
})
