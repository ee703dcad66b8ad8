import { beforeAll, describe, expect, it } from 'vitest'
import { fold } from '@/lib/audit/canonical'
import { db } from '@/lib/db'
import { logEvidence, moveEvidence } from '@/lib/evidence/commands'
import type { Kind } from '@/lib/generated/prisma/enums'
import { nextNumber } from '@/lib/numbers'
import type { Actor } from '@/lib/people/actor'
import { draftRequest, editRequest, moveRequest } from '@/lib/requests/commands'
import { requestSnapshot } from '@/lib/requests/queries'
import {
  outstandingStatuses,
  type RequestMove,
  type RequestStatus,
  requestMoves,
  requestStatuses,
} from '@/lib/requests/status'
import { send, tokenFor } from '@/lib/testing/api'
import { type Committee, eventCount, refusalOf, seatCommittee } from '@/lib/testing/committee'
import { freshDatabase } from '@/lib/testing/database'
import { draftOf, ground, requestIn } from '@/lib/testing/requests'

let committee: Committee
let at: { office: string; question: string }
beforeAll(async () => {
  await freshDatabase()
  committee = await seatCommittee()
  at = await ground(committee.staffer)
})

/** What somebody may do once an administrator has made a reviewer of them. */
async function asReviewer<T>(actor: Actor, act: (judge: Actor) => Promise<T>): Promise<T> {
  const where = { userId: actor.userId }
  await db().membership.updateMany({ where, data: { role: 'reviewer' } })
  try {
    return await act({ ...actor, role: 'reviewer' })
  } finally {
    await db().membership.updateMany({ where, data: { role: actor.role } })
  }
}

const statuses = Object.keys(requestStatuses) as RequestStatus[]
const given: Record<string, unknown> = {
  note: 'Because.',
  dueOn: '2027-06-01',
  missing: 'The second tape.',
  refusalBasis: 'privilege',
  refusedBy: 'Counsel',
  scheduledFor: '2027-03-01T10:00',
}

/** Everything that a move needs, as somebody would type it. */
async function inputFor(move: RequestMove | undefined, ref: string, version: number, to: string) {
  const input: Record<string, unknown> = { request: ref, version, to }
  for (const field of move?.needs ?? []) input[field] = given[field]
  if (move?.needs.includes('supersededBy'))
    input.supersededBy = (await draftRequest(committee.staffer, draftOf(at))).ref
  return input
}

/** An accepted register entry that answers a request, put there past the rules. */
async function accepted(
  requestId: string,
  accessMode: 'delivered_copy' | 'shown_only',
  kind: Kind = 'video',
): Promise<string> {
  const { inquiry, userId } = committee.otherStaffer
  const office = await db().office.findFirstOrThrow({ where: { inquiryId: inquiry.id } })
  const number = await db().$transaction((tx) => nextNumber(tx, inquiry.id, 'E'))
  const item = await db().evidenceItem.create({
    data: {
      inquiryId: inquiry.id,
      number,
      title: 'What came',
      kind,
      receivedOn: new Date('2026-02-05'),
      fromOfficeId: office.id,
      accessMode,
      handling: 'unclassified',
      heldAt: 'The committee’s safe',
      status: 'accepted',
      createdById: userId,
    },
  })
  await db().evidenceRequest.create({ data: { inquiryId: inquiry.id, evidenceId: item.id, requestId } })
  return item.id
}

/** What a move needs to be there besides what is typed: an accepted item; to be confirmed, first of all one that was lost. */
async function readyFor(move: RequestMove | undefined, requestId: string): Promise<void> {
  if (move?.verb === 'confirm') {
    const evidenceId = await accepted(requestId, 'delivered_copy', 'testimony')
    const { inquiryId } = await db().evidenceItem.update({ where: { id: evidenceId }, data: { status: 'returned' } })
    await db().requestProof.create({ data: { inquiryId, requestId, evidenceId, revision: 1 } })
  }
  if (move?.to === 'satisfied') await accepted(requestId, 'delivered_copy', 'testimony')
}

describe('moves: every status, every target, every role', () => {
  const roles = ['staffer', 'reviewer', 'viewer', 'admin'] as const
  for (const from of statuses) {
    for (const to of statuses) {
      it(`${from} to ${to}`, async () => {
        const move = requestMoves.find((one) => one.to === to && one.from.includes(from))
        for (const role of roles) {
          const { ref, id, version } = await requestIn(
            committee.otherStaffer,
            at,
            from,
            { kind: 'testimony' },
            { searchCertified: from === 'no_records' },
          )
          await readyFor(move, id)
          const events = await eventCount(committee[role])
          const act = moveRequest(committee[role], await inputFor(move, ref, version, to))
          if (move && !move.through && move.by.includes(role)) {
            expect(await act).toMatchObject({ status: to, version: 2 })
          } else {
            const drafts = move?.needs.includes('supersededBy') ? 1 : 0
            expect(['invalid', 'forbidden']).toContain((await refusalOf(act)).kind)
            expect(await eventCount(committee[role])).toBe(events + drafts)
          }
        }
      })
    }
  }
})

describe('what a move needs', () => {
  for (const move of requestMoves.filter(({ through }) => !through)) {
    for (const field of move.needs) {
      it(`${move.verb} is refused without ${field}, beside that field, and nothing is written`, async () => {
        const actor = committee[move.by[0] === 'reviewer' ? 'reviewer' : 'staffer']
        const from = move.from[0] ?? 'draft'
        const { ref, id, version } = await requestIn(committee.otherStaffer, at, from, { kind: 'testimony' })
        await readyFor(move, id)
        const { [field]: _left, ...input } = await inputFor(move, ref, version, move.to)
        expect(await refusalOf(moveRequest(actor, input))).toMatchObject({ kind: 'invalid', paths: [field] })
        expect(await db().request.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: from, version: 1 })
      })
    }
  }

  it.each([
    ['acknowledge', { to: 'acknowledged', happenedOn: '2999-01-01' }, 'happenedOn'],
    ['acknowledge before issue', { to: 'acknowledged', happenedOn: '2026-01-31' }, 'happenedOn'],
    ['a date that does not exist', { to: 'acknowledged', happenedOn: '2026-02-30' }, 'happenedOn'],
    ['a field it has no use for', { to: 'acknowledged', missing: 'x' }, 'missing'],
    ['a due date in the past', { to: 'deficient', missing: 'x', dueOn: '2026-02-02' }, 'dueOn'],
  ])('refuses %s', async (_name, input, path) => {
    const from = input.to === 'deficient' ? 'received' : 'issued'
    const { ref, version } = await requestIn(committee.otherStaffer, at, from)
    const actor = input.to === 'deficient' ? committee.reviewer : committee.staffer
    expect((await refusalOf(moveRequest(actor, { request: ref, version, ...input }))).paths).toEqual([path])
  })

  it('tells whoever comes second what the first did', async () => {
    const { ref, version } = await requestIn(committee.staffer, at, 'scheduled', { kind: 'testimony' })
    const input = {
      request: ref,
      version,
      to: 'scheduled',
      scheduledFor: '2099-03-01T10:00',
      note: 'The witness is ill.',
    }
    await moveRequest(committee.otherStaffer, input)
    await expect(moveRequest(committee.staffer, { request: ref, version, to: 'received' })).rejects.toMatchObject({
      kind: 'conflict',
      meanwhile: `${committee.otherStaffer.name} recorded a postponement of ${ref}: “The witness is ill.”`,
    })
  })

  it('schedules only briefings and testimony', async () => {
    const { ref, version } = await requestIn(committee.staffer, at, 'issued')
    const input = { request: ref, version, to: 'scheduled', scheduledFor: '2027-03-01T10:00' }
    expect(await refusalOf(moveRequest(committee.staffer, input))).toMatchObject({
      kind: 'forbidden',
      title: expect.stringContaining('video'),
    })
  })

  it('does not let a request be replaced by itself, a closed one, or a side’s own draft that everybody would learn of', async () => {
    const { ref, version } = await requestIn(committee.staffer, at, 'issued')
    const gone = await requestIn(committee.staffer, at, 'withdrawn')
    const own = await draftRequest(committee.staffer, draftOf(at, { partition: 'majority' }))
    for (const supersededBy of [ref, gone.ref, own.ref, 'R-99999']) {
      const input = { request: ref, version, to: 'superseded', supersededBy }
      expect((await refusalOf(moveRequest(committee.staffer, input))).paths).toEqual(['supersededBy'])
    }
  })
})

describe('satisfied', () => {
  it('is refused while nothing is logged, while nothing is accepted, and while it was only shown', async () => {
    const { ref, id, version } = await requestIn(committee.staffer, at, 'received')
    const judge = () => moveRequest(committee.reviewer, { request: ref, version, to: 'satisfied' })
    expect((await refusalOf(judge())).title).toContain('Nothing that came')
    await accepted(id, 'shown_only')
    expect((await refusalOf(judge())).title).toContain('only shown')
    await accepted(id, 'delivered_copy')
    expect(await judge()).toMatchObject({ status: 'satisfied' })
  })

  it('takes a showing where viewing suffices', async () => {
    const { ref, id, version } = await requestIn(committee.staffer, at, 'received', { formWanted: 'viewing_suffices' })
    await accepted(id, 'shown_only')
    expect(await moveRequest(committee.reviewer, { request: ref, version, to: 'satisfied' })).toMatchObject({
      status: 'satisfied',
    })
  })

  it('takes an item of another kind only with the note that says why', async () => {
    const { ref, id, version } = await requestIn(committee.staffer, at, 'received', { kind: 'log' })
    await accepted(id, 'delivered_copy')
    const token = await tokenFor(committee.reviewer)
    const path = `/inquiries/${committee.reviewer.inquiry.slug}/requests/${ref}/transitions`
    const { body: offered } = await send(token, 'GET', path)
    const why = expect.stringMatching(/^E-\d+ is a video, and a log was asked for: say in the note why/)
    expect(offered.transitions).toContainEqual(
      expect.objectContaining({ verb: 'declare_satisfied', open: true, needs: ['note'], takes: [], asks: why }),
    )
    const { status, body } = await send(token, 'POST', path, { body: { version, to: 'satisfied' } })
    expect({ status, errors: body.errors }).toEqual({
      status: 422,
      errors: [{ path: 'note', message: expect.stringContaining('a log was asked for') }],
    })
    const input = { request: ref, version, to: 'satisfied' }
    expect(await refusalOf(moveRequest(committee.reviewer, input))).toMatchObject({ kind: 'invalid', paths: ['note'] })
    expect(await moveRequest(committee.reviewer, { ...input, note: 'It shows each entry.' })).toMatchObject({
      status: 'satisfied',
    })
  })

  it('takes no records only with a certified search', async () => {
    const { ref, version } = await requestIn(committee.staffer, at, 'no_records')
    expect(
      (await refusalOf(moveRequest(committee.reviewer, { request: ref, version, to: 'satisfied' }))).title,
    ).toContain('certified')
  })

  it('is never declared by whoever drafted it, whatever their role is now', async () => {
    const { ref, id, version } = await requestIn(committee.staffer, at, 'received')
    await accepted(id, 'delivered_copy')
    await db().membership.updateMany({ where: { userId: committee.staffer.userId }, data: { role: 'reviewer' } })
    const act = moveRequest({ ...committee.staffer, role: 'reviewer' }, { request: ref, version, to: 'satisfied' })
    expect(await refusalOf(act)).toMatchObject({ kind: 'forbidden', title: expect.stringContaining('You drafted') })
    await db().membership.updateMany({ where: { userId: committee.staffer.userId }, data: { role: 'staffer' } })
  })

  it.each([
    ['received', { to: 'received' }],
    ['no records', { to: 'no_records', note: 'By letter.', searchCertified: true }],
  ])('is never declared, being %s, by whoever recorded it, whatever their role is now', async (_status, move) => {
    const { otherStaffer, reviewer } = committee
    const { ref, id, version } = await requestIn(committee.staffer, at, 'issued')
    await accepted(id, 'delivered_copy')
    const moved = await moveRequest(otherStaffer, { request: ref, version, ...move })
    const input = { request: ref, version: moved.version, to: 'satisfied' }
    const refusal = await asReviewer(otherStaffer, (judge) => refusalOf(moveRequest(judge, input)))
    expect(refusal).toMatchObject({ kind: 'forbidden', title: expect.stringContaining('recorded what came') })
    expect(await moveRequest(reviewer, input)).toMatchObject({ status: 'satisfied' })
  })

  it('is never declared on the strength of an item that they logged themselves', async () => {
    const { otherStaffer, reviewer, otherReviewer } = committee
    const { ref, version } = await requestIn(committee.staffer, at, 'received')
    const { ref: evidence } = await logEvidence(otherStaffer, {
      ...{ title: 'The video', kind: 'video', receivedOn: '2026-02-05', fromOffice: at.office, heldAt: 'Safe 1' },
      ...{ accessMode: 'delivered_copy', handling: 'unclassified', requests: ref },
    })
    const verdict = { responsive: 'yes', complete: 'yes', authentic: 'yes', note: 'Seen in full.' }
    await moveEvidence(reviewer, { evidence, version: 1, to: 'in_review' })
    await moveEvidence(reviewer, { evidence, version: 2, to: 'accepted', ...verdict })
    const input = { request: ref, version, to: 'satisfied' }
    const refusal = await asReviewer(otherStaffer, (judge) => refusalOf(moveRequest(judge, input)))
    expect(refusal).toMatchObject({ kind: 'forbidden', title: expect.stringContaining(`logged ${evidence}`) })
    expect(await moveRequest(otherReviewer, input)).toMatchObject({ status: 'satisfied' })
  })
})

describe('drafts of one side', () => {
  it('have a series of their own and do not exist for the other side', async () => {
    const own = await draftRequest(committee.minorityStaffer, draftOf(at, { partition: 'minority' }))
    expect(own.ref).toMatch(/^R-N\d+$/)
    const edit = { ...draftOf(at), request: own.ref, version: 1 }
    const unknown = { ...draftOf(at), request: 'R-N999', version: 1 }
    expect(await refusalOf(editRequest(committee.staffer, edit))).toEqual(
      await refusalOf(editRequest(committee.staffer, unknown)),
    )
    expect((await refusalOf(draftRequest(committee.staffer, draftOf(at, { partition: 'minority' })))).kind).toBe(
      'forbidden',
    )
    expect(
      (await refusalOf(draftRequest(committee.nonpartisanStaffer, draftOf(at, { partition: 'majority' })))).kind,
    ).toBe('forbidden')
  })
})

it('tells the second of two what the first did', async () => {
  const { ref, version } = await requestIn(committee.staffer, at, 'issued')
  await moveRequest(committee.staffer, { request: ref, version, to: 'acknowledged' })
  const late = moveRequest(committee.otherStaffer, { request: ref, version, to: 'agreed', note: 'By phone.' })
  await expect(late).rejects.toMatchObject({ kind: 'conflict', current: { status: 'Acknowledged', version: '2' } })
})

it('moves once when two move at the same moment', async () => {
  const { ref, version } = await requestIn(committee.staffer, at, 'issued')
  const both = await Promise.allSettled([
    moveRequest(committee.staffer, { request: ref, version, to: 'acknowledged' }),
    moveRequest(committee.otherStaffer, { request: ref, version, to: 'acknowledged' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('agrees with the database on what is outstanding', async () => {
  for (const status of statuses) {
    const { id } = await requestIn(committee.staffer, at, status)
    const outstanding = (outstandingStatuses as readonly RequestStatus[]).includes(status)
    await expect(db().request.update({ where: { id }, data: { outstanding: !outstanding } })).rejects.toThrow(
      /request_(outstanding|blocker)/,
    )
  }
})

it('can be rebuilt from the history', async () => {
  const { ref } = await draftRequest(committee.staffer, draftOf(at))
  await editRequest(committee.staffer, {
    ...draftOf(at, { title: 'All video and audio', period: 'The whole day' }),
    request: ref,
    version: 1,
  })
  await moveRequest(committee.staffer, { request: ref, version: 2, to: 'withdrawn', note: 'Asked twice.' })
  const where = { inquiryId: committee.staffer.inquiry.id, partition: 'shared', number: Number(ref.slice(2)) } as const
  const row = await db().request.findFirstOrThrow({ where })
  const events = await db().auditEvent.findMany({ where: { subjectId: row.id }, orderBy: { seq: 'asc' } })
  const now = await requestSnapshot(db(), row)
  expect(fold(events.map((event) => JSON.parse(event.body).changes))).toEqual(
    Object.fromEntries(Object.entries(now).filter(([, value]) => value !== null)),
  )
})
