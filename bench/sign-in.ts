import { createHash, randomBytes } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import type { Filled } from '@/bench/fill'
import type { Keys } from '@/bench/operations'
import { db } from '@/lib/db'
import { SESSION_SECONDS, sessionCookieName, sessionSecret } from '@/lib/people/session-cookie'

/** A running session and a token for the bench's staffer, written straight into the database: signing in is not what is measured. */
export async function signIn({ staffer }: Filled): Promise<Keys> {
  const session = await db().userSession.create({
    data: { userId: staffer.userId, expiresAt: new Date(Date.now() + SESSION_SECONDS * 1_000) },
  })
  const cookie = await encode({ token: { sessionId: session.id }, secret: sessionSecret(), maxAge: SESSION_SECONDS })
  const token = randomBytes(24).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  await db().apiToken.create({ data: { userId: staffer.userId, name: 'bench', hash, tail: token.slice(-4) } })
  return { cookie: `${sessionCookieName()}=${cookie}`, token }
}
