/** Writes down what was refused. Apart from append.ts: it comes after a transaction that is gone, and the same is not written every time. */
import { randomUUID } from 'node:crypto'
import { append } from '@/lib/audit/append'
import type { EventName } from '@/lib/audit/events'
import { db, type Tx } from '@/lib/db'
import { log } from '@/lib/log'
import { type Actor, ownPartition, type Person } from '@/lib/people/actor'
import { countDenial } from '@/lib/people/throttle'
import { Refusal, type RefusalKind } from '@/lib/refusal'
import { type RecordKind, recordKinds } from '@/lib/words'

/** What somebody asked for. */
export type Asked = {
  /** A command's own verb, or what a page or a read of the API is for: 'letter.open' */
  verb: string
  /** What came with it. Of this only the number or id of the record and a move's target are kept, never anything else that was typed */
  named: unknown
}

type Named = Record<string, unknown>

const events: Partial<Record<RefusalKind, EventName>> = {
  forbidden: 'refusal.forbidden',
  missing: 'refusal.missing',
  spill: 'refusal.spill',
}

/** Refusals that were noted already: one may be thrown on through several hands. */
const told = new WeakSet<Refusal>()

/**
 * Notes in the log that this person was refused: by a rule, by the spill guard, or because what they named is not there or hidden, which is
 * noted in the same way. Other errors are none of its business. The refusal goes out as it is, also when it cannot be noted; that is then in
 * the server's own log.
 */
export async function noteDenial(error: unknown, who: Person | Actor, { verb, named: given }: Asked): Promise<void> {
  const event = error instanceof Refusal ? events[error.kind] : undefined
  // Whoever runs commands on the server owns the log.
  if (!(error instanceof Refusal) || !event || told.has(error) || who.userId === '') return
  told.add(error)
  const named: Named = { ...(given as Named | null) }
  const [rule, place] = [error.rule ?? null, error.place ?? null]
  const details = {
    ...{ verb, record: recordIn(verb, named), to: targetIn(named), rule },
    ...(place && { place }),
    ...(error.sha256 && { sha256: error.sha256 }),
  }
  try {
    // A file that was stopped is an incident each time.
    const listed = place ? 'list' : await countDenial(who.userId, Object.values(details).join('\n'))
    if (listed === 'not again') return
    const { as, inquiryId } = await placeOf(who, named)
    // That there is something of one's own side to be refused about is for one's own side to know.
    const own = error.kind !== 'missing' && 'side' in as && namesOwn(named)
    await db().$transaction((tx) =>
      append(tx, as, {
        event: listed === 'and more' ? 'refusal.more' : event,
        subject: { type: 'refusal', id: randomUUID(), ref: details.record ?? verb },
        partition: own ? ownPartition(as) : 'shared',
        inquiryId,
        details,
      }),
    )
  } catch (failure) {
    log.failure(failure)
  }
}

/**
 * Writes down that a file was stopped by the spill guard, in the transaction that takes away what had come of it: each one, however many there are.
 * The refusal is then not noted a second time.
 */
export async function noteIncident(tx: Tx, actor: Actor, refusal: Refusal, verb: string): Promise<void> {
  told.add(refusal)
  await append(tx, actor, {
    event: 'refusal.spill',
    subject: { type: 'refusal', id: randomUUID(), ref: verb },
    partition: 'shared',
    inquiryId: actor.inquiry.id,
    details: {
      ...{ verb, record: null, to: null, rule: refusal.rule ?? null, place: refusal.place ?? null },
      ...(refusal.sha256 && { sha256: refusal.sha256 }),
    },
  })
}

/** The folders of the addresses that belong to no record, as far as they are told. */
const PLACES = ['bags', 'custody', 'hand-over', 'history', 'inquiries', 'jobs', 'people', 'search', 'settings', 'work']

/** What a page or a download was asked for, by its address: /inquiries/strike/letters/L-3/edit is a letter, L-3, of the inquiry strike. */
export function pageAsked(address: string): Asked {
  const [first = '', second = '', ...rest] = (address.split('?', 1)[0] ?? '').split('/').slice(1)
  const inside = first === 'inquiries' && second !== 'new'
  const [folder = '', record] = inside ? rest : [first, second]
  const kinds = Object.keys(recordKinds) as RecordKind[]
  const kind = kinds.find((one) => recordKinds[one].path === folder) ?? (PLACES.includes(folder) ? folder : 'page')
  return { verb: `${kind}.open`, named: { [kind]: record, ...(inside && { inquiry: second }) } }
}

const NUMBER = /^[A-Z]{1,3}-[MN]?[1-9]\d{0,9}$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The record that the verb is about, as it was named: its number or its id. */
function recordIn(verb: string, named: Named): string | null {
  const kind = verb.split('.', 1)[0] ?? ''
  const given = named[kind === 'user' ? 'userId' : kind]
  const text = typeof given === 'string' ? given.trim() : ''
  if (ID.test(text)) return text
  return NUMBER.test(text.toUpperCase()) ? text.toUpperCase() : null
}

function targetIn({ to }: Named): string | null {
  return typeof to === 'string' && /^[a-z_]{1,40}$/.test(to) ? to : null
}

/** Does anything here name a record out of a side's own series? */
function namesOwn(named: Named): boolean {
  const words = Object.values(named).flat(2)
  return words.some((one) => typeof one === 'string' && /\b[A-Z]{1,3}-[MN]\d/i.test(one))
}

/** Where it happened, and what they are there: of somebody who is no actor, in the inquiry that they named, if there is one. */
async function placeOf(who: Person | Actor, named: Named): Promise<{ as: Person | Actor; inquiryId: string | null }> {
  if ('inquiry' in who) return { as: who, inquiryId: who.inquiry.id }
  const slug = named.inquiry
  if (typeof slug !== 'string' || slug.includes('\0')) return { as: who, inquiryId: null }
  const inquiry = await db().inquiry.findUnique({
    where: { slug },
    select: { id: true, memberships: { where: { userId: who.userId }, select: { role: true, side: true } } },
  })
  return { as: { ...who, ...inquiry?.memberships[0] }, inquiryId: inquiry?.id ?? null }
}
