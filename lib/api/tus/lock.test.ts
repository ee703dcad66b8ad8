import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { beforeAll, expect, it, vi } from 'vitest'
import { alone } from '@/lib/api/tus/lock'
import { freshDatabase } from '@/lib/testing/database'

beforeAll(() => freshDatabase())

it('asks one thing at a time over the connection that all uploads share', async () => {
  const query = Client.prototype.query as (...asked: unknown[]) => Promise<unknown>
  let [underWay, most] = [0, 0]
  const spy = vi.spyOn(Client.prototype, 'query').mockImplementation(async function (
    this: Client,
    ...asked: unknown[]
  ) {
    if (!String(asked[0]).includes('advisory')) return query.apply(this, asked)
    underWay += 1
    most = Math.max(most, underWay)
    return query.apply(this, asked).finally(() => {
      underWay -= 1
    })
  })
  try {
    const ids = Array.from({ length: 12 }, () => randomUUID())
    expect(
      await Promise.all(
        ids.map((id) =>
          alone(
            id,
            () => {},
            async () => id,
          ),
        ),
      ),
    ).toEqual(ids)
    expect(most).toBe(1)
  } finally {
    spy.mockRestore()
  }
})
