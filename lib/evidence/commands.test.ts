import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { historyOf } from '@/lib/audit/queries'
import { recordStep } from '@/lib/custody/commands'
import { db } from '@/lib/db'
import { editEvidence, logEvidence, moveEvidence } from '@/lib/evidence/commands'
import { acceptedFor, evidenceSnapshot, getEvidence, loadEvidence, revisionsOf } from '@/lib/evidence/queries'
import { type EvidenceStatus, evidenceMoves, evidenceStatuses } from '@/lib/evidence/status'
import { parseRef } from '@/lib/fields'
import type { Actor } from '@/lib/people/actor'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { putOffice, putRequest } from '@/lib/testing/records'
import { addDays, today } from '@/lib/time'

let committee: Committee
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  await putRequest(committee.staffer, 2)
  await putRequest(committee.staffer, 3, { status: 'draft' })
  await putRequest(committee.staffer, 1, { status: 'draft', partition: 'minority' })
})

const entry = {
  title: 'Recording of the car deck',
  kind: 'video',
  receivedOn: '2026-02-03',
  fromOffice: 'O-1',
  accessMode: 'delivered_copy',
  handling: 'unclassified',
  heldAt: 'Safe 1',
  requests: 'R-1',
}
const statuses = Object.keys(evidenceStatuses) as EvidenceStatus[]
const found = { responsive: 'yes', complete: 'no', authentic: 'not_known', note: 'Part of what was asked for.' }
const refOf = (ref: string) => parseRef('E', ref) ?? expect.fail(`${ref} is no number of an item`)
const load = (ref: string) => loadEvidence(db(), committee.staffer, refOf(ref))
const requestId = async (number: number) =>
  (
    await db().request.findFirstOrThrow({
      where: { inquiryId: committee.staffer.inquiry.id, number, partition: 'shared' },
    })
  ).id

async function itemIn(
  status: EvidenceStatus,
  by: Actor = committee.otherStaffer,
): Promise<{ ref: string; version: number }> {
  const { ref } = await logEvidence(by, entry)
  await db().evidenceItem.updateMany({
    where: { inquiryId: by.inquiry.id, number: refOf(ref).number },
    data: { status },
  })
  return { ref, version: 1 }
}

const move = (actor: Actor, item: { ref: string; version: number }, to: EvidenceStatus, more = {}) =>
  moveEvidence(actor, { evidence: item.ref, version: item.version, to, ...more }) as Promise<{
    ref: string
    status: string
    version: number
  }>

const giveBack = (actor: Actor, evidence: string) =>
  recordStep(actor, { evidence, kind: 'returned', to: 'Office 1', authorisedBy: 'The clerk' })

describe('logging what came', () => {
  it('numbers items without gaps, also when many are logged at once and some fail', async () => {
    const fresh = await seatCommittee()
    await putOffice(fresh.staffer, 1)
    await putRequest(fresh.staffer, 1)
    const done = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        logEvidence(fresh.staffer, i % 4 === 3 ? { ...entry, requests: 'R-99' } : entry),
      ),
    )
    const numbers = done.flatMap((one) => (one.status === 'fulfilled' ? [refOf(one.value.ref).number] : []))
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it.each(['reviewer', 'viewer', 'admin', 'minorityReviewer'] as const)('is not for a %s', async (who) => {
    const before = await eventCount(committee[who])
    expect((await refusalOf(logEvidence(committee[who], entry))).kind).toBe('forbidden')
    expect(await eventCount(committee[who])).toBe(before)
  })

  it.each<[string, object, string[]]>([
    ['a blank title', { title: ' \u200b ' }, ['title']],
    ['no request', { requests: '' }, ['requests']],
    ['a request that does not exist', { requests: ['R-1', 'R-99'] }, ['requests']],
    ['a request that was not issued', { requests: 'R-3' }, ['requests']],
    ['a draft of the other side', { requests: 'R-N1' }, ['requests']],
    ['an office that does not exist', { fromOffice: 'O-99' }, ['fromOffice']],
    ['a day to come', { receivedOn: addDays(today('America/New_York'), 2) }, ['receivedOn']],
    ['a day that does not exist', { receivedOn: '2026-02-30' }, ['receivedOn']],
    ['nowhere to be held', { heldAt: '' }, ['heldAt']],
    ['marked material without its control number', { handling: 'secret' }, ['controlNumber']],
    ['a time that does not exist', { happenedFrom: '2026-02-12T25:00' }, ['happenedFrom']],
    ['an hour that the clocks skipped', { happenedFrom: '2026-03-08T02:30' }, ['happenedFrom']],
    [
      'an end before its beginning',
      { happenedFrom: '2026-02-02T10:00', happenedTo: '2026-02-02T09:59' },
      ['happenedTo'],
    ],
    ['a delivery that does not exist', { production: 'P-99' }, ['production']],
    ['a Bates number without a number', { batesFrom: 'FER' }, ['batesFrom']],
    ['the end of a range alone', { batesTo: 'FER0001' }, ['batesFrom']],
    ['a range under two prefixes', { batesFrom: 'FER0001', batesTo: 'FEX0002' }, ['batesTo']],
    ['a range that runs backward', { batesFrom: 'FER0002', batesTo: 'FER0001' }, ['batesTo']],
    ['a status', { status: 'accepted' }, ['status']],
    ['an object where text belongs', { title: { not: '' } }, ['title']],
  ])('refuses %s beside its field', async (_name, wrong, paths) => {
    const before = await eventCount(committee.staffer)
    const refusal = await refusalOf(logEvidence(committee.staffer, { ...entry, ...wrong }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths })
    expect(await eventCount(committee.staffer)).toBe(before)
  })

  it('reads a time without a zone on the clock of the inquiry', async () => {
    const { ref } = await logEvidence(committee.staffer, {
      ...entry,
      happenedFrom: '2026-02-02T10:00',
      happenedTo: '2026-02-02T16:30:00Z',
    })
    const item = await getEvidence(committee.viewer, refOf(ref))
    expect([item.happenedFrom, item.happenedTo]).toEqual(['2026-02-02T15:00:00.000Z', '2026-02-02T16:30:00.000Z'])
  })

  it('keeps its Bates range as it is written and as numbers, a single page too', async () => {
    const range = { batesFrom: 'fer-0000123', batesTo: 'FER-0000125', custodian: 'Harbor office' }
    const { ref } = await logEvidence(committee.staffer, { ...entry, ...range })
    expect(await load(ref)).toMatchObject({ ...range, batesPrefix: 'FER-', batesFirst: 123n, batesLast: 125n })
    const { ref: page } = await logEvidence(committee.staffer, { ...entry, batesFrom: 'FER-0000126' })
    expect(await load(page)).toMatchObject({ batesTo: 'FER-0000126', batesFirst: 126n, batesLast: 126n })
  })

  it('stands in the history of each request that it answers', async () => {
    const { ref } = await logEvidence(committee.staffer, { ...entry, requests: 'R-1, R-2' })
    for (const number of [1, 2]) {
      const { entries } = await historyOf(committee.viewer, await requestId(number), 1)
      expect(entries[0]).toMatchObject({ event: 'evidence.logged', subject: { ref } })
    }
  })
})

describe('the chain of custody', () => {
  const chainOf = async (ref: string) =>
    db().custodyEvent.findMany({ where: { evidenceId: (await load(ref)).id }, orderBy: { number: 'asc' } })

  it('begins with the receipt, on its day without a time, and with the registration', async () => {
    const { ref } = await logEvidence(committee.staffer, entry)
    const [received, registered, ...more] = await chainOf(ref)
    expect(more).toEqual([])
    expect(received).toMatchObject({ number: 1, kind: 'received', by: 'staffer', from: 'Office 1', place: 'Safe 1' })
    expect(received?.happenedOn).toEqual(new Date('2026-02-03T00:00:00Z'))
    expect(received?.happenedAt).toEqual(new Date('2026-02-03T05:00:00Z'))
    expect(registered).toMatchObject({ number: 2, kind: 'registered', happenedOn: null })
    expect(registered?.happenedAt).toEqual(registered?.recordedAt)
  })

  it.each(['in_camera', 'reading_room', 'shown_only', 'oral_only'])(
    'says of what was %s that it was registered, not that it was received',
    async (accessMode) => {
      const { ref } = await logEvidence(committee.staffer, { ...entry, accessMode })
      expect((await chainOf(ref)).map(({ kind }) => kind)).toEqual(['registered'])
    },
  )
})

describe('editing an entry', () => {
  it.each(statuses)('is for a staffer, and for nobody once it is %s unless that is logged', async (status) => {
    const item = await itemIn(status)
    const edit = (actor: Actor) =>
      editEvidence(actor, { ...entry, evidence: item.ref, version: item.version, title: 'Mended title' })
    for (const who of ['reviewer', 'viewer', 'admin'] as const) {
      expect((await refusalOf(edit(committee[who]))).kind).toBe('forbidden')
    }
    if (status === 'logged') expect(await edit(committee.minorityStaffer)).toMatchObject({ version: 2 })
    else expect((await refusalOf(edit(committee.staffer))).kind).toBe('forbidden')
  })

  it('empties what is left out, and takes over the requests named', async () => {
    const { ref } = await logEvidence(committee.staffer, { ...entry, description: 'Two parts.', copyNo: '1 of 2' })
    await editEvidence(committee.staffer, { ...entry, evidence: ref, version: 1, requests: 'R-2' })
    const item = await getEvidence(committee.staffer, refOf(ref))
    expect(item).toMatchObject({ description: '', copyNo: null })
    expect(item.requests.map((request) => request.ref)).toEqual(['R-2'])
  })

  it('tells the second of two what the first did, and changes nothing', async () => {
    const { ref } = await logEvidence(committee.staffer, entry)
    await editEvidence(committee.staffer, { ...entry, evidence: ref, version: 1, heldAt: 'Safe 2' })
    const late = editEvidence(committee.otherStaffer, { ...entry, evidence: ref, version: 1, requests: 'R-2' })
    await expect(late).rejects.toMatchObject({ kind: 'conflict', current: { heldAt: 'Safe 2', version: '2' } })
    expect((await load(ref)).requests.map(({ request }) => request.number)).toEqual([1])
  })
})

describe('moves: every status, every target, every role', () => {
  const roles = ['staffer', 'reviewer', 'viewer', 'admin'] as const
  const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const))
  it.each(pairs)('%s to %s', async (from, to) => {
    const line = evidenceMoves.find((one) => one.to === to && one.from.includes(from))
    const given = Object.fromEntries((line?.needs ?? []).map((field) => [field, found[field as keyof typeof found]]))
    for (const role of roles) {
      const act = move(committee[role], await itemIn(from), to, given)
      if (line?.by.includes(role) && !line.through) expect(await act).toMatchObject({ status: to, version: 2 })
      else expect(['invalid', 'forbidden']).toContain((await refusalOf(act)).kind)
    }
  })

  it.each(evidenceMoves.filter((line) => !line.through))(
    '$verb asks for each thing that it needs, and refuses what it has no use for',
    async (line) => {
      const [from] = line.from
      if (!from) expect.fail('a move starts somewhere')
      const actor = line.by[0] === 'reviewer' ? committee.reviewer : committee.staffer
      const given = Object.fromEntries(line.needs.map((field) => [field, found[field as keyof typeof found]]))
      for (const field of line.needs) {
        const refusal = await refusalOf(move(actor, await itemIn(from), line.to, { ...given, [field]: undefined }))
        expect(refusal).toMatchObject({ kind: 'invalid', paths: [field] })
      }
      const useless = [...line.needs, ...line.takes].includes('receivedOn') ? 'complete' : 'receivedOn'
      const extra = { ...given, [useless]: useless === 'complete' ? 'yes' : '2026-02-10' }
      expect(await refusalOf(move(actor, await itemIn(from), line.to, extra))).toMatchObject({ paths: [useless] })
    },
  )
})

describe('a verdict', () => {
  it.each([
    [{ responsive: 'no' }, ['responsive']],
    [{ responsive: 'not_known' }, ['responsive']],
    [{ authentic: 'no' }, ['authentic']],
    [{ responsive: 'no', authentic: 'no' }, ['responsive', 'authentic']],
  ])('does not accept what was found %o', async (answers, paths) => {
    const item = await itemIn('in_review')
    const before = await eventCount(committee.reviewer)
    const refusal = await refusalOf(move(committee.reviewer, item, 'accepted', { ...found, ...answers }))
    expect(refusal).toMatchObject({ kind: 'invalid', paths })
    expect(await eventCount(committee.reviewer)).toBe(before)
    expect(await move(committee.reviewer, item, 'rejected', { ...found, ...answers })).toMatchObject({
      status: 'rejected',
    })
  })

  it('accepts part of a delivery as what it is, also where nobody can say that it is authentic', async () => {
    const item = await itemIn('in_review')
    await move(committee.reviewer, item, 'accepted', found)
    expect((await getEvidence(committee.viewer, refOf(item.ref))).reviews).toMatchObject([
      { revision: 1, verdict: 'accepted', responsive: 'yes', complete: 'no', authentic: 'not_known', by: 'reviewer' },
    ])
  })

  it.each([
    ['logged', () => logEvidence(committee.staffer, entry)],
    [
      'edited',
      async () => {
        const { ref } = await logEvidence(committee.otherStaffer, entry)
        return editEvidence(committee.staffer, { ...entry, evidence: ref, version: 1 })
      },
    ],
    [
      'revised',
      async () => {
        const { ref } = await logEvidence(committee.otherStaffer, entry)
        return move(committee.staffer, { ref, version: 1 }, 'logged', { note: 'A better copy.' })
      },
    ],
  ])('is not for whoever %s it, whatever their role is now', async (_how, make) => {
    const item = (await make()) as { ref: string; version: number }
    const was = { userId: committee.staffer.userId }
    await db().membership.updateMany({ where: was, data: { role: 'reviewer' } })
    const judge: Actor = { ...committee.staffer, role: 'reviewer' }
    expect((await refusalOf(move(judge, item, 'in_review'))).kind).toBe('forbidden')
    const taken = await move(committee.reviewer, item, 'in_review')
    expect((await refusalOf(move(judge, taken, 'accepted', found))).kind).toBe('forbidden')
    await db().membership.updateMany({ where: was, data: { role: 'staffer' } })
    expect(await move(committee.reviewer, taken, 'accepted', found)).toMatchObject({ status: 'accepted' })
  })

  it('counts for its requests until the item is revised, returned or clawed back', async () => {
    const fresh = await seatCommittee()
    await putOffice(fresh.staffer, 1)
    const id = await putRequest(fresh.staffer, 1)
    const accepted = async () => {
      const { ref } = await logEvidence(fresh.staffer, entry)
      const taken = await move(fresh.reviewer, { ref, version: 1 }, 'in_review')
      return move(fresh.reviewer, taken, 'accepted', found)
    }
    const items = [await accepted(), await accepted(), await accepted(), await accepted()] as const
    expect(await acceptedFor(db(), fresh.reviewer.userId, id)).toMatchObject(
      ['E-1', 'E-2', 'E-3', 'E-4'].map((ref) => ({ ref, accessMode: 'delivered_copy', revision: 1, own: false })),
    )
    await giveBack(fresh.staffer, items[0].ref)
    await move(fresh.staffer, items[1], 'clawed_back', { note: 'Given by mistake, they say.' })
    await move(fresh.staffer, items[2], 'logged', { note: 'A better copy.' })
    expect(await acceptedFor(db(), fresh.staffer.userId, id)).toMatchObject([
      { ref: 'E-4', accessMode: 'delivered_copy', own: true },
    ])
  })
})

it('is hidden from other inquiries: an unknown number and a foreign one are the same', async () => {
  const { ref } = await logEvidence(committee.staffer, entry)
  const foreign = await seatCommittee()
  const of = (evidence: string) => refusalOf(moveEvidence(foreign.reviewer, { evidence, version: 1, to: 'in_review' }))
  expect(await of(ref)).toEqual(await of('E-99999'))
})

describe('the history', () => {
  it('is enough to rebuild an item, its reviews and its revisions as they stood', async () => {
    const { ref } = await logEvidence(committee.staffer, { ...entry, requests: 'R-1' })
    const item = { ref, version: 1 }
    const standings: ReturnType<typeof evidenceSnapshot>[] = []
    const keep = async () => standings.push(evidenceSnapshot(await load(ref)))
    await keep()
    await editEvidence(committee.staffer, {
      ...entry,
      evidence: ref,
      version: 1,
      requests: 'R-1, R-2',
      copyNo: '1 of 2',
      maySee: 'Members only',
    })
    await keep()
    for (const [actor, to, more] of [
      [committee.reviewer, 'in_review', {}],
      [committee.reviewer, 'rejected', { ...found, responsive: 'no' }],
      [committee.staffer, 'logged', { note: 'Exported again.', receivedOn: '2026-02-10' }],
      [committee.otherReviewer, 'in_review', {}],
      [committee.otherReviewer, 'accepted', found],
    ] as const) {
      item.version += 1
      await move(actor, item, to, more)
      await keep()
    }
    await giveBack(committee.staffer, ref)
    await keep()
    const row = await load(ref)
    const events = await db().auditEvent.findMany({
      where: { subjectId: row.id, event: { startsWith: 'evidence.' } },
      orderBy: { seq: 'asc' },
    })
    const bodies = events.map((event) => JSON.parse(event.body))
    standings.forEach((standing, i) => {
      const rebuilt = fold(bodies.slice(0, i + 1).map((body) => body.changes))
      expect(rebuilt).toEqual(Object.fromEntries(Object.entries(standing).filter(([, value]) => value !== null)))
    })
    expect(bodies).toHaveLength(standings.length)
    expect(bodies.flatMap((body) => body.details.review ?? [])).toEqual(JSON.parse(JSON.stringify(row.reviews)))
    expect(await revisionsOf(committee.viewer, row.id)).toEqual([
      { revision: 1, receivedOn: entry.receivedOn, changed: null, by: 'staffer' },
      { revision: 2, receivedOn: '2026-02-10', changed: 'Exported again.', by: 'staffer' },
    ])
  })
})
