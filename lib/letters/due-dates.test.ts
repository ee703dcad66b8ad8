import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import { clearLetter, editLetter, moveLetter } from '@/lib/letters/commands'
import { canClear, dueBefore, movesFor, unready } from '@/lib/letters/policy'
import { loadLetter } from '@/lib/letters/queries'
import { factsOf } from '@/lib/letters/standing'
import type { Actor } from '@/lib/people/actor'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, eventCount, refusalOf } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { cleared, here, letter, request, rowOf, seatWithOffice, soon, text } from '@/lib/testing/letters'
import { addDays, dateToDb } from '@/lib/time'

let committee: Committee
let day: string
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithOffice()
  day = here(committee.staffer)
})

type Made = { ref: string; version: number }

const facts = async (actor: Actor, { ref }: Made) => {
  const row = await loadLetter(db(), actor, parseRef('L', ref) ?? expect.fail(ref))
  return factsOf(db(), actor, row)
}
const submit = (made: Made) =>
  moveLetter(committee.staffer, { letter: made.ref, version: made.version, to: 'in_clearance' })
const clear = (made: Made, version = made.version) => clearLetter(committee.reviewer, { letter: made.ref, version })

/** Days pass: the due dates of a letter and of what it carries come to lie this many days before today. */
async function longAgo(made: Made, which: { letter?: number; request?: number }): Promise<void> {
  const { id } = await rowOf(committee.staffer, made.ref)
  const ago = (days: number) => dateToDb(addDays(day, -days))
  if (which.letter !== undefined) await db().letter.update({ where: { id }, data: { dueOn: ago(which.letter) } })
  if (which.request !== undefined) {
    await db().request.updateMany({
      where: { letters: { some: { letterId: id } } },
      data: { dueOn: ago(which.request) },
    })
  }
}

const drafted = async (): Promise<Made> => {
  const { ref } = await request(committee.otherStaffer)
  return letter(committee.staffer, { requests: [ref], dueOn: soon(committee.staffer) })
}

describe.each([
  ['its own', { letter: 1 }, 'Its due date'],
  ['that of a draft on it', { request: 1 }, 'The due date of R-'],
] as const)('a due date that has passed, %s', (_whose, which, words) => {
  it('bars submitting, with the reason beside the button and on every path', async () => {
    const made = await drafted()
    await longAgo(made, which)
    const judged = movesFor(committee.staffer, await facts(committee.staffer, made)).find(
      ({ move }) => move.verb === 'submit',
    )
    const why = expect.stringMatching(new RegExp(`^${words}.*has passed: give a later one\\.$`))
    expect(judged?.ruling).toEqual({ allowed: false, why })
    const events = await eventCount(committee.staffer)
    expect((await refusalOf(submit(made))).title).toBe('This letter cannot be submitted as it stands')
    const token = await tokenFor(committee.staffer)
    const path = `/inquiries/${committee.staffer.inquiry.slug}/letters/${made.ref}/transitions`
    const answer = await send(token, 'POST', path, { body: { version: made.version, to: 'in_clearance' } })
    expect({ status: answer.status, errors: answer.body.errors }).toEqual({
      status: 422,
      errors: [{ path: '', message: why }],
    })
    expect(await eventCount(committee.staffer)).toBe(events)
  })

  it('bars clearing, so that nobody clears what nobody can issue; returned and mended it goes on', async () => {
    const made = await drafted()
    const submitted = (await submit(made)) as Made
    await longAgo(made, which)
    const standing = await facts(committee.reviewer, made)
    const why = expect.stringMatching(
      new RegExp(`^${words}.*has passed: return the letter to drafting and give a later one\\.$`),
    )
    expect(canClear(committee.reviewer, standing)).toEqual({ allowed: false, why })
    expect((await refusalOf(clear(submitted))).title).toBe('This letter cannot be cleared as it stands')
    const token = await tokenFor(committee.reviewer)
    const path = `/inquiries/${committee.reviewer.inquiry.slug}/letters/${made.ref}/clearance`
    const answer = await send(token, 'POST', path, { body: { version: submitted.version } })
    expect({ status: answer.status, errors: answer.body.errors }).toEqual({
      status: 422,
      errors: [{ path: '', message: why }],
    })

    const input = { letter: made.ref, version: submitted.version, to: 'draft', note: 'The day has passed.' }
    const returned = (await moveLetter(committee.reviewer, input)) as Made
    await longAgo(made, { request: -14 })
    const later = { ...text, dueOn: soon(committee.staffer), letter: made.ref, version: returned.version }
    const mended = (await editLetter(committee.staffer, later)) as Made
    const again = (await submit(mended)) as Made
    expect(await clear(again)).toMatchObject({ status: 'in_clearance' })
  })

  it('refuses a day of issue after it, and leaves a day before it, once the letter is cleared', async () => {
    const { ref } = await request(committee.otherStaffer)
    const made = await cleared(committee, { requests: [ref], dueOn: soon(committee.staffer) })
    const where = { id: (await rowOf(committee.staffer, made.ref)).id }
    await db().letter.update({ where, data: { clearedAt: new Date(Date.now() - 3 * 86_400_000) } })
    await longAgo(made, which)
    const judged = movesFor(committee.staffer, await facts(committee.staffer, made)).find(
      ({ move }) => move.verb === 'issue',
    )
    expect(judged?.ruling).toEqual({ allowed: true })
    const issue = (issuedOn: string) =>
      moveLetter(committee.staffer, { letter: made.ref, version: made.version, to: 'issued', issuedOn })
    expect(await refusalOf(issue(day))).toMatchObject({ kind: 'invalid', paths: ['issuedOn'] })
    expect(await issue(addDays(day, -2))).toMatchObject({ status: 'issued' })
  })
})

it('is one rule: what is due before the first day on which the letter could go out', () => {
  const on = { dueOn: '2026-03-01', requests: [] }
  expect(dueBefore(on, '2026-03-01')).toEqual([])
  expect(dueBefore(on, '2026-03-02')).toEqual([{ ref: null, dueOn: '2026-03-01' }])
  const carrying = { dueOn: null, requests: [{ ref: 'R-1', status: 'issued', dueOn: '2026-02-01' }] } as const
  expect(dueBefore(carrying, '2026-03-02')).toEqual([])
  const draft = { dueOn: null, requests: [{ ref: 'R-1', status: 'draft', dueOn: '2026-02-01' }] } as const
  expect(dueBefore(draft, '2026-03-02')).toEqual([{ ref: 'R-1', dueOn: '2026-02-01' }])
  expect(unready({ ...draft, status: 'draft', earliest: '2026-02-01', editedSince: [] })).toEqual([])
})
