/** What people do with their own account, apart from `commands.ts`, which is what administrators do with everybody's. */
import { createHash, randomBytes } from 'node:crypto'
import { personCommand } from '@/lib/command'
import type { Tx } from '@/lib/db'
import type { User } from '@/lib/generated/prisma/client'
import { now, type Person } from '@/lib/people/actor'
import { note, personSubject, shutOut } from '@/lib/people/commands'
import { hashPassword, mustBeGoodPassword, passwordMatches } from '@/lib/people/password'
import { canManagePeople } from '@/lib/people/policy'
import {
  changeMyPasswordInput,
  endAllSessionsInput,
  endSessionInput,
  makeTokenForInput,
  makeTokenInput,
  noInput,
  revokeTokenInput,
} from '@/lib/people/schema'
import { countTry, forgetTries } from '@/lib/people/throttle'
import { forbidden, invalidField, missing } from '@/lib/refusal'
import { insist } from '@/lib/ruling'

/** Changes one's own password. All other sessions end, and all tokens are revoked: somebody else may know the password that was. */
export const changeMyPassword = personCommand('user.own_password', changeMyPasswordInput, async (tx, who, input) => {
  const user = await knowingly(tx, who, input.current)
  if (input.current === input.password)
    throw invalidField('password', 'This is your present password: choose another one.')
  mustBeGoodPassword('password', input.password, [user.email, user.name])
  await tx.user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(input.password) } })
  const { tokens } = await shutOut(tx, who, user.id, who.sessionId)
  await note(tx, who, 'user.password_set', personSubject(user), { concerns: tokens })
  return { userId: user.id }
})

/** Ends the session this was asked from. */
export const signOut = personCommand('session.sign_out', noInput, async (tx, who) => {
  if (!who.sessionId) throw forbidden('Only who came by the sign-in page can sign out.')
  return endOne(tx, who, who.sessionId)
})

/** Ends one session: one's own, or, for administrators, anybody's. */
export const endSession = personCommand('session.end', endSessionInput, (tx, who, { session }) =>
  endOne(tx, who, session),
)

/**
 * Ends all sessions of somebody, the present one too, and revokes their tokens: one's own ("sign out everywhere"), or, for administrators,
 * anybody's.
 */
export const endAllSessions = personCommand('session.end_all', endAllSessionsInput, async (tx, who, { userId }) => {
  if (userId !== who.userId) insist(canManagePeople(who))
  const [user] = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT id, email FROM app_user WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
  if (!user) throw missing()
  const { ended, tokens } = await shutOut(tx, who, user.id)
  await note(tx, who, 'session.all_ended', personSubject(user), { details: { ended }, concerns: tokens })
  return { userId: user.id, ended }
})

/** Makes a token for one's own programs: same rights, at most. It outlives the session, so the password is asked for. The answer holds the only copy. */
export const makeToken = personCommand('token.make', makeTokenInput, async (tx, who, { current, ...input }) => {
  await knowingly(tx, who, current)
  return giveToken(tx, who, who, input)
})

/** The same for somebody else, at the server's own command line only, so that a machine without a screen can be set up. */
export const makeTokenFor = personCommand('token.make_for', makeTokenForInput, async (tx, who, { email, ...input }) => {
  if (who.via !== 'command line') throw forbidden('A token is made by its owner, on their own page.')
  const [owner] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM app_user WHERE email = ${email} AND disabled_at IS NULL FOR SHARE`
  if (!owner)
    throw invalidField('email', 'Nobody has an open account with this e-mail address: check how it is written.')
  return giveToken(tx, who, { userId: owner.id, email }, input)
})

/** Revokes a token: one's own, or, for administrators, anybody's. Requests that carry it are refused from the next one on. */
export const revokeToken = personCommand('token.revoke', revokeTokenInput, async (tx, who, input) => {
  const token = await tx.apiToken.findFirst({
    where: { id: input.token, revokedAt: null, ...ownUnlessAdmin(who) },
    include: { user: true },
  })
  if (!token) throw missing()
  await tx.apiToken.update({ where: { id: token.id }, data: { revokedAt: now(who) } })
  await note(
    tx,
    who,
    'token.revoked',
    { type: 'token', id: token.id, ref: token.name },
    { concerns: [personSubject(token.user)] },
  )
  return { token: token.id, userId: token.userId }
})

/**
 * Makes sure that it is the owner who asks, by their password, because a screen may have been left open: counted and throttled as at the
 * sign-in page, by account. Answers the account.
 */
async function knowingly(tx: Tx, who: Person, password: string): Promise<User> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: who.userId } })
  const place = `own page of ${user.id}`
  await countTry(user.email, place, async () => undefined)
  if (!(await passwordMatches(password, user.passwordHash))) {
    throw invalidField('current', 'This is not your present password: type it again.')
  }
  await forgetTries(user.email, place)
  return user
}

const ownUnlessAdmin = (who: Person) => (who.isAdmin ? {} : { userId: who.userId })

async function endOne(tx: Tx, who: Person, id: string) {
  const session = await tx.userSession.findFirst({
    where: { id, endedAt: null, ...ownUnlessAdmin(who) },
    include: { user: true },
  })
  if (!session) throw missing()
  await tx.userSession.update({ where: { id }, data: { endedAt: now(who) } })
  await note(
    tx,
    who,
    'session.ended',
    { type: 'session', id, ref: session.user.email },
    { concerns: [personSubject(session.user)] },
  )
  return { session: id, userId: session.userId }
}

async function giveToken(
  tx: Tx,
  who: Person,
  owner: Pick<Person, 'userId' | 'email'>,
  input: { name: string; days: string },
) {
  const token = `ledger_${randomBytes(32).toString('base64url')}`
  const at = now(who)
  const expiresAt = new Date(at.getTime() + Number(input.days) * 86_400_000)
  const made = await tx.apiToken.create({
    data: {
      userId: owner.userId,
      name: input.name,
      hash: createHash('sha256').update(token).digest('hex'),
      tail: token.slice(-4),
      createdAt: at,
      expiresAt,
    },
  })
  await note(
    tx,
    who,
    'token.made',
    { type: 'token', id: made.id, ref: made.name },
    {
      concerns: [personSubject({ id: owner.userId, email: owner.email })],
      details: { expires: expiresAt.toISOString() },
    },
  )
  return { token, tokenId: made.id, expires: expiresAt.toISOString() }
}
