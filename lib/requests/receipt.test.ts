import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import type { Receipt } from '@/lib/requests/policy'
import { receive } from '@/lib/requests/receipt'
import { type RequestStatus, requestMoves, requestStatuses } from '@/lib/requests/status'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { ground, requestIn } from '@/lib/testing/requests'

let committee: Committee
let at: { office: string; question: string }
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  at = await ground(committee.staffer)
})

const on = '2026-02-03'

async function receiveOn(status: RequestStatus, means: Receipt, day = on) {
  const { id, version } = await requestIn(committee.staffer, at, status)
  const by = { type: 'office', id: randomUUID(), ref: 'O-1' } as const
  const act = db().$transaction((tx) =>
    receive(tx, committee.staffer, [{ requestId: id, means, path: 'here' }], { on: day, by }),
  )
  return { id, version, act }
}

const statusOf = async (id: string) => db().request.findUniqueOrThrow({ where: { id } })

describe('what came means for a request, in every status', () => {
  const statuses = (Object.keys(requestStatuses) as RequestStatus[]).filter((status) => status !== 'draft')
  const cases = statuses.flatMap((from) => (['part', 'all'] as const).map((means) => [from, means] as const))
  it.each(cases)('%s, %s', async (from, means) => {
    const { id, version, act } = await receiveOn(from, means)
    const to = means === 'all' ? 'received' : 'partly_received'
    const stays = from === to || (means === 'part' && from === 'received')
    const moves = requestMoves.some((move) => move.to === to && move.from.includes(from))
    if (stays || !moves) {
      if (stays) await act
      else expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: ['here'] })
      expect(await statusOf(id)).toMatchObject({ status: from, version })
      expect((await historyOf(committee.viewer, id)).total).toBe(1)
    } else {
      await act
      expect(await statusOf(id)).toMatchObject({ status: to, version: version + 1 })
      const { entries } = await historyOf(committee.viewer, id)
      expect(entries).toMatchObject([
        { event: `request.${means === 'all' ? 'receive' : 'receive_part'}` },
        { event: 'request.drafted' },
      ])
    }
  })
})

it('is not before the request went out', async () => {
  const { id, act } = await receiveOn('issued', 'all', '2026-01-31')
  expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: ['here'] })
  expect(await statusOf(id)).toMatchObject({ status: 'issued' })
})

it('keeps the day on which it came', async () => {
  const { id, act } = await receiveOn('agreed', 'all')
  await act
  expect((await statusOf(id)).receivedOn?.toISOString()).toMatch(/^2026-02-03/)
})
