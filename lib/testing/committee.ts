import { randomUUID } from 'node:crypto'
import { db } from '@/lib/db'
import type { Role, Side } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'

/** Everybody a rule may speak of, in one inquiry: two of those who draft and judge, so that four eyes can be tried. */
export type Committee = Record<
  | 'staffer'
  | 'otherStaffer'
  | 'reviewer'
  | 'otherReviewer'
  | 'viewer'
  | 'admin'
  | 'minorityStaffer'
  | 'minorityReviewer'
  | 'nonpartisanStaffer'
  | 'nonpartisanReviewer',
  Actor
>

const seats: Record<keyof Committee, { role: Role; side: Side }> = {
  staffer: { role: 'staffer', side: 'majority' },
  otherStaffer: { role: 'staffer', side: 'majority' },
  reviewer: { role: 'reviewer', side: 'majority' },
  otherReviewer: { role: 'reviewer', side: 'majority' },
  viewer: { role: 'viewer', side: 'majority' },
  admin: { role: 'admin', side: 'nonpartisan' },
  minorityStaffer: { role: 'staffer', side: 'minority' },
  minorityReviewer: { role: 'reviewer', side: 'minority' },
  nonpartisanStaffer: { role: 'staffer', side: 'nonpartisan' },
  nonpartisanReviewer: { role: 'reviewer', side: 'nonpartisan' },
}

/** A new inquiry with a whole committee in the database of this test file. Call `freshDatabase()` before. */
export async function seatCommittee(): Promise<Committee> {
  const mark = randomUUID().slice(0, 8)
  const inquiry = await db().inquiry.create({
    data: {
      slug: `inquiry-${mark}`,
      name: `Inquiry ${mark}`,
      committee: 'Committee of the test',
      chamber: 'senate',
      openedOn: new Date('2026-01-05T00:00:00Z'),
    },
  })
  const { id: inquiryId, slug, name, timeZone } = inquiry
  const names = Object.keys(seats) as (keyof Committee)[]
  // All at once: hundreds of tests begin here.
  const users = await db().user.createManyAndReturn({
    data: names.map((name) => ({ email: `${name.toLowerCase()}.${mark}@test.example`, name, passwordHash: 'none' })),
  })
  await db().membership.createMany({
    data: users.map(({ id: userId, name }) => ({ inquiryId, userId, ...seats[name as keyof Committee] })),
  })
  const actors = users.map((user): [string, Actor] => [
    user.name,
    {
      userId: user.id,
      name: user.name,
      email: user.email,
      isAdmin: false,
      via: 'screen',
      inquiry: { id: inquiryId, slug, name, timeZone, closedOn: null },
      ...seats[user.name as keyof Committee],
    },
  ])
  return Object.fromEntries(actors) as Committee
}

/** What a refused act said: kind, title and fields; fails the test when it was not refused. */
export async function refusalOf(act: Promise<unknown>): Promise<{ kind: string; title: string; paths: string[] }> {
  const { Refusal } = await import('@/lib/refusal')
  try {
    await act
  } catch (error) {
    if (error instanceof Refusal)
      return { kind: error.kind, title: error.message, paths: error.fields.map(({ path }) => path) }
    throw error
  }
  throw new Error('It was not refused.')
}

/** How many events the inquiry's log holds: nothing may happen without one, and a refusal adds none but the note that it was refused. */
export async function eventCount(actor: Actor): Promise<number> {
  return db().auditEvent.count({ where: { inquiryId: actor.inquiry.id, NOT: { event: { startsWith: 'refusal.' } } } })
}
