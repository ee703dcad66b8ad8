/** Signing in: the one act of somebody who is nobody yet, so it stands apart from the commands. */
import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import type { z } from 'zod'
import { db, type Tx } from '@/lib/db'
import type { User } from '@/lib/generated/prisma/client'
import { take, unmarked } from '@/lib/input'
import type { Person } from '@/lib/people/actor'
import { note, personSubject } from '@/lib/people/commands'
import { passwordMatches } from '@/lib/people/password'
import { signInInput } from '@/lib/people/schema'
import { SESSION_SECONDS } from '@/lib/people/session-cookie'
import { countTry, forgetTries } from '@/lib/people/throttle'
import { Refusal } from '@/lib/refusal'

/** Where a sign-in comes from, as far as we are told. */
export type Visitor = { address: string; browser: string }

/**
 * Begins a session for whoever gives the right e-mail and password, and answers its id. Unknown, disabled and wrong are refused in the
 * same words after the same work, and so are too many tries. Both outcomes are in the history; a password never is, nor an e-mail that
 * belongs to no account, since people type passwords into the wrong field.
 */
export async function beginSession(raw: unknown, visitor: Visitor): Promise<string> {
  const { email, password }: z.output<typeof signInInput> = take(signInInput, raw)
  const user = await db().user.findUnique({ where: { email } })
  await countTry(email, visitor.address, () => refused(user, visitor, 'too many tries in a row'))
  const right = await passwordMatches(password, user?.passwordHash)
  if (!user || !right || user.disabledAt) {
    await refused(
      user,
      visitor,
      user?.disabledAt ? 'the account is disabled' : user ? 'wrong password' : 'no such account',
    )
    throw wrong()
  }
  await forgetTries(email, visitor.address)
  return db().$transaction(async (tx) => {
    const at = await unchanged(tx, user)
    if (!at) throw wrong()
    const person: Person = { userId: user.id, name: user.name, email: user.email, isAdmin: user.isAdmin, via: 'screen' }
    const session = await tx.userSession.create({
      data: {
        userId: user.id,
        // On the clock that will be asked whether it has run out: by another one it might be over before it begins.
        expiresAt: new Date(at.getTime() + SESSION_SECONDS * 1000),
        browser: browserOf(visitor),
        address: addressOf(visitor),
      },
    })
    await note(
      tx,
      person,
      'session.began',
      { type: 'session', id: session.id, ref: user.email },
      { concerns: [personSubject(user)] },
    )
    return session.id
  })
}

const wrong = () =>
  new Refusal('forbidden', 'E-mail address or password is wrong', {
    detail: 'Check both and try again. If you forgot the password, an administrator can set a new one.',
  })

/**
 * Is the password still the one that was judged, and the account open? Judging takes a while; whoever sets a new password meanwhile ends all
 * sessions, and must not miss the one that is about to begin. Answers the time on the database's clock, or null.
 */
async function unchanged(tx: Tx, user: User): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    SELECT now() AS at FROM app_user
     WHERE id = ${user.id}::uuid AND password_hash = ${user.passwordHash} AND disabled_at IS NULL FOR SHARE`
  return rows[0]?.at ?? null
}

/** Headers are what a stranger wrote: what is kept of them is an address or nothing, and no text that carries a marking. */
const addressOf = ({ address }: Visitor) => (isIP(address) ? address : '')
const browserOf = ({ browser }: Visitor) => unmarked(browser).slice(0, 200)

async function refused(user: User | null, visitor: Visitor, why: string): Promise<void> {
  const name = user ? `Somebody, as ${user.email},` : 'Somebody'
  const who: Person = { userId: '', name, email: '', isAdmin: false, via: 'screen' }
  const subject = user ? personSubject(user) : ({ type: 'session', id: randomUUID(), ref: 'nobody' } as const)
  await db().$transaction((tx) =>
    note(tx, who, 'session.refused', subject, { details: { why, address: addressOf(visitor) } }),
  )
}
