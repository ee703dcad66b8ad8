import { beforeAll, expect, it } from 'vitest'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

let committee: Committee
let base: string
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  base = `/inquiries/${committee.staffer.inquiry.slug}`
})

it('asks for a job, shows it to everybody, and lets whoever asked for it call it off', async () => {
  const [mine, viewers, strangers] = [
    await tokenFor(committee.staffer),
    await tokenFor(committee.viewer),
    await tokenFor((await seatCommittee()).staffer),
  ]
  const asked = await send(mine, 'POST', `${base}/files/checks`, { body: {} })
  expect(asked.status).toBe(200)
  const one = `${base}/jobs/${asked.body.job}`
  const standing = { id: asked.body.job, kind: 'check_files', status: 'waiting', askedBy: 'staffer', report: null }
  expect((await send(viewers, 'GET', one)).body).toMatchObject(standing)
  expect((await send(viewers, 'GET', `${base}/jobs`)).body.items).toMatchObject([standing])
  const cancel = async (token: string | null) => (await send(token, 'POST', `${one}/cancel`)).status
  expect([await cancel(null), await cancel(strangers), await cancel(viewers)]).toEqual([401, 404, 403])
  expect(await cancel(mine)).toBe(200)
  expect((await send(mine, 'GET', one)).body).toMatchObject({ status: 'cancelled', endedAt: expect.any(String) })
  expect((await send(mine, 'GET', `${base}/jobs/no-id`)).status).toBe(404)
})
