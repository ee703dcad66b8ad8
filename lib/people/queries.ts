import { z } from 'zod'
import type { Body } from '@/lib/audit/append'
import { newestRefusals } from '@/lib/audit/queries'
import { db, onePlan, Prisma, type Tx } from '@/lib/db'
import type { Role, Side } from '@/lib/generated/prisma/enums'
import type { InquiryRecord } from '@/lib/inquiries/schema'
import type { Actor, Asked, Person } from '@/lib/people/actor'
import { canManagePeople } from '@/lib/people/policy'
import { missing } from '@/lib/refusal'

type Place = { place: (InquiryRecord & { role: Role | null; side: Side | null }) | null }
type Known = Place & { id: string; name: string; email: string; is_admin: boolean; stale: boolean }

const asked = ({ place }: Place): Asked | null => {
  if (!place) return null
  const { role, side, ...inquiry } = place
  return { inquiry, membership: role && side && { role, side } }
}

/** The inquiry `i` of a statement, with the membership `m`, as one value; null when there is none. Days are YYYY-MM-DD. */
const placeColumn = Prisma.sql`
  CASE WHEN i.id IS NOT NULL THEN json_build_object(
    'id', i.id, 'slug', i.slug, 'name', i.name, 'committee', i.committee, 'chamber', i.chamber, 'timeZone', i.time_zone,
    'openedOn', to_char(i.opened_on, 'YYYY-MM-DD'), 'closedOn', to_char(i.closed_on, 'YYYY-MM-DD'), 'notice', i.notice,
    'version', i.version, 'role', m.role, 'side', m.side) END AS place`

/** The inquiry of this slug and what the user `u` of the statement is in it. A form can send what no column holds: that is no inquiry. */
const placeJoin = (slug: string | undefined) => Prisma.sql`
  LEFT JOIN inquiry i ON i.slug = ${slug?.includes('\0') ? null : (slug ?? null)}
  LEFT JOIN membership m ON m.inquiry_id = i.id AND m.user_id = u.id`

/**
 * The owner of a running session, or null when it was ended or has run out, or its owner is disabled. One that would run for more than a day from now was
 * begun while the clock was ahead: it does not count either. Notes, once a minute, that it was seen. With the slug of an inquiry it answers
 * in the same breath what they are there.
 */
export async function personOfSession(sessionId: string, slug?: string): Promise<Person | null> {
  const rows = await db().$queryRaw<Known[]>`${onePlan}
    SELECT u.id, u.name, u.email, u.is_admin, s.last_seen_at < now() - interval '1 minute' AS stale, ${placeColumn}
      FROM user_session s JOIN app_user u ON u.id = s.user_id ${placeJoin(slug)}
     WHERE s.id = ${sessionId}::uuid AND s.ended_at IS NULL AND s.expires_at > now()
       AND s.expires_at < now() + interval '1 day' AND u.disabled_at IS NULL`
  const known = rows[0]
  if (!known) return null
  // By the clock that found it stale: one that is behind would have it written at each request.
  if (known.stale) await db().$executeRaw`UPDATE user_session SET last_seen_at = now() WHERE id = ${sessionId}::uuid`
  return { ...personIn(known, slug), via: 'screen', sessionId }
}

/**
 * The owner of a token with this SHA-256, or null when it is unknown, revoked or expired, or its owner is disabled; with what they are in the
 * inquiry of this slug.
 */
export async function personOfTokenHash(hash: string, slug?: string): Promise<Person | null> {
  const rows = await db().$queryRaw<Known[]>`${onePlan}
    SELECT u.id, u.name, u.email, u.is_admin,
           coalesce(t.last_used_at, '-infinity') < now() - interval '1 minute' AS stale, ${placeColumn}
      FROM api_token t JOIN app_user u ON u.id = t.user_id ${placeJoin(slug)}
     WHERE t.hash = ${hash} AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.disabled_at IS NULL`
  const known = rows[0]
  if (!known) return null
  if (known.stale) await db().$executeRaw`UPDATE api_token SET last_used_at = now() WHERE hash = ${hash}`
  return { ...personIn(known, slug), via: 'api' }
}

function personIn({ id, name, email, is_admin, ...rest }: Known, slug: string | undefined) {
  const person = { userId: id, name, email, isAdmin: is_admin }
  return slug === undefined ? person : { ...person, at: { slug, asked: asked(rest) } }
}

/** The inquiry of this slug and what this person is in it; null when there is no such inquiry. Of who was found with it, it is known already. */
export async function placeOf(person: Pick<Person, 'userId' | 'at'>, slug: string): Promise<Asked | null> {
  if (person.at?.slug === slug) return person.at.asked
  const rows = await db().$queryRaw<Place[]>`${onePlan}
    SELECT ${placeColumn} FROM (SELECT ${person.userId}::uuid AS id) u ${placeJoin(slug)}`
  return rows[0] ? asked(rows[0]) : null
}

/** This person in the inquiry of this slug, or null when there is none or they are no member. */
export async function actorFor(person: Person, slug: string): Promise<Actor | null> {
  const place = await placeOf(person, slug)
  if (!place?.membership) return null
  const { id, name, timeZone, closedOn } = place.inquiry
  return { ...person, ...place.membership, inquiry: { id, slug, name, timeZone, closedOn } }
}

export type Account = {
  id: string
  name: string
  email: string
  isAdmin: boolean
  isDemo: boolean
  disabledAt: Date | null
  version: number
}

export type SessionRecord = { id: string; createdAt: Date; lastSeenAt: Date; browser: string; address: string }
export type TokenRecord = {
  id: string
  name: string
  tail: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}
export type MembershipRecord = { role: Role; side: Side; inquiry: { slug: string; name: string } }

/** Everything about one account that its owner, or an administrator, may look at. */
export type AccountDetails = Account & {
  memberships: MembershipRecord[]
  sessions: SessionRecord[]
  tokens: TokenRecord[]
}

const shown = {
  id: true,
  name: true,
  email: true,
  isAdmin: true,
  isDemo: true,
  disabledAt: true,
  version: true,
} as const

/** All accounts, open ones first, by name, with how many inquiries each is in. For administrators; to others there is no such list. */
export async function listPeople(person: Person): Promise<(Account & { inquiries: number })[]> {
  if (!canManagePeople(person).allowed) throw missing()
  const rows = await db().user.findMany({
    select: { ...shown, _count: { select: { memberships: true } } },
    orderBy: [{ disabledAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }],
  })
  return rows.map(({ _count, ...row }) => ({ ...row, inquiries: _count.memberships }))
}

/** What was refused outside of every inquiry, and who could not sign in, newest first. For administrators; to others there is no such list. */
export async function refusalsOutside(person: Person): Promise<Body[]> {
  if (!canManagePeople(person).allowed) throw missing()
  return newestRefusals(null, ['shared'])
}

/** How many may let people in: administrators whose account is not disabled. */
export function countAdmins(): Promise<number> {
  return db().user.count({ where: { isAdmin: true, disabledAt: null } })
}

const isUuid = (text: string) => z.uuid().safeParse(text).success

/** One account: one's own, or for administrators anybody's. Throws missing() otherwise. */
export async function accountOf(person: Person, userId: string): Promise<AccountDetails> {
  if (!isUuid(userId) || (userId !== person.userId && !canManagePeople(person).allowed)) throw missing()
  const running = { endedAt: null, expiresAt: { gt: new Date() } }
  const row = await db().user.findUnique({
    where: { id: userId },
    select: {
      ...shown,
      memberships: {
        select: { role: true, side: true, inquiry: { select: { slug: true, name: true } } },
        orderBy: { inquiry: { name: 'asc' } },
      },
      sessions: {
        where: running,
        select: { id: true, createdAt: true, lastSeenAt: true, browser: true, address: true },
        orderBy: { lastSeenAt: 'desc' },
      },
      tokens: {
        where: { revokedAt: null },
        select: { id: true, name: true, tail: true, createdAt: true, expiresAt: true, lastUsedAt: true },
        orderBy: { createdAt: 'desc' },
      },
    },
  })
  if (!row) throw missing()
  return row
}

export type Member = { userId: string; name: string; email: string; role: Role; side: Side }

/** Who belongs to the inquiry of this actor, by name; the disabled left out. */
export async function membersOf(actor: Actor): Promise<Member[]> {
  const rows = await db().membership.findMany({
    where: { inquiryId: actor.inquiry.id, user: { disabledAt: null } },
    select: { role: true, side: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { name: 'asc' } },
  })
  return rows.map(({ role, side, user }) => ({ userId: user.id, name: user.name, email: user.email, role, side }))
}

/** How many members the inquiry of this actor has of each role; the disabled left out. */
export async function membersByRole(actor: Actor): Promise<Partial<Record<Role, number>>> {
  const groups = await db().membership.groupBy({
    by: ['role'],
    where: { inquiryId: actor.inquiry.id, user: { disabledAt: null } },
    _count: true,
  })
  return Object.fromEntries(groups.map(({ role, _count }) => [role, _count]))
}

/** The member of the inquiry with this e-mail address, or null; read in the caller's transaction. */
export async function memberByEmail(
  tx: Tx,
  actor: Actor,
  email: string,
): Promise<{ userId: string; name: string } | null> {
  const row = await tx.membership.findFirst({
    where: { inquiryId: actor.inquiry.id, user: { email: email.toLowerCase(), disabledAt: null } },
    select: { user: { select: { id: true, name: true } } },
  })
  return row && { userId: row.user.id, name: row.user.name }
}
