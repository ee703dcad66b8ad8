import { createHash } from 'node:crypto'
import { type Changes, canonical, type Json } from '@/lib/audit/canonical'
import type { EventName, SubjectType } from '@/lib/audit/events'
import type { Tx } from '@/lib/db'
import type { Partition } from '@/lib/generated/prisma/enums'
import { now, type Person } from '@/lib/people/actor'

/** A record as the log names it. `ref` is how people name it (R-12, an e-mail address). */
export type Subject = { type: SubjectType; id: string; ref: string }

export type Entry = {
  event: EventName
  subject: Subject
  /** Who may see that this happened */
  partition: Partition
  inquiryId: string | null
  /** Other records in whose history this belongs; each must exist for everybody who may see `partition` */
  concerns?: Subject[]
  changes?: Changes
  /** What the person wrote with it */
  note?: string | undefined
  /** More for the sentence, e.g. the title of what was made */
  details?: { [name: string]: Json }
}

/** An event as it is hashed and stored. */
export type Body = {
  v: 1
  seq: number
  at: string
  inquiry: string | null
  actor: { id: string | null; name: string; role?: string; side?: string }
  via: string
  event: EventName
  subject: Subject
  partition: Partition
  concerns: Subject[]
  changes: Changes
  note: string | null
  details: { [name: string]: Json }
}

type Who = Person & { role?: string; side?: string }

/** Any number that nothing else in this database locks on: all appends take their turn behind it until their commit. */
const AUDIT_LOCK = 7_310_911

/**
 * Writes one event into the log, in the caller's transaction: no audit, no action. Appends are ordered by one lock per database, held
 * until commit, so `seq` has no gaps and its order is the order of commit. `hash` is SHA-256 over the previous hash and the exact bytes
 * of `body`. Returns the event's sequence number.
 */
export async function append(tx: Tx, who: Who, entry: Entry): Promise<bigint> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${AUDIT_LOCK}::bigint)`
  const last = await tx.auditEvent.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })
  const seq = (last?.seq ?? 0n) + 1n
  const at = now(who)
  const concerns = entry.concerns ?? []
  const content: Body = {
    v: 1,
    seq: Number(seq),
    at: at.toISOString(),
    inquiry: entry.inquiryId,
    actor: {
      id: who.userId || null,
      name: who.name,
      ...(who.role ? { role: who.role } : {}),
      ...(who.side ? { side: who.side } : {}),
    },
    via: who.via,
    event: entry.event,
    subject: entry.subject,
    partition: entry.partition,
    concerns,
    changes: entry.changes ?? {},
    note: entry.note ?? null,
    details: entry.details ?? {},
  }
  const body = canonical(content)
  const prevHash = last?.hash ?? '0'.repeat(64)
  await tx.auditEvent.create({
    data: {
      seq,
      at,
      inquiryId: entry.inquiryId,
      actorId: who.userId || null,
      event: entry.event,
      subjectType: entry.subject.type,
      subjectId: entry.subject.id,
      partition: entry.partition,
      body,
      prevHash,
      hash: createHash('sha256').update(prevHash).update(body).digest('hex'),
    },
  })
  const about = [...new Set([entry.subject.id, ...concerns.map((record) => record.id)])]
  await tx.auditConcern.createMany({ data: about.map((recordId) => ({ seq, recordId })) })
  return seq
}
