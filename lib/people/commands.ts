import { append, type Entry, type Subject } from '@/lib/audit/append'
import { changesBetween, type Snapshot } from '@/lib/audit/canonical'
import type { EventName } from '@/lib/audit/events'
import { personCommand } from '@/lib/command'
import type { Tx } from '@/lib/db'
import type { User } from '@/lib/generated/prisma/client'
import { now, type Person } from '@/lib/people/actor'
import { hashPassword, mustBeGoodPassword } from '@/lib/people/password'
import { canDisable, canLoseAdmin, canManagePeople } from '@/lib/people/policy'
import { changePersonInput, createPersonInput, personInput, setPasswordInput } from '@/lib/people/schema'
import { conflict, forbidden, invalidField, missing } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

/** A person as the log names them. */
export const personSubject = (user: { id: string; email: string }): Subject => ({
  type: 'user',
  id: user.id,
  ref: user.email,
})

/** Writes an event that belongs to no inquiry. */
export function note(
  tx: Tx,
  who: Person,
  event: EventName,
  subject: Subject,
  more: Partial<Entry> = {},
): Promise<bigint> {
  return append(tx, who, { event, subject, partition: 'shared', inquiryId: null, ...more })
}

const snapshot = (user: Pick<User, 'name' | 'email' | 'isAdmin'>): Snapshot => ({
  name: user.name,
  email: user.email,
  isAdmin: user.isAdmin,
})

/** Makes an account. Administrators, and the command line. */
export const createPerson = personCommand('user.create', createPersonInput, async (tx, who, input) => {
  insist(canManagePeople(who))
  mustBeGoodPassword('password', input.password, [input.email, input.name])
  const { password, ...particulars } = input
  const [made] = await tx.user.createManyAndReturn({
    data: [{ ...particulars, passwordHash: await hashPassword(password), createdAt: now(who) }],
    skipDuplicates: true,
  })
  if (!made) throw emailTaken()
  await note(tx, who, 'user.created', personSubject(made), { changes: changesBetween(null, snapshot(made)) })
  return { userId: made.id, email: made.email }
})

/** Changes name, e-mail address and whether somebody administers the installation. */
export const changePerson = personCommand('user.change', changePersonInput, async (tx, who, input) => {
  insist(canManagePeople(who))
  const before = await account(tx, input.userId)
  if (before.isAdmin && !input.isAdmin) insist(canLoseAdmin(who, before, await countAdmins(tx)))
  const namesake = await tx.user.findUnique({ where: { email: input.email }, select: { id: true } })
  if (namesake && namesake.id !== before.id) throw emailTaken()
  const after = { name: input.name, email: input.email, isAdmin: input.isAdmin }
  await replace(tx, before, input.version, after)
  await note(tx, who, 'user.changed', personSubject({ ...before, ...after }), {
    changes: changesBetween(snapshot(before), snapshot(after)),
  })
  return { userId: before.id }
})

/** Shuts somebody out at once, everywhere: sessions and tokens end with the next request, for good. What they did stays in the history. */
export const disablePerson = personCommand('user.disable', personInput, async (tx, who, input) => {
  insist(canManagePeople(who))
  const before = await account(tx, input.userId)
  insist(canDisable(who, before, await countAdmins(tx)))
  await replace(tx, before, input.version, { disabledAt: now(who) })
  const { tokens } = await shutOut(tx, who, before.id)
  await note(tx, who, 'user.disabled', personSubject(before), {
    changes: { disabled: [false, true] },
    concerns: tokens,
  })
  return { userId: before.id }
})

/** Lets somebody in again. Their sessions stay ended, and their tokens revoked: whoever holds one may be why the account was disabled. */
export const enablePerson = personCommand('user.enable', personInput, async (tx, who, input) => {
  insist(canManagePeople(who))
  const before = await account(tx, input.userId)
  if (!before.disabledAt) throw forbidden('This account is not disabled.')
  await replace(tx, before, input.version, { disabledAt: null })
  await note(tx, who, 'user.enabled', personSubject(before), { changes: { disabled: [true, false] } })
  return { userId: before.id }
})

/**
 * Sets a new password for somebody who lost theirs, or whose somebody else knows (administrators, and the command line): all their sessions
 * end, and their tokens are revoked.
 */
export const setPassword = personCommand('user.set_password', setPasswordInput, async (tx, who, input) => {
  insist(canManagePeople(who))
  const user = await tx.user.findUnique({ where: { email: input.email } })
  if (!user) throw invalidField('email', 'Nobody has an account with this e-mail address: check how it is written.')
  mustBeGoodPassword('password', input.password, [user.email, user.name])
  await tx.user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(input.password) } })
  const { tokens } = await shutOut(tx, who, user.id)
  await note(tx, who, 'user.password_set', personSubject(user), { concerns: tokens })
  return { userId: user.id, email: user.email, tokensRevoked: tokens.length }
})

/**
 * Ends the sessions of an account, all but `except`, and revokes its tokens: whoever holds one may be why. The caller has locked the account's
 * row, so that nothing which is being begun or made for it at this moment is missed.
 */
export async function shutOut(
  tx: Tx,
  who: Person,
  userId: string,
  except?: string,
): Promise<{ ended: number; tokens: Subject[] }> {
  const { count: ended } = await tx.userSession.updateMany({
    where: { userId, endedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { endedAt: now(who) },
  })
  const revoked = await tx.apiToken.updateManyAndReturn({
    where: { userId, revokedAt: null },
    data: { revokedAt: now(who) },
    select: { id: true, name: true },
  })
  return { ended, tokens: revoked.map(({ id, name }) => ({ type: 'token', id, ref: name })) }
}

const emailTaken = () =>
  invalidField(
    'email',
    'Somebody has an account with this e-mail address already: use another one, or change that account.',
  )

async function account(tx: Tx, id: string): Promise<User> {
  const user = await tx.user.findUnique({ where: { id } })
  if (!user) throw missing()
  return user
}

/** Locks the administrators, so that two who demote each other at once do not both succeed. */
async function countAdmins(tx: Tx): Promise<number> {
  const admins = await tx.$queryRaw<unknown[]>`
    SELECT id FROM app_user WHERE is_admin AND disabled_at IS NULL ORDER BY id FOR UPDATE`
  return admins.length
}

async function replace(
  tx: Tx,
  before: User,
  version: number,
  data: Partial<Pick<User, 'name' | 'email' | 'isAdmin' | 'disabledAt'>>,
): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: before.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (count) return
  const current = await account(tx, before.id)
  throw conflict(version, current, {
    name: current.name,
    email: current.email,
    isAdmin: current.isAdmin ? 'yes' : 'no',
    state: current.disabledAt ? 'disabled' : 'enabled',
  })
}
