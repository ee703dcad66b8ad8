import type { Partition, Role, Side } from '@/lib/generated/prisma/enums'
import type { InquiryRecord } from '@/lib/inquiries/schema'

/** By which door somebody came in. */
type Via = 'screen' | 'api' | 'command line' | 'demo' | 'job'

/**
 * What is to be done once, however often it is sent. Of a form the key stands for all that it says and the hash for the page that it was sent from: from
 * the same page it is one act; from another, shortly after, it may be a mistake and is asked about, unless they say `again`.
 */
type Once = { key: string; requestHash: string; onReplay?: () => void; form?: { again: boolean } }

/** An inquiry that somebody asks for, and what they are in it: null when they are no member. */
export type Asked = { inquiry: InquiryRecord; membership: { role: Role; side: Side } | null }

/** Somebody who is signed in (by session or token), or who runs a command on the server. Never built from an argument of a request. */
export type Person = {
  userId: string
  /** As it stands in the history */
  name: string
  email: string
  isAdmin: boolean
  via: Via
  /** Of those who came by the screen: the sign-in they came by */
  sessionId?: string
  /**
   * Set by the API when the request carried an Idempotency-Key, and for a form: the answer is kept in the transaction of the act itself. `onReplay` is
   * told when the answer is one that was given before.
   */
  once?: Once
  /** The inquiry that was asked for as they were looked up, so that it need not be looked up again; null when there is no such inquiry */
  at?: { slug: string; asked: Asked | null }
  /** The demonstration is told as if it had happened over weeks; everybody else acts now. */
  clock?: () => Date
}

export type InquiryOfActor = {
  id: string
  slug: string
  name: string
  timeZone: string
  /** YYYY-MM-DD; a closed inquiry is read-only */
  closedOn: string | null
}

/** A person in one inquiry: what every query and command takes as its first argument. */
export type Actor = Person & { inquiry: InquiryOfActor; role: Role; side: Side }

/** The partition that a side drafts in by itself; the nonpartisan have none but the shared one. */
export function ownPartition(actor: Pick<Actor, 'side'>): Partition {
  return actor.side === 'nonpartisan' ? 'shared' : actor.side
}

/** The partitions whose records exist for this actor. */
export function visiblePartitions(actor: Pick<Actor, 'side'>): Partition[] {
  return actor.side === 'nonpartisan' ? ['shared'] : ['shared', actor.side]
}

/** The moment of acting. */
export function now(person: Pick<Person, 'clock'>): Date {
  return person.clock ? person.clock() : new Date()
}

/** Whoever may run a command on the server: it counts as an administrator of the installation, and is a member of no inquiry. */
export function commandLinePerson(): Person {
  return { userId: '', name: 'The command line', email: '', isAdmin: true, via: 'command line' }
}

/** What nobody did, but follows from what somebody did or from time going by. */
export const theLedger: Person = { userId: '', name: 'The system', email: '', isAdmin: false, via: 'job' }
