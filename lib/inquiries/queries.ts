import { cache } from 'react'
import type { Body } from '@/lib/audit/append'
import { refusedVerb } from '@/lib/audit/events'
import { newestRefusals, newestSpills } from '@/lib/audit/queries'
import type { SpillRecord } from '@/lib/audit/schema'
import { db, type Tx } from '@/lib/db'
import type { Role, Side } from '@/lib/generated/prisma/enums'
import { canManageInquiry, canRuleOnSpill } from '@/lib/inquiries/policy'
import type { InquiryRecord } from '@/lib/inquiries/schema'
import { type Actor, type Person, visiblePartitions } from '@/lib/people/actor'
import { placeOf } from '@/lib/people/queries'
import { missing } from '@/lib/refusal'
import { isPlace, PLACES } from '@/lib/spill/places'
import { isAmbiguous, isRule, RULES, type SpillRule } from '@/lib/spill/rules'
import { dateFromDb } from '@/lib/time'
import { allowed, type Ruling } from '@/lib/workflow'

const shown = {
  id: true,
  slug: true,
  name: true,
  committee: true,
  chamber: true,
  timeZone: true,
  openedOn: true,
  closedOn: true,
  notice: true,
  version: true,
} as const

type Row = Omit<InquiryRecord, 'openedOn' | 'closedOn'> & { openedOn: Date; closedOn: Date | null }
const asRecord = (row: Row): InquiryRecord => ({
  ...row,
  openedOn: dateFromDb(row.openedOn),
  closedOn: dateFromDb(row.closedOn),
})

export type Mine = InquiryRecord & { role: Role; side: Side }

/** The inquiries that somebody is a member of, open ones first, then by name. */
export async function inquiriesOf(person: Pick<Person, 'userId'>): Promise<Mine[]> {
  const rows = await db().membership.findMany({
    where: { userId: person.userId },
    select: { role: true, side: true, inquiry: { select: shown } },
    orderBy: [{ inquiry: { closedOn: { sort: 'desc', nulls: 'first' } } }, { inquiry: { name: 'asc' } }],
  })
  return rows.map(({ inquiry, role, side }) => ({ ...asRecord(inquiry), role, side }))
}

/** For administrators of the installation: inquiries whose settings are open to them although they are no members. For others: none. */
export async function inquiriesToSetUp(person: Pick<Person, 'userId' | 'isAdmin'>): Promise<InquiryRecord[]> {
  if (!person.isAdmin) return []
  const rows = await db().inquiry.findMany({
    where: { memberships: { none: { userId: person.userId } } },
    select: shown,
    orderBy: { name: 'asc' },
  })
  return rows.map(asRecord)
}

export type Frame = { inquiry: InquiryRecord; actor: Actor | null; mayManage: boolean }

/**
 * What the frame around an inquiry's pages shows. An administrator of the installation who is no member gets it too, without an actor,
 * for the sake of the settings; to anybody else it does not exist (null).
 */
export const frameOf = cache(async (person: Person, slug: string): Promise<Frame | null> => {
  const place = await placeOf(person, slug)
  if (!place) return null
  const { inquiry, membership } = place
  if (!membership && !person.isAdmin) return null
  const mayManage = canManageInquiry(person, membership?.role ?? null).allowed
  return { inquiry, actor: membership && { ...person, inquiry, ...membership }, mayManage }
})

export type Member = {
  id: string
  userId: string
  name: string
  email: string
  disabled: boolean
  role: Role
  side: Side
  version: number
}

/** The inquiry and everybody in it, for who may manage it; to others there are no such settings. Throws missing(). */
export async function settingsOf(person: Person, slug: string): Promise<{ inquiry: InquiryRecord; members: Member[] }> {
  const frame = await frameOf(person, slug)
  if (!frame?.mayManage) throw missing()
  const rows = await db().membership.findMany({
    where: { inquiryId: frame.inquiry.id },
    include: { user: { select: { name: true, email: true, disabledAt: true } } },
    orderBy: [{ side: 'asc' }, { user: { name: 'asc' } }],
  })
  const members = rows.map(({ id, userId, role, side, version, user }) => ({
    id,
    userId,
    role,
    side,
    version,
    name: user.name,
    email: user.email,
    disabled: user.disabledAt !== null,
  }))
  return { inquiry: frame.inquiry, members }
}

/**
 * What was refused in the inquiry, newest first, for who may manage it; throws missing() for others. What one side was refused about records
 * of its own is left to the administrators of that side.
 */
export async function refusalsIn(person: Person, slug: string): Promise<{ inquiry: InquiryRecord; refusals: Body[] }> {
  const frame = await frameOf(person, slug)
  if (!frame?.mayManage) throw missing()
  const { inquiry, actor } = frame
  return { inquiry, refusals: await newestRefusals(inquiry.id, visiblePartitions(actor ?? { side: 'nonpartisan' })) }
}

/** What the spill guard stopped in the inquiry, newest first, for who may manage it; throws missing() for others. */
export async function spillsIn(
  person: Person,
  slug: string,
): Promise<{ inquiry: InquiryRecord; spills: (SpillRecord & { mayRule: Ruling })[] }> {
  const frame = await frameOf(person, slug)
  if (!frame?.mayManage) throw missing()
  const { inquiry, actor } = frame
  const found = await newestSpills(inquiry.id, visiblePartitions(actor ?? { side: 'nonpartisan' }))
  const own = new Set(found.filter(({ actor: { id } }) => id === person.userId).map(({ details }) => details.sha256))
  const spills = await asSpills(inquiry.id, found)
  return {
    inquiry,
    spills: spills.map((one) => ({ ...one, mayRule: canRuleOnSpill(allowed, { sentIt: own.has(one.sha256) }) })),
  }
}

/** The same for a member: all of it for who may manage the inquiry, else what they were stopped at themselves. */
export async function spillsFor(actor: Actor): Promise<SpillRecord[]> {
  const all = canManageInquiry(actor, actor.role).allowed
  const found = await newestSpills(actor.inquiry.id, visiblePartitions(actor), all ? undefined : actor.userId)
  return asSpills(actor.inquiry.id, found)
}

/** Incidents that wait for a ruling of this actor, newest first, each file once. None for who does not manage the inquiry. */
export async function spillsToRuleOn(actor: Actor): Promise<SpillRecord[]> {
  if (actor.role !== 'admin') return []
  const found = await newestSpills(actor.inquiry.id, visiblePartitions(actor))
  const own = new Set(found.filter(({ actor: { id } }) => id === actor.userId).map(({ details }) => details.sha256))
  const open = await asSpills(
    actor.inquiry.id,
    found.filter(({ details }) => details.sha256 && !own.has(details.sha256)),
  )
  const files = new Map(open.filter(({ ruling }) => ruling === null).map((one) => [one.sha256, one]))
  return [...files.values()]
}

/** An incident that may be ruled on: the hash of its file and who sent it. Throws missing(), the same for unknown, foreign and any other. */
export async function loadIncident(tx: Tx, inquiryId: string, id: string): Promise<{ sha256: string; sentBy: string }> {
  const row = await tx.auditEvent.findFirst({
    where: { inquiryId, subjectId: id, event: 'refusal.spill' },
    select: { body: true },
  })
  const body = row && (JSON.parse(row.body) as Body)
  const { rule, sha256 } = body?.details ?? {}
  if (!body || typeof rule !== 'string' || !isRule(rule) || !isAmbiguous(rule) || typeof sha256 !== 'string')
    throw missing()
  return { sha256, sentBy: body.actor.name }
}

/** Was this person ever stopped with a file of this hash? */
export async function sentIt(tx: Tx, inquiryId: string, userId: string, sha256: string): Promise<boolean> {
  const where = { inquiryId, actorId: userId, event: 'refusal.spill', body: { contains: sha256 } }
  return (await tx.auditEvent.count({ where })) > 0
}

/**
 * May a file be kept although it broke this rule? Only where the rule is ambiguous, and the newest ruling on exactly these bytes says that it is no classification
 * marking; and never on the word of whoever sends it.
 */
export async function isRuledOrdinary(
  tx: Tx,
  actor: Pick<Actor, 'inquiry' | 'userId'>,
  { rule, sha256 }: { rule: SpillRule; sha256: string },
): Promise<boolean> {
  if (!isAmbiguous(rule)) return false
  const newest = await tx.spillRuling.findFirst({
    where: { inquiryId: actor.inquiry.id, sha256 },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { ordinary: true, ruledById: true },
  })
  return newest?.ordinary === true && newest.ruledById !== actor.userId
}

/** Incidents as they are shown, each with the newest ruling on its file. */
async function asSpills(inquiryId: string, found: Body[]): Promise<SpillRecord[]> {
  const hashes = found.flatMap(({ details }) => (typeof details.sha256 === 'string' ? [details.sha256] : []))
  const rows = hashes.length
    ? await db().spillRuling.findMany({
        where: { inquiryId, sha256: { in: [...new Set(hashes)] } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
    : []
  const ids = [...new Set(rows.map(({ ruledById }) => ruledById))]
  const users = ids.length
    ? await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
    : []
  const names = new Map(users.map(({ id, name }) => [id, name]))
  const rulings = new Map(
    rows.map(({ sha256, ordinary, reason, ruledById, createdAt }) => [
      sha256,
      { ordinary, by: names.get(ruledById) ?? '', at: createdAt.toISOString(), reason },
    ]),
  )
  return found.map((body) => asSpill(body, rulings))
}

function asSpill(body: Body, rulings: ReadonlyMap<string, SpillRecord['ruling']>): SpillRecord {
  const { rule, place, sha256 } = body.details
  const hash = typeof sha256 === 'string' ? sha256 : null
  return {
    id: body.subject.id,
    sha256: hash,
    ruling: hash === null ? null : (rulings.get(hash) ?? null),
    at: body.at,
    by: body.actor.name,
    doing: refusedVerb(body),
    rule: String(rule),
    kind: typeof rule === 'string' && isRule(rule) ? RULES[rule] : 'It carries a classification marking',
    place: typeof place === 'string' && isPlace(place) ? PLACES[place] : null,
    via: body.via,
  }
}

/** The committee whose inquiry this is, as it stands at the head of what is printed. */
export async function committeeOf(actor: Actor): Promise<string> {
  const { committee } = await db().inquiry.findUniqueOrThrow({
    where: { id: actor.inquiry.id },
    select: { committee: true },
  })
  return committee
}
