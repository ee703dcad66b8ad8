import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { db } from '@/lib/db'
import type { QuestionStatus } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { editQuestion, logQuestion, moveQuestion } from '@/lib/questions/commands'
import { questionSnapshot } from '@/lib/questions/queries'
import { questionMoves, questionStatuses } from '@/lib/questions/status'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
})

const text = {
  wording: 'Who ordered it?',
  why: 'Nothing can be settled without it.',
  theme: 'who_ordered',
  needs: ['log', 'video'],
}
const statuses = Object.keys(questionStatuses) as QuestionStatus[]

/** A question in any status, put there past the rules: the rules are what is tried. */
async function questionIn(status: QuestionStatus): Promise<{ ref: string; version: number }> {
  const { ref } = await logQuestion(committee.otherStaffer, text)
  await db().question.updateMany({
    where: { inquiryId: committee.staffer.inquiry.id, number: Number(ref.slice(2)) },
    data: { status, unanswerableBasis: status === 'unanswerable' ? 'destroyed' : null },
  })
  return { ref, version: 1 }
}

describe('logging a question', () => {
  it('numbers them without gaps, also when many are logged at once and some fail', async () => {
    const fresh = await seatCommittee()
    const done = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => logQuestion(fresh.staffer, i % 4 === 3 ? { ...text, wording: ' ' } : text)),
    )
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [Number(one.value.ref.slice(2))] : []))
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer'] as const)('is not for a %s', async (who) => {
    const before = await eventCount(committee[who])
    expect((await refusalOf(logQuestion(committee[who], text))).kind).toBe('forbidden')
    expect(await eventCount(committee[who])).toBe(before)
  })

  it.each([
    ['blank wording', { ...text, wording: ' \u200b ' }, ['wording']],
    ['no theme', { ...text, theme: undefined }, ['theme']],
    ['a theme that does not exist', { ...text, theme: 'gossip' }, ['theme']],
    ['an object where text belongs', { ...text, wording: { not: '' } }, ['wording']],
    ['an unknown field', { ...text, status: 'answered' }, ['status']],
    ['a megabyte', { ...text, why: 'x'.repeat(1_000_000) }, ['why']],
    ['a null byte', { ...text, why: 'a\u0000b' }, ['why']],
  ])('refuses %s beside its field', async (_name, input, paths) => {
    expect(await refusalOf(logQuestion(committee.staffer, input))).toMatchObject({ kind: 'invalid', paths })
  })
})

describe('moves: every status, every target, every role', () => {
  const roles = ['staffer', 'reviewer', 'viewer', 'admin'] as const
  for (const from of statuses) {
    for (const to of statuses) {
      it(`${from} to ${to}`, async () => {
        const move = questionMoves.find((one) => one.to === to && one.from.includes(from))
        for (const role of roles) {
          const { ref, version } = await questionIn(from)
          const input = {
            question: ref,
            version,
            to,
            ...(move?.needs.includes('note') && { note: 'Because.' }),
            ...(move?.needs.includes('basis') && { basis: 'destroyed' }),
          }
          const act = moveQuestion(committee[role], input)
          if (move && !move.through && move.by.includes(role))
            expect(await act).toMatchObject({ status: to, version: 2 })
          else expect(['invalid', 'forbidden']).toContain((await refusalOf(act)).kind)
        }
      })
    }
  }

  it('asks for what the move needs, and refuses what it has no use for', async () => {
    const { ref, version } = await questionIn('open')
    expect(await refusalOf(moveQuestion(committee.staffer, { question: ref, version, to: 'withdrawn' }))).toMatchObject(
      { paths: ['note'] },
    )
    const extra = { question: ref, version, to: 'withdrawn', note: 'Settled.', basis: 'withheld' }
    expect(await refusalOf(moveQuestion(committee.staffer, extra))).toMatchObject({ paths: ['basis'] })
  })

  it('lets nobody close as unanswerable what they logged, whatever their role is now', async () => {
    const { ref, version } = await logQuestion(committee.staffer, text)
    await db().membership.updateMany({ where: { userId: committee.staffer.userId }, data: { role: 'reviewer' } })
    const judge: Actor = { ...committee.staffer, role: 'reviewer' }
    const input = { question: ref, version, to: 'unanswerable', basis: 'withheld', note: 'No.' }
    expect((await refusalOf(moveQuestion(judge, input))).kind).toBe('forbidden')
    await db().membership.updateMany({ where: { userId: committee.staffer.userId }, data: { role: 'staffer' } })
    expect(await moveQuestion(committee.reviewer, input)).toMatchObject({ status: 'unanswerable' })
  })

  it('lets nobody close as unanswerable what they worded, whatever their role is now', async () => {
    const { ref } = await logQuestion(committee.otherStaffer, text)
    await editQuestion(committee.staffer, { ...text, question: ref, version: 1, wording: 'Who, and when?' })
    const at = { userId: committee.staffer.userId }
    await db().membership.updateMany({ where: at, data: { role: 'reviewer' } })
    const judge: Actor = { ...committee.staffer, role: 'reviewer' }
    const input = { question: ref, version: 2, to: 'unanswerable', basis: 'withheld', note: 'No.' }
    expect((await refusalOf(moveQuestion(judge, input))).kind).toBe('forbidden')
    await db().membership.updateMany({ where: at, data: { role: 'staffer' } })
    expect(await moveQuestion(committee.reviewer, input)).toMatchObject({ status: 'unanswerable' })
  })
})

describe('two at once', () => {
  it('tells the second what the first did, and changes nothing', async () => {
    const { ref } = await logQuestion(committee.staffer, text)
    await editQuestion(committee.staffer, { ...text, question: ref, version: 1, wording: 'Who ordered the first?' })
    const late = editQuestion(committee.otherStaffer, { ...text, question: ref, version: 1, wording: 'Who?' })
    await expect(late).rejects.toMatchObject({
      kind: 'conflict',
      current: { wording: 'Who ordered the first?', version: '2' },
    })
  })
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const { ref } = await logQuestion(committee.staffer, text)
  const foreign = await seatCommittee()
  const of = (question: string) =>
    refusalOf(moveQuestion(foreign.staffer, { question, version: 1, to: 'withdrawn', note: 'x' }))
  expect(await of(ref)).toEqual(await of('Q-99999'))
})

it('can be rebuilt from the history', async () => {
  const { ref } = await logQuestion(committee.staffer, text)
  await editQuestion(committee.staffer, { ...text, question: ref, version: 1, needs: ['testimony'] })
  await moveQuestion(committee.staffer, { question: ref, version: 2, to: 'withdrawn', note: 'Merged.' })
  const row = await db().question.findFirstOrThrow({
    where: { inquiryId: committee.staffer.inquiry.id, number: Number(ref.slice(2)) },
  })
  const events = await db().auditEvent.findMany({ where: { subjectId: row.id }, orderBy: { seq: 'asc' } })
  const rebuilt = fold(events.map((event) => JSON.parse(event.body).changes))
  expect(rebuilt).toEqual(
    Object.fromEntries(Object.entries(questionSnapshot(row)).filter(([, value]) => value !== null)),
  )
})
