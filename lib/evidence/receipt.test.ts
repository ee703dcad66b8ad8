import { beforeAll, describe, expect, it } from 'vitest'
import { deed } from '@/lib/audit/events'
import { historyOf } from '@/lib/audit/queries'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { byMeaning } from '@/lib/evidence/in-order'
import { parseRef } from '@/lib/fields'
import { moveRequest } from '@/lib/requests/commands'
import { answerable } from '@/lib/requests/queries'
import { type RequestStatus, requestMoves, requestStatuses } from '@/lib/requests/status'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { ground, requestIn } from '@/lib/testing/requests'

let committee: Committee
let at: { office: string; question: string }
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  at = await ground(committee.staffer)
})

const on = '2026-02-05'
const came = (requests: string[], more: object = {}) => ({
  ...{ title: 'What came', kind: 'video', receivedOn: on, fromOffice: at.office, heldAt: 'Safe 1', requests },
  ...{ accessMode: 'delivered_copy', handling: 'unclassified' },
  ...more,
})
const requestOf = (id: string) => db().request.findUniqueOrThrow({ where: { id } })
const refOf = (ref: string) => parseRef('R', ref) ?? expect.fail(ref)
const told = async (id: string) => (await historyOf(committee.viewer, id, 50)).entries.map(deed)

describe('what an item means for the requests that it answers', () => {
  const statuses = (Object.keys(requestStatuses) as RequestStatus[]).filter((status) => status !== 'draft')
  const cases = statuses.flatMap((from) => (['part', 'all'] as const).map((means) => [from, means] as const))
  it.each(cases)('on a request that is %s: %s', async (from, means) => {
    const { ref, id, version } = await requestIn(committee.otherStaffer, at, from)
    const to = means === 'all' ? 'received' : 'partly_received'
    const legal = requestMoves.some((move) => move.to === to && move.from.includes(from))
    const stays = from === to || (means === 'part' && from === 'received')
    const [offered] = await answerable(committee.staffer, [refOf(ref)])
    expect(offered?.means[means].allowed).toBe(legal)
    const events = await eventCount(committee.staffer)
    const items = await db().evidenceItem.count({ where: { inquiryId: committee.staffer.inquiry.id } })
    const log = logEvidence(committee.staffer, came([ref], { [means]: [ref] }))
    if (legal || stays) {
      const item = await log
      expect(await requestOf(id)).toMatchObject({ status: legal ? to : from, version: legal ? version + 1 : version })
      const sentences = await told(id)
      expect(sentences).toContain(`logged ${item.ref} against ${ref}`)
      const moved = sentences.filter((words) => words.endsWith(`${ref}: ${item.ref}`))
      expect(moved).toHaveLength(legal ? 1 : 0)
    } else {
      expect(await refusalOf(log)).toMatchObject({ kind: 'invalid', paths: [means] })
      expect(await requestOf(id)).toMatchObject({ status: from, version })
      expect(await eventCount(committee.staffer)).toBe(events)
      expect(await db().evidenceItem.count({ where: { inquiryId: committee.staffer.inquiry.id } })).toBe(items)
    }
  })

  it('is chosen for each, and those without a choice stay as they are', async () => {
    const [one, two, three] = await Promise.all([
      requestIn(committee.staffer, at, 'issued'),
      requestIn(committee.staffer, at, 'agreed'),
      requestIn(committee.staffer, at, 'acknowledged'),
    ])
    await logEvidence(committee.staffer, came([one.ref, two.ref, three.ref], { all: [two.ref], part: [one.ref] }))
    const now = await Promise.all([one, two, three].map(async ({ id }) => (await requestOf(id)).status))
    expect(now).toEqual(['partly_received', 'received', 'acknowledged'])
    expect((await requestOf(two.id)).receivedOn?.toISOString()).toMatch(/^2026-02-05/)
  })

  it('is refused as a whole when one of several cannot move', async () => {
    const [open, shut] = await Promise.all([
      requestIn(committee.staffer, at, 'issued'),
      requestIn(committee.staffer, at, 'refused'),
    ])
    const events = await eventCount(committee.staffer)
    const log = logEvidence(committee.staffer, came([open.ref, shut.ref], { all: [open.ref, shut.ref] }))
    await expect(log).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'all', message: expect.stringMatching(new RegExp(`^${shut.ref}: It is refused, and becomes`)) }],
    })
    expect((await requestOf(open.id)).status).toBe('issued')
    expect(await eventCount(committee.staffer)).toBe(events)
  })

  it.each<[string, (ref: string, other: string) => object, string]>([
    ['a request that it does not answer', (_ref, other) => ({ all: [other] }), 'all'],
    ['all and part of the same', (ref) => ({ all: [ref], part: [ref] }), 'part'],
    ['a day before the request went out', (ref) => ({ all: [ref], receivedOn: '2026-01-31' }), 'all'],
    ['what is no number', () => ({ part: ['everything'] }), 'part'],
  ])('refuses %s beside its field', async (_name, wrong, path) => {
    const { ref } = await requestIn(committee.staffer, at, 'issued')
    const other = await requestIn(committee.staffer, at, 'issued')
    const log = logEvidence(committee.staffer, came([ref], wrong(ref, other.ref)))
    expect(await refusalOf(log)).toMatchObject({ kind: 'invalid', paths: [path] })
  })

  it('moves nothing for what was made here from another item', async () => {
    const { ref } = await requestIn(committee.staffer, at, 'issued')
    const item = await logEvidence(committee.staffer, came([ref]))
    const clip = came([ref], { parent: item.ref, derivation: 'A clip of two minutes.', all: [ref] })
    expect(await refusalOf(logEvidence(committee.staffer, clip))).toMatchObject({ paths: ['all'] })
  })

  it.each(['reviewer', 'viewer', 'admin'] as const)('is not for a %s', async (who) => {
    const { ref, id } = await requestIn(committee.staffer, at, 'issued')
    const log = logEvidence(committee[who], came([ref], { all: [ref] }))
    expect((await refusalOf(log)).kind).toBe('forbidden')
    expect((await requestOf(id)).status).toBe('issued')
  })

  it('leaves the verdict to somebody else, whatever their role became', async () => {
    const { ref } = await requestIn(committee.staffer, at, 'issued')
    const { otherStaffer, reviewer } = committee
    const item = await logEvidence(otherStaffer, came([ref], { all: [ref] }))
    const verdict = { responsive: 'yes', complete: 'yes', authentic: 'yes', note: 'Seen in full.' }
    await moveEvidence(reviewer, { evidence: item.ref, version: 1, to: 'in_review' })
    await moveEvidence(reviewer, { evidence: item.ref, version: 2, to: 'accepted', ...verdict })
    const where = { userId: otherStaffer.userId }
    await db().membership.updateMany({ where, data: { role: 'reviewer' } })
    const judge = { ...otherStaffer, role: 'reviewer' as const }
    const input = { request: ref, version: 2, to: 'satisfied' }
    expect((await refusalOf(moveRequest(judge, input))).title).toContain('recorded what came on it')
    await db().membership.updateMany({ where, data: { role: 'staffer' } })
    expect(await moveRequest(reviewer, input)).toMatchObject({ status: 'satisfied' })
  })

  it('is the same through the API', async () => {
    const { ref, id } = await requestIn(committee.staffer, at, 'issued')
    const path = `/inquiries/${committee.staffer.inquiry.slug}/evidence`
    const token = await tokenFor(committee.staffer)
    const done = await send(token, 'POST', path, { body: came([ref], { part: [ref] }) })
    expect(done.status).toBe(201)
    expect((await requestOf(id)).status).toBe('partly_received')
    const shut = await requestIn(committee.staffer, at, 'withdrawn')
    const refused = await send(token, 'POST', path, { body: came([shut.ref], { part: [shut.ref] }) })
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'part', message: expect.stringContaining(`${shut.ref}: It is withdrawn`) }] },
    })
  })

  it('does not wait in a circle with those who move the same requests meanwhile', async () => {
    const requests = await Promise.all([1, 2, 3, 4].map(() => requestIn(committee.staffer, at, 'issued')))
    const refs = requests.map(({ ref }) => ref)
    const done = await Promise.allSettled([
      logEvidence(committee.staffer, came(refs, { part: refs })),
      logEvidence(committee.otherStaffer, came(refs, { part: [...refs].reverse() })),
      ...requests.map(({ ref, version }) =>
        moveRequest(committee.staffer, { request: ref, version, to: 'acknowledged' }),
      ),
    ])
    const reasons = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.kind] : []))
    expect(new Set(reasons.filter((kind) => kind !== 'conflict' && kind !== 'invalid'))).toEqual(new Set())
    for (const { id } of requests) expect((await requestOf(id)).status).toBe('partly_received')
  })
})

it('a choice of its own for each request becomes the lists that the command takes', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['requests', 'R-1, R-2, R-3, R-4'],
    ['means-R-1', 'all'],
    ['means-R-2', 'part'],
    ['means-R-3', ''],
    ['means-R-4', 'everything'],
  ] as const) {
    form.append(name, value)
  }
  expect([...byMeaning(form)]).toEqual([
    ['requests', 'R-1, R-2, R-3, R-4'],
    ['all', 'R-1'],
    ['part', 'R-2'],
  ])
})
