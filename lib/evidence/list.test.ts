import { beforeAll, describe, expect, it } from 'vitest'
import { writeCursor } from '@/lib/cursor'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { listEvidence, producers } from '@/lib/evidence/list'
import { evidenceOfQuestion, evidenceOfRequest } from '@/lib/evidence/queries'
import { type EvidenceFilter, evidenceFilter, sorts } from '@/lib/evidence/schema'
import { type Committee, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'

let committee: Committee
let firstRequest: string
let question: string

/** Seven items; by number: kind, day, office, access, handling, requests. */
const came = [
  ['E-1', 'Recording of the car deck', 'video', '2026-02-03', 'O-1', 'delivered_copy', 'unclassified', 'R-1'],
  ['E-2', 'Recording of the bridge', 'video', '2026-02-05', 'O-1', 'shown_only', 'secret', 'R-1, R-2'],
  ['E-3', 'Log of the engine room', 'log', '2026-02-05', 'O-2', 'delivered_copy', 'cui', 'R-2'],
  ['E-4', 'Briefing by the operator', 'briefing', '2026-02-01', 'O-2', 'oral_only', 'unclassified', 'R-2'],
  ['E-5', 'Log of the pilot station', 'log', '2026-02-09', 'O-1', 'reading_room', 'unclassified', 'R-1'],
  ['E-6', 'Orders to the crew', 'document', '2026-02-09', 'O-1', 'in_camera', 'confidential', 'R-2'],
  ['E-7', 'Orders to the crew', 'document', '2026-02-07', 'O-1', 'delivered_copy', 'unclassified', 'R-2'],
] as const

beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putOffice(committee.staffer, 2)
  await putOffice(committee.staffer, 3)
  firstRequest = await putRequest(committee.staffer, 1)
  const second = await putRequest(committee.staffer, 2)
  const inquiryId = committee.staffer.inquiry.id
  const row = await db().question.create({
    data: {
      inquiryId,
      number: 1,
      wording: 'Who?',
      why: 'It matters.',
      theme: 'why',
      createdById: committee.staffer.userId,
    },
  })
  question = row.id
  await db().requestQuestion.create({ data: { inquiryId, requestId: second, questionId: question } })
  for (const [, title, kind, receivedOn, fromOffice, accessMode, handling, requests] of came) {
    await logEvidence(committee.staffer, {
      ...{ title, kind, receivedOn, fromOffice, accessMode, handling, requests },
      description: title.startsWith('Log') ? 'Kept by hand, hour by hour.' : '',
      heldAt: 'Safe 1',
      controlNumber: 'C-1',
    })
  }
  await moveEvidence(committee.reviewer, { evidence: 'E-3', version: 1, to: 'in_review' })
})

const numbers = (items: { ref: string }[]) => items.map((item) => item.ref)
const filtered = async (given: Record<string, string>) => listEvidence(committee.viewer, evidenceFilter.parse(given))

describe('the register', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, ['E-6', 'E-5', 'E-7', 'E-3', 'E-2', 'E-1', 'E-4']],
    [{ status: 'in_review' }, ['E-3']],
    [{ kind: 'log' }, ['E-5', 'E-3']],
    [{ access: 'delivered_copy' }, ['E-7', 'E-3', 'E-1']],
    [{ handling: 'secret' }, ['E-2']],
    [{ request: 'R-1' }, ['E-5', 'E-2', 'E-1']],
    [{ request: 'R-M1' }, []],
    [{ question: 'Q-1', kind: 'video' }, ['E-2']],
    [{ question: 'Q-1', request: 'R-1' }, []],
    [{ office: 'O-2' }, ['E-3', 'E-4']],
    [{ q: 'recorded' }, ['E-2', 'E-1']],
    [{ q: 'hand -engine' }, ['E-5']],
    [{ q: 'e-4' }, ['E-4']],
    [{ q: `'); DROP TABLE review; --` }, []],
  ])('narrowed by %o', async (given, expected) => {
    const { items, total } = await filtered(given)
    expect([numbers(items), total]).toEqual([expected, expected.length])
  })

  it('counts what the other filters leave in each status, whichever status is looked at', async () => {
    const { counts } = await filtered({ kind: 'log', status: 'accepted' })
    expect(counts).toEqual({ logged: 1, in_review: 1, accepted: 0, rejected: 0, returned: 0, clawed_back: 0 })
  })

  it('shows nothing of it to another inquiry', async () => {
    const foreign = await seatCommittee()
    expect(await listEvidence(foreign.staffer, { q: 'recording' })).toMatchObject({ items: [], total: 0 })
    expect(await evidenceOfRequest(foreign.staffer, firstRequest)).toEqual({ items: [], total: 0 })
    expect(await evidenceOfQuestion(foreign.staffer, question)).toEqual({ items: [], total: 0 })
  })

  it('names the offices from which something came', async () => {
    expect(numbers(await producers(committee.viewer))).toEqual(['O-1', 'O-2'])
  })

  it('is read by request and by question', async () => {
    expect(numbers((await evidenceOfRequest(committee.viewer, firstRequest)).items)).toEqual(['E-5', 'E-2', 'E-1'])
    expect(numbers((await evidenceOfQuestion(committee.viewer, question)).items)).toEqual([
      'E-6',
      'E-7',
      'E-3',
      'E-2',
      'E-4',
    ])
  })
})

const orders = [undefined, ...Object.values(sorts)].flatMap((sort) => [false, true].map((down) => ({ sort, down })))

describe.each(orders)('ordered by $sort, down $down', (order: EvidenceFilter) => {
  it('comes whole, each item once, however it is taken apart', async () => {
    const { items: all } = await listEvidence(committee.viewer, order)
    expect(all).toHaveLength(came.length)
    const byCursor: string[] = []
    const byPage: string[] = []
    let after: string | null = null
    for (let offset = 0; offset < came.length; offset += 2) {
      const part = await listEvidence(committee.viewer, order, { limit: 2, after })
      byCursor.push(...numbers(part.items))
      byPage.push(...numbers((await listEvidence(committee.viewer, order, { limit: 2, offset })).items))
      after = part.next
    }
    expect(after).toBeNull()
    expect(byCursor).toEqual(numbers(all))
    expect(byPage).toEqual(numbers(all))
  })

  it.each([
    ['no cursor', 'here'],
    ['values of no column', writeCursor([true, true])],
    ['a number that no column holds', writeCursor([2 ** 40, 2 ** 40])],
    ['a zero byte', writeCursor(['a\u0000', 1])],
    ['one value', writeCursor([1])],
  ])('refuses %s as a place to go on from', async (_name, after) => {
    const refusal = await refusalOf(listEvidence(committee.viewer, order, { after }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths: ['after'] })
  })
})

it('orders by what it says', async () => {
  const first = async (order: EvidenceFilter) => (await listEvidence(committee.viewer, order)).items[0]?.ref
  expect(await first({ sort: 'number' })).toBe('E-1')
  expect(await first({ sort: 'title' })).toBe('E-4')
  expect(await first({ sort: 'received' })).toBe('E-4')
  expect(await first({ sort: 'status', down: true })).toBe('E-3')
  expect(await first({ sort: 'access', down: true })).toBe('E-4')
})

it('is read in part where much came: the newest, and what was accepted before', async () => {
  const fresh = await seatCommittee()
  await putOffice(fresh.staffer, 1)
  const request = await putRequest(fresh.staffer, 1)
  const came = {
    title: 'One of many',
    kind: 'video',
    fromOffice: 'O-1',
    accessMode: 'delivered_copy',
    heldAt: 'Safe 1',
  }
  const log = () =>
    logEvidence(fresh.staffer, { ...came, receivedOn: '2026-02-03', handling: 'unclassified', requests: 'R-1' })
  for (let n = 0; n < 53; n += 1) await log()
  await moveEvidence(fresh.reviewer, { evidence: 'E-1', version: 1, to: 'in_review' })
  const judged = { responsive: 'yes', complete: 'yes', authentic: 'yes', note: 'It is what was asked for.' }
  await moveEvidence(fresh.reviewer, { evidence: 'E-1', version: 2, to: 'accepted', ...judged })
  const { items, total } = await evidenceOfRequest(fresh.viewer, request)
  expect(total).toBe(53)
  expect(items).toHaveLength(51)
  expect([items[0]?.ref, items[50]?.ref]).toEqual(['E-53', 'E-1'])
})
