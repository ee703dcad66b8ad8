/** Who is in an inquiry, as what, on which side; apart from `commands.ts`, which is about the inquiry itself. */
import { append } from '@/lib/audit/append'
import { changesBetween, type Snapshot } from '@/lib/audit/canonical'
import type { EventName } from '@/lib/audit/events'
import { personCommand } from '@/lib/command'
import type { Tx } from '@/lib/db'
import type { Membership, User } from '@/lib/generated/prisma/client'
import { manageable } from '@/lib/inquiries/commands'
import { canPlace } from '@/lib/inquiries/policy'
import { changeMembershipInput, endMembershipInput, giveMembershipInput } from '@/lib/inquiries/schema'
import { now, type Person } from '@/lib/people/actor'
import { countMiss } from '@/lib/people/throttle'
import { conflict, invalidField, missing } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { roles, sides } from '@/lib/words'
import { rolesInWords } from '@/lib/workflow'

/** Makes somebody who has an account a member. The inquiry's administrators, those of the installation, and the command line. */
export const giveMembership = personCommand('membership.give', giveMembershipInput, async (tx, who, input) => {
  const { inquiry, as } = await manageable(tx, who, input.inquiry)
  const user = await tx.user.findUnique({ where: { email: input.email, disabledAt: null } })
  if (!user) {
    // Administrators of the installation see the list of accounts; others could find out by trying who has one.
    if (!who.isAdmin) await countMiss(who.userId)
    throw invalidField(
      'email',
      'Nobody has an open account with this e-mail address: check how it is written, or have an administrator make one.',
    )
  }
  insist(canPlace(who, user.id))
  const [made] = await tx.membership.createManyAndReturn({
    data: [{ inquiryId: inquiry.id, userId: user.id, role: input.role, side: input.side, createdAt: now(who) }],
    skipDuplicates: true,
  })
  if (!made) throw invalidField('email', 'This person is a member already: change their role in the list of members.')
  await record(tx, as, 'membership.given', made, user, null, snapshot(made))
  return { slug: inquiry.slug, membership: made.id }
})

/** Changes somebody's role or side; it counts from their next request on. What they drafted or logged stays theirs in the history. */
export const changeMembership = personCommand('membership.change', changeMembershipInput, async (tx, who, input) => {
  const { inquiry, as } = await manageable(tx, who, input.inquiry)
  const before = await member(tx, inquiry.id, input.membership)
  insist(canPlace(who, before.userId))
  const [after] = await tx.membership.updateManyAndReturn({
    where: { id: before.id, version: input.version },
    data: { role: input.role, side: input.side, version: { increment: 1 } },
  })
  if (!after) throw await stale(tx, before, input.version)
  await record(tx, as, 'membership.changed', after, before.user, snapshot(before), snapshot(after))
  return { slug: inquiry.slug, membership: after.id }
})

/** Takes somebody out of the inquiry, with their next request; their account stays, and so does what they did. */
export const endMembership = personCommand('membership.end', endMembershipInput, async (tx, who, input) => {
  const { inquiry, as } = await manageable(tx, who, input.inquiry)
  const before = await member(tx, inquiry.id, input.membership)
  insist(canPlace(who, before.userId))
  const { count } = await tx.membership.deleteMany({ where: { id: before.id, version: input.version } })
  if (!count) throw await stale(tx, before, input.version)
  await record(tx, as, 'membership.ended', before, before.user, snapshot(before), {})
  return { slug: inquiry.slug }
})

const snapshot = ({ role, side }: Membership): Snapshot => ({ role, side })

async function member(tx: Tx, inquiryId: string, id: string): Promise<Membership & { user: User }> {
  const found = await tx.membership.findFirst({ where: { id, inquiryId }, include: { user: true } })
  if (!found) throw missing()
  return found
}

async function stale(tx: Tx, before: Membership & { user: User }, version: number) {
  const current = await tx.membership.findUnique({ where: { id: before.id } })
  return current ? conflict(version, current, { role: roles[current.role], side: sides[current.side] }) : missing()
}

async function record(
  tx: Tx,
  as: Person,
  event: EventName,
  membership: Membership,
  user: User,
  before: Snapshot | null,
  after: Snapshot,
): Promise<void> {
  await append(tx, as, {
    event,
    subject: { type: 'membership', id: membership.id, ref: user.email },
    partition: 'shared',
    inquiryId: membership.inquiryId,
    concerns: [{ type: 'user', id: user.id, ref: user.email }],
    changes: changesBetween(before, after),
    details: { as: `${rolesInWords([membership.role])}, ${sides[membership.side]}` },
  })
}
