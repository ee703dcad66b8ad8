import { db } from '@/lib/db'
import { parseRef } from '@/lib/fields'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { RequestStatus } from '@/lib/generated/prisma/enums'
import { addOffice } from '@/lib/offices/commands'
import type { Actor } from '@/lib/people/actor'
import { logQuestion } from '@/lib/questions/commands'
import { draftRequest } from '@/lib/requests/commands'
import { isOutstanding } from '@/lib/requests/status'

/** An inquiry's first office and question, which every request needs. */
export async function ground(staffer: Actor): Promise<{ office: string; question: string }> {
  const office = await addOffice(staffer, { name: `Office ${Math.random().toString(36).slice(2)}` })
  const question = await logQuestion(staffer, {
    wording: 'Who?',
    why: 'It matters.',
    theme: 'who_ordered',
    needs: ['video'],
  })
  return { office: office.ref, question: question.ref }
}

/** What a staffer types to draft a request. */
export function draftOf(
  { office, question }: { office: string; question: string },
  more: Record<string, unknown> = {},
) {
  return {
    kind: 'video',
    title: 'All video',
    wording: 'All video of it, unedited.',
    addressee: office,
    formWanted: 'delivered_copy',
    questions: [question],
    handling: 'unclassified',
    dueOn: '2026-03-01',
    ...more,
  }
}

const issued = {
  partition: 'shared',
  issuedOn: new Date('2026-02-01'),
  firstDueOn: new Date('2026-03-01'),
  dueOn: new Date('2026-03-01'),
} as const

/** A request in any status, put there past the rules (the database's own checks still hold): the rules are what is tried. */
export async function requestIn(
  staffer: Actor,
  at: { office: string; question: string },
  status: RequestStatus,
  more: Record<string, unknown> = {},
  columns: Prisma.RequestUncheckedUpdateInput = {},
): Promise<{ ref: string; id: string; version: number }> {
  const { ref } = await draftRequest(staffer, draftOf(at, more))
  const { number = 0, series = 'shared' } = parseRef('R', ref) ?? {}
  const row = await db().request.findFirstOrThrow({
    where: { inquiryId: staffer.inquiry.id, partition: series, number },
  })
  const other = status === 'superseded' ? await anotherDraft(staffer, at) : null
  await db().request.update({
    where: { id: row.id },
    data: {
      ...(status !== 'draft' && issued),
      status,
      outstanding: isOutstanding(status),
      ...(isOutstanding(status) && { blocker: 'addressee', blockerSince: new Date('2026-02-01') }),
      ...(status === 'scheduled' && { scheduledFor: new Date('2026-02-20T15:00:00Z') }),
      ...(status === 'refused' && { refusalBasis: 'privilege', refusedBy: 'Counsel' }),
      ...(status === 'deficient' && { missing: 'The second half.' }),
      ...(status === 'withdrawn' && { closingReason: 'Not needed.' }),
      ...(status === 'satisfied' && { satisfiedOn: new Date('2026-02-10') }),
      ...(other && { supersededById: other }),
      ...columns,
    },
  })
  return { ref, id: row.id, version: 1 }
}

async function anotherDraft(staffer: Actor, at: { office: string; question: string }): Promise<string> {
  const { ref } = await draftRequest(staffer, draftOf(at))
  const where = { inquiryId: staffer.inquiry.id, partition: 'shared', number: Number(ref.slice(2)) } as const
  return (await db().request.findFirstOrThrow({ where })).id
}
