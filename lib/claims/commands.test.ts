import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { historyOf } from '@/lib/audit/queries'
import { editClaim, recordClaim } from '@/lib/claims/commands'
import { claimSnapshot, listClaims, loadClaim } from '@/lib/claims/queries'
import { db } from '@/lib/db'
import { logQuestion } from '@/lib/questions/commands'
import { loadQuestion } from '@/lib/questions/queries'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { addDays, today } from '@/lib/time'

let committee: Committee
let question: string
let otherQuestion: string
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  const text = { why: 'It matters.', theme: 'what_happened' }
  question = (await logQuestion(committee.staffer, { ...text, wording: 'Were there survivors?' })).ref
  otherQuestion = (await logQuestion(committee.staffer, { ...text, wording: 'Who was told?' })).ref
})

const claim = (more: object = {}) => ({
  question,
  statement: 'People were alive in the water.',
  sourceKind: 'reporting',
  source: 'A newspaper, front page',
  saidOn: '2025-11-28',
  ...more,
})
const number = (ref: string) => ({ series: 'shared', number: Number(ref.slice(3)) }) as const
const concerned = async (ref: string) => {
  const { id } = await loadQuestion(db(), committee.staffer, { series: 'shared', number: Number(ref.slice(2)) })
  return (await historyOf(committee.staffer, id, 1000)).entries.map((entry) => entry.subject.ref)
}

describe('who records claims', () => {
  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer', 'nonpartisanReviewer'] as const)(
    'is not a %s',
    async (who) => {
      const { ref } = await recordClaim(committee.staffer, claim())
      const before = await eventCount(committee[who])
      expect((await refusalOf(recordClaim(committee[who], claim()))).kind).toBe('forbidden')
      expect((await refusalOf(editClaim(committee[who], { ...claim(), claim: ref, version: 1 }))).kind).toBe(
        'forbidden',
      )
      expect(await eventCount(committee[who])).toBe(before)
    },
  )

  it.each(['staffer', 'minorityStaffer', 'nonpartisanStaffer'] as const)('is a %s', async (who) => {
    const { ref } = await recordClaim(committee[who], claim())
    expect(await editClaim(committee[who], { ...claim(), claim: ref, version: 1 })).toMatchObject({ version: 2 })
  })
})

it.each([
  ['a blank statement', { statement: ' \u200b ' }, ['statement']],
  ['no source', { source: '' }, ['source']],
  ['a kind of source that does not exist', { sourceKind: 'gossip' }, ['sourceKind']],
  ['a day that does not exist', { saidOn: '2025-02-30' }, ['saidOn']],
  ['a question that does not exist', { question: 'Q-99999' }, ['question']],
  ["a question of a side's own, which there is none of", { question: 'Q-M1' }, ['question']],
  ['an object where text belongs', { statement: { not: '' } }, ['statement']],
  ['an unknown field', { alleged: false }, ['alleged']],
])('refuses %s beside its field', async (_name, more, paths) => {
  expect(await refusalOf(recordClaim(committee.staffer, claim(more)))).toMatchObject({ kind: 'invalid', paths })
})

it('was said today or before, by the calendar of the inquiry', async () => {
  const now = today(committee.staffer.inquiry.timeZone)
  const tomorrow = addDays(now, 1)
  const { ref } = await recordClaim(committee.staffer, claim({ saidOn: now }))
  for (const act of [
    recordClaim(committee.staffer, claim({ saidOn: tomorrow })),
    editClaim(committee.staffer, { ...claim({ saidOn: tomorrow }), claim: ref, version: 1 }),
  ]) {
    expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: ['saidOn'] })
  }
})

it('stands in the history of its question, and of both when it is moved to another', async () => {
  const { ref } = await recordClaim(committee.staffer, claim())
  expect(await concerned(question)).toContain(ref)
  expect(await concerned(otherQuestion)).not.toContain(ref)
  await editClaim(committee.staffer, { ...claim({ question: otherQuestion }), claim: ref, version: 1 })
  expect((await concerned(question)).filter((one) => one === ref)).toHaveLength(2)
  expect(await concerned(otherQuestion)).toContain(ref)
  const found = await listClaims(committee.viewer, { question: { series: 'shared', number: 2 } })
  expect(found.map((one) => one.ref)).toContain(ref)
})

it('is found by its words, as they stand', async () => {
  await recordClaim(committee.staffer, claim({ statement: '50%_of the tape' }))
  expect(await listClaims(committee.viewer, { q: '50%_of' })).toHaveLength(1)
  expect(await listClaims(committee.viewer, { q: '50___of' })).toHaveLength(0)
})

it('tells the second of two what the first did, and changes nothing', async () => {
  const { ref } = await recordClaim(committee.staffer, claim())
  await editClaim(committee.staffer, { ...claim({ statement: 'Two were alive.' }), claim: ref, version: 1 })
  const late = editClaim(committee.otherStaffer, { ...claim({ statement: 'None was.' }), claim: ref, version: 1 })
  await expect(late).rejects.toMatchObject({
    kind: 'conflict',
    current: { statement: 'Two were alive.', version: '2' },
  })
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const { ref } = await recordClaim(committee.staffer, claim())
  const foreign = await seatCommittee()
  await logQuestion(foreign.staffer, { wording: 'Ours?', why: 'Ours.', theme: 'when' })
  const of = (one: string) =>
    refusalOf(editClaim(foreign.staffer, { ...claim({ question: 'Q-1' }), claim: one, version: 1 }))
  expect(await of(ref)).toEqual(await of('CL-99999'))
  expect(await listClaims(foreign.staffer)).toEqual([])
  const named = recordClaim(foreign.staffer, claim({ question: otherQuestion }))
  expect(await refusalOf(named)).toMatchObject({ kind: 'invalid', paths: ['question'] })
})

it('can be rebuilt from the history', async () => {
  const { ref } = await recordClaim(committee.staffer, claim())
  await editClaim(committee.staffer, {
    ...claim({ saidOn: undefined, question: otherQuestion }),
    claim: ref,
    version: 1,
  })
  const row = await loadClaim(db(), committee.staffer, number(ref))
  const events = await db().auditEvent.findMany({ where: { subjectId: row.id }, orderBy: { seq: 'asc' } })
  expect(fold(events.map((event) => JSON.parse(event.body).changes))).toEqual(
    Object.fromEntries(Object.entries(claimSnapshot(row)).filter(([, value]) => value !== null)),
  )
  expect(row.saidOn).toBeNull()
})
