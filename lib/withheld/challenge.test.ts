import { beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '@/lib/audit/queries'
import type { Actor } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { entry, inRole, log, type Made, rowOf, seatWithRequests } from '@/lib/testing/withheld'
import { challengeWithheld, editWithheld, moveWithheld } from '@/lib/withheld/commands'
import { candidates } from '@/lib/withheld/list'

/* Many entries are challenged at once: each by the rules for one, all of them or none. */

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatWithRequests()
})

const load = (ref: string) => rowOf(committee.staffer, ref)
const three = async (by = committee.otherStaffer) => [await log(by), await log(by), await log(by)] as const
const all = (actor: Actor, entries: readonly Made[], note = 'Every basis is too wide.') =>
  challengeWithheld(actor, { entries: entries.map(({ ref, version }) => `${ref}@${version}`), note })

it('challenges each with an event of its own and the one reason', async () => {
  const entries = await three()
  const before = await eventCount(committee.reviewer)
  expect(await all(committee.reviewer, entries)).toEqual({ entries: entries.map(({ ref }) => ref), challenged: 3 })
  expect(await eventCount(committee.reviewer)).toBe(before + 3)
  for (const { ref } of entries) {
    const { id, status } = await load(ref)
    expect(status).toBe('challenged')
    const { entries: told } = await historyOf(committee.viewer, id, 1)
    expect(told[0]).toMatchObject({ event: 'withheld.challenge', note: 'Every basis is too wide.' })
  }
})

it.each(['challenged', 'accepted'] as const)(
  'does nothing at all when one of them is %s already, and names that one',
  async (to) => {
    const [first, ...rest] = await three()
    const by = committee.otherReviewer
    const moved = (await moveWithheld(by, { withheld: first.ref, version: 1, to, note: 'So.' })) as Made
    const before = await eventCount(by)
    await expect(all(committee.reviewer, [...rest, moved])).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'entries', message: expect.stringContaining(`${first.ref}: It is ${to}`) }],
    })
    expect(await eventCount(by)).toBe(before)
    for (const { ref } of rest) expect((await load(ref)).status).toBe('asserted')
  },
)

it('asks four eyes of each: what its reviewer once logged is named, and nothing is done', async () => {
  const theirs = await log(committee.otherStaffer)
  const own = await log(committee.staffer)
  await inRole(committee.staffer, 'reviewer', async (judge) => {
    await expect(all(judge, [theirs, own])).rejects.toMatchObject({
      fields: [{ message: expect.stringMatching(new RegExp(`^${own.ref}: You logged`)) }],
    })
  })
  expect((await load(theirs.ref)).status).toBe('asserted')
})

it('does nothing when one was changed since it was chosen, and says what it is now', async () => {
  const [first, ...rest] = await three()
  await editWithheld(committee.staffer, { ...entry, withheld: first.ref, version: 1, basis: 'statute' })
  await expect(all(committee.reviewer, [first, ...rest])).rejects.toMatchObject({
    kind: 'conflict',
    fields: [{ path: 'entries', message: `${first.ref} was changed since you chose it, and is asserted now.` }],
  })
  for (const { ref } of rest) expect((await load(ref)).status).toBe('asserted')
})

it('happens once when two reviewers challenge the same at once', async () => {
  const entries = await three()
  const before = await eventCount(committee.reviewer)
  const both = await Promise.allSettled([all(committee.reviewer, entries), all(committee.otherReviewer, entries)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await eventCount(committee.reviewer)).toBe(before + 3)
})

it.each(['staffer', 'viewer', 'admin', 'minorityStaffer'] as const)('is not for a %s', async (who) => {
  expect((await refusalOf(all(committee[who], await three()))).kind).toBe('forbidden')
})

it.each<[string, unknown]>([
  ['none', []],
  ['nothing', undefined],
  ['an empty text', ' '],
  ['a number without its version', 'W-1'],
  ['a version 0', 'W-1@0'],
  ['a huge version', 'W-1@9999999999'],
  ['a number of another kind', 'E-1@1'],
  ["a number of a side's own, which there is none of", 'W-M1@1'],
  ['an entry that does not exist', 'W-99999@1'],
  ['more than at once', Array.from({ length: 201 }, (_, i) => `W-${i + 1}@1`)],
  ['a list of lists', [[['W-1@1']]]],
])('refuses %s', async (_name, entries) => {
  const before = await eventCount(committee.reviewer)
  const act = challengeWithheld(committee.reviewer, { entries, note: 'Too wide.' })
  expect(await refusalOf(act)).toMatchObject({ kind: 'invalid', paths: [expect.stringMatching(/^entries/)] })
  expect(await eventCount(committee.reviewer)).toBe(before)
})

it('asks for a reason', async () => {
  expect(await refusalOf(all(committee.reviewer, await three(), ' '))).toMatchObject({ paths: ['note'] })
})

it('knows no entry of another inquiry', async () => {
  const [first] = await three()
  const foreign = await seatCommittee()
  await expect(all(foreign.reviewer, [first])).rejects.toMatchObject({
    kind: 'invalid',
    fields: [{ path: 'entries', message: `There is no ${first.ref} here.` }],
  })
})

describe('what is about to be challenged', () => {
  it('is shown entry by entry, with the reason why one cannot be', async () => {
    const [first, second] = await three()
    await moveWithheld(committee.reviewer, { withheld: first.ref, version: 1, to: 'accepted', note: 'So.' })
    const numbers = [first, second].map(({ ref }) => Number(ref.slice(2)))
    const { found, total } = await candidates(committee.reviewer, { numbers: [...numbers, 99_999] })
    expect(total).toBe(2)
    expect(found.map(({ entry: { ref }, ruling }) => [ref, ruling.allowed])).toEqual([
      [first.ref, false],
      [second.ref, true],
    ])
  })

  it('is all that is asserted under a filter, and nothing of another inquiry', async () => {
    const asserted = await log(committee.staffer, { basis: 'statute' })
    const accepted = await log(committee.staffer, { basis: 'statute' })
    await moveWithheld(committee.reviewer, { withheld: accepted.ref, version: 1, to: 'accepted', note: 'So.' })
    const refs = async (actor: Actor) =>
      (await candidates(actor, { filter: { basis: 'statute', request: { series: 'shared', number: 1 } } })).found.map(
        (one) => one.entry.ref,
      )
    expect(await refs(committee.reviewer)).toContain(asserted.ref)
    expect(await refs(committee.reviewer)).not.toContain(accepted.ref)
    expect(await refs((await seatCommittee()).reviewer)).toEqual([])
  })
})
