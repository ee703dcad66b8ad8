import { db } from '@/lib/db'
import type { Actor, Person } from '@/lib/people/actor'
import { dateFromDb } from '@/lib/time'

type Known = { id: string; name: string; email: string; is_admin: boolean; stale: boolean }

/** The owner of a running session, or null when it was ended or has run out, or its owner is disabled. Notes, once a minute, that it was seen. */
export async function personOfSession(sessionId: string): Promise<Person | null> {
  const rows = await db().$queryRaw<Known[]>`
    SELECT u.id, u.name, u.email, u.is_admin, s.last_seen_at < now() - interval '1 minute' AS stale
      FROM user_session s JOIN app_user u ON u.id = s.user_id
     WHERE s.id = ${sessionId}::uuid AND s.ended_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`
  const known = rows[0]
  if (!known) return null
  if (known.stale) await db().userSession.updateMany({ where: { id: sessionId }, data: { lastSeenAt: new Date() } })
  return { ...personIn(known), via: 'screen', sessionId }
}

/** The owner of a token with this SHA-256, or null when it is unknown, revoked or expired, or its owner is disabled. */
export async function personOfTokenHash(hash: string): Promise<Person | null> {
  const rows = await db().$queryRaw<Known[]>`
    SELECT u.id, u.name, u.email, u.is_admin,
           coalesce(t.last_used_at, '-infinity') < now() - interval '1 minute' AS stale
      FROM api_token t JOIN app_user u ON u.id = t.user_id
     WHERE t.hash = ${hash} AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.disabled_at IS NULL`
  const known = rows[0]
  if (!known) return null
  if (known.stale) await db().apiToken.updateMany({ where: { hash }, data: { lastUsedAt: new Date() } })
  return { ...personIn(known), via: 'api' }
}

function personIn({ id, name, email, is_admin }: Known) {
  return { userId: id, name, email, isAdmin: is_admin }
}

/** What somebody is in the inquiry of this slug; null when there is no such inquiry or they are no member of it. */
export async function membershipOf(
  userId: string,
  slug: string,
): Promise<Pick<Actor, 'inquiry' | 'role' | 'side'> | null> {
  const membership = await db().membership.findFirst({
    where: { userId, inquiry: { slug } },
    select: {
      role: true,
      side: true,
      inquiry: { select: { id: true, slug: true, name: true, timeZone: true, closedOn: true } },
    },
  })
  if (!membership) return null
  const { inquiry, ...rest } = membership
  return { ...rest, inquiry: { ...inquiry, closedOn: dateFromDb(inquiry.closedOn) } }
}
