import { beforeAll, describe, expect, it } from 'vitest'
import { coverage } from '@/lib/coverage/queries'
import { recordStep } from '@/lib/custody/commands'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { parseRef } from '@/lib/fields'
import type { Actor } from '@/lib/people/actor'
import { moveRequest } from '@/lib/requests/commands'
import { listRequests } from '@/lib/requests/list'
import { movesFor, stands } from '@/lib/requests/policy'
import { unproven } from '@/lib/requests/proof'
import { getRequest, requestFacts } from '@/lib/requests/queries'
import { fallenWords } from '@/lib/requests/schema'
import { standingOf } from '@/lib/requests/ui/tone'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { ground, requestIn } from '@/lib/testing/requests'
import { workOf } from '@/lib/work/queries'

let committee: Committee
let at: { office: string; question: string }
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  at = await ground(committee.staffer)
})

const verdict = { responsive: 'yes', complete: 'yes', authentic: 'yes', note: 'Seen in full.' }
type Item = { ref: string; version: number }

/** Moves an item; its return happens by recording it in its chain of custody. */
async function moved(actor: Actor, { ref, version }: Item, to: string, more: object = {}): Promise<Item> {
  if (to !== 'returned') return (await moveEvidence(actor, { evidence: ref, version, to, ...more })) as Item
  await recordStep(actor, { evidence: ref, kind: 'returned', to: 'Its producer', authorisedBy: 'The clerk', ...more })
  return { ref, version: version + 1 }
}

async function judged(item: Item): Promise<Item> {
  return moved(committee.reviewer, await moved(committee.reviewer, item, 'in_review'), 'accepted', verdict)
}

/** An item logged against these requests by another staffer, and accepted. */
async function acceptedFor(...requests: string[]): Promise<Item> {
  const { ref } = await logEvidence(committee.otherStaffer, {
    ...{ title: 'The video', kind: 'video', receivedOn: '2026-02-05', fromOffice: at.office, heldAt: 'Safe 1' },
    ...{ accessMode: 'delivered_copy', handling: 'unclassified', requests },
  })
  return judged({ ref, version: 1 })
}

type Satisfied = { ref: string; id: string; item: Item }

/** A request that a reviewer declared satisfied on one accepted item, by the commands themselves. */
async function satisfied(on = at): Promise<Satisfied> {
  const { ref, id, version } = await requestIn(committee.otherStaffer, on, 'received')
  const item = await acceptedFor(ref)
  await moveRequest(committee.reviewer, { request: ref, version, to: 'satisfied' })
  return { ref, id, item }
}

const refOf = (ref: string) => parseRef('R', ref) ?? expect.fail(`${ref} is no number of a request`)
const shown = (ref: string) => getRequest(committee.viewer, refOf(ref))
const inList = async (ref: string) => (await listRequests(committee.viewer)).rows.find((row) => row.ref === ref)

/** What makes an item fall, by whom, and what is said of it. */
const falls = [
  ['revised', 'logged', 'was replaced by a new revision'],
  ['returned', 'returned', 'was returned to its producer'],
  ['clawed back', 'clawed_back', 'was clawed back by its producer'],
] as const

it('stands while the item is accepted in the revision that was accepted then, and not otherwise', () => {
  const now = { status: 'accepted', revision: 2 } as const
  expect(stands({ revision: 2, now })).toBe(true)
  expect(stands({ revision: 1, now })).toBe(false)
  for (const status of ['logged', 'in_review', 'rejected', 'returned', 'clawed_back'] as const) {
    expect(stands({ revision: 2, now: { status, revision: 2 } })).toBe(false)
  }
})

describe.each(falls)('when the item on which it rests is %s', (_how, to, words) => {
  it('the request says so to everybody, and counts as received', async () => {
    const alone = await ground(committee.staffer)
    const { ref, id, item } = await satisfied(alone)
    expect(await shown(ref)).toMatchObject({ proofGone: false, proof: [{ ref: item.ref, revision: 1, gone: null }] })
    const cell = async () =>
      (await coverage(committee.viewer)).questions
        .find((row) => row.ref === alone.question)
        ?.cells.find(({ kind }) => kind === 'video')
    expect(await cell()).toMatchObject({ state: 'accepted', count: 1, of: 1 })
    await moved(committee.staffer, item, to, { note: 'It had to be.' })

    const record = await shown(ref)
    expect(record).toMatchObject({ status: 'satisfied', proofGone: true })
    expect(record.proof).toMatchObject([{ ref: item.ref, gone: { by: 'staffer' } }])
    expect(fallenWords(record.proof, 'America/New_York')).toContain(`${item.ref} ${words} on `)
    const row = await inList(ref)
    expect(row && standingOf(row)).toEqual({ tone: 'recv', label: 'Satisfied, proof gone' })
    expect((await listRequests(committee.viewer, { view: 'unproven' })).rows.map((one) => one.ref)).toContain(ref)
    for (const who of ['viewer', 'minorityStaffer'] as const) {
      expect((await unproven(committee[who])).map((one) => one.ref)).toContain(ref)
    }
    expect(await cell()).toMatchObject({ state: 'received', count: 1, of: 1 })
    expect(movesFor(committee.reviewer, await requestFacts(committee.reviewer, { ...record, id }))).toContainEqual(
      expect.objectContaining({ move: expect.objectContaining({ verb: 'reopen' }), ruling: { allowed: true } }),
    )
    await moveRequest(committee.reviewer, { ...reopening(ref), version: 2 })
  })
})

const reopening = (request: string) => ({
  ...{ request, to: 'deficient', note: 'The copy went back.', missing: 'A copy of the video.', dueOn: '2027-06-01' },
})

it('says how the item fell, also when it was mended, accepted again and clawed back later', async () => {
  const { ref, item } = await satisfied()
  const mended = await judged(await moved(committee.staffer, item, 'logged', { note: 'Exported again.' }))
  await moved(committee.otherStaffer, mended, 'clawed_back', { note: 'By letter.' })
  expect((await shown(ref)).proof).toMatchObject([{ gone: { event: 'evidence.revise', by: 'staffer' } }])
  await moveRequest(committee.reviewer, { ...reopening(ref), version: 2 })
})

describe('settling it', () => {
  const confirm = (actor: Actor, ref: string, more: object = { note: 'The second copy is the same recording.' }) =>
    moveRequest(actor, { request: ref, version: 2, to: 'satisfied', ...more })

  it('is not asked for while everything stands', async () => {
    const { ref } = await satisfied()
    await acceptedFor(ref)
    expect((await refusalOf(confirm(committee.reviewer, ref))).title).toContain('nothing to confirm')
  })

  it('takes another accepted item and a note, and then rests on that item', async () => {
    const { ref, id, item } = await satisfied()
    await moved(committee.staffer, item, 'returned', { note: 'Sent back.' })
    expect((await refusalOf(confirm(committee.reviewer, ref))).title).toContain('No item that came has been accepted')
    const other = await acceptedFor(ref)
    expect((await shown(ref)).proofGone).toBe(true)
    expect(await refusalOf(confirm(committee.reviewer, ref, {}))).toMatchObject({ kind: 'invalid', paths: ['note'] })
    expect(await confirm(committee.reviewer, ref)).toMatchObject({ status: 'satisfied', version: 3 })
    expect(await shown(ref)).toMatchObject({ proofGone: false, proof: [{ ref: other.ref, gone: null }] })
    const last = await db().auditEvent.findFirstOrThrow({ where: { subjectId: id }, orderBy: { seq: 'desc' } })
    expect(JSON.parse(last.body)).toMatchObject({
      event: 'request.confirm',
      note: 'The second copy is the same recording.',
      changes: { proof: [[`${item.ref} revision 1`], [`${other.ref} revision 1`]] },
    })
  })

  it('takes the new revision of the same item once that is accepted', async () => {
    const { ref, item } = await satisfied()
    await judged(await moved(committee.staffer, item, 'logged', { note: 'Exported again.' }))
    expect((await shown(ref)).proofGone).toBe(true)
    await confirm(committee.reviewer, ref)
    expect(await shown(ref)).toMatchObject({ proofGone: false, proof: [{ ref: item.ref, revision: 2 }] })
  })

  it.each(['staffer', 'viewer', 'admin'] as const)('is not for a %s', async (who) => {
    const { ref, item } = await satisfied()
    await moved(committee.staffer, item, 'returned', { note: 'Sent back.' })
    await acceptedFor(ref)
    const events = await eventCount(committee[who])
    expect((await refusalOf(confirm(committee[who], ref))).kind).toBe('forbidden')
    expect(await eventCount(committee[who])).toBe(events)
    expect((await workOf(committee[who])).some(({ key }) => key === 'proof_gone')).toBe(false)
    await confirm(committee.otherReviewer, ref)
  })

  it('is not for whoever drafted it, whatever their role is now, and does not wait for them', async () => {
    const { ref, item } = await satisfied()
    await moved(committee.staffer, item, 'returned', { note: 'Sent back.' })
    await acceptedFor(ref)
    const waits = async (actor: Actor) =>
      (await workOf(actor)).find(({ key }) => key === 'proof_gone')?.items.map((one) => one.ref) ?? []
    const where = { userId: committee.otherStaffer.userId }
    await db().membership.updateMany({ where, data: { role: 'reviewer' } })
    const drafter: Actor = { ...committee.otherStaffer, role: 'reviewer' }
    expect((await refusalOf(confirm(drafter, ref))).title).toContain('You drafted')
    expect(await waits(drafter)).not.toContain(ref)
    await db().membership.updateMany({ where, data: { role: 'staffer' } })
    for (const who of ['reviewer', 'otherReviewer', 'minorityReviewer', 'nonpartisanReviewer'] as const) {
      expect(await waits(committee[who])).toContain(ref)
    }
    const group = (await workOf(committee.reviewer)).find(({ key }) => key === 'proof_gone')
    expect(group?.items.find((one) => one.ref === ref)?.why).toMatch(
      new RegExp(`^${item.ref} was returned to its producer on .+\\. Reopen it, or say`),
    )
    await confirm(committee.reviewer, ref)
    expect(await waits(committee.reviewer)).not.toContain(ref)
  })

  it('reopening leaves nothing that it rests on', async () => {
    const { ref, id, item } = await satisfied()
    await moved(committee.staffer, item, 'returned', { note: 'Sent back.' })
    await moveRequest(committee.reviewer, { ...reopening(ref), version: 2 })
    expect(await shown(ref)).toMatchObject({ status: 'deficient', proof: [], proofGone: false })
    expect(await db().requestProof.count({ where: { requestId: id } })).toBe(0)
  })
})

it('a request rests on all that was accepted for it, and one of two that goes is told with the one that stays', async () => {
  const { ref, version } = await requestIn(committee.otherStaffer, at, 'received')
  const [one, two] = [await acceptedFor(ref), await acceptedFor(ref)]
  await moveRequest(committee.reviewer, { request: ref, version, to: 'satisfied' })
  await moved(committee.staffer, one, 'clawed_back', { note: 'By letter.' })
  expect((await shown(ref)).proof).toMatchObject([
    { ref: one.ref, gone: {} },
    { ref: two.ref, gone: null },
  ])
})

it('what rests on a certified search loses nothing when an item goes', async () => {
  const { ref, version } = await requestIn(committee.otherStaffer, at, 'no_records', {}, { searchCertified: true })
  const item = await acceptedFor(ref)
  await moveRequest(committee.reviewer, { request: ref, version, to: 'satisfied' })
  await moved(committee.staffer, item, 'returned', { note: 'Sent back.' })
  expect(await shown(ref)).toMatchObject({ status: 'satisfied', proof: [], proofGone: false })
})
