import { createHash, randomBytes } from 'node:crypto'
import { db } from '@/lib/db'
import type { Actor } from '@/lib/people/actor'

/** A personal token for this person, as it is sent. */
export async function tokenFor(
  actor: Pick<Actor, 'userId'>,
  more: { expiresAt?: Date; revokedAt?: Date } = {},
): Promise<string> {
  const token = `olt_${randomBytes(24).toString('base64url')}`
  const hash = createHash('sha256').update(token).digest('hex')
  await db().apiToken.create({ data: { userId: actor.userId, name: 'Test', hash, tail: token.slice(-4), ...more } })
  return token
}
