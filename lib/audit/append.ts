import { createHash, randomUUID } from 'node:crypto'
import { type Changes, canonical, type Json } from '@/lib/audit/canonical'
import type { EventName, SubjectType } from '@/lib/audit/events'
import { onePlan, type Tx } from '@/lib/db'
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
  /** What was written before it in this transaction came of this: it reads as one act, with the rest under it */
  leads?: boolean
}

/** An event as it is hashed and stored. Those of version 1 have no marks and stand each for itself. */
export type Body = {
  v: 1 | 2
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
  /** The same for all that one transaction did to one record, and for nothing else; random, so that it tells nothing */
  act?: string
  /** Of an event that leads: the acts that came of it */
  over?: string[]
}

type Who = Person & { role?: string; side?: string }

type Marks = Map<string, { act: string; partitions: Set<Partition> }>

/** Of each transaction under way, the mark of each record that it did something to. */
const underWay = new WeakMap<Tx, Marks>()

/**
 * The marks of an event. A letter of one side moves requests that are everybody's: did they share one mark, the other side would learn that they went
 * out together. So each record has a mark of its own, and the letter's event, which that side alone can read, names them; never one of which
 * whoever reads the event may see nothing.
 */
function marksOf(tx: Tx, { subject, partition, leads }: Entry): { act: string; over?: string[] } {
  const marks: Marks = underWay.get(tx) ?? new Map()
  underWay.set(tx, marks)
  const mine = marks.get(subject.id) ?? { act: randomUUID(), partitions: new Set() }
  marks.set(subject.id, mine)
  mine.partitions.add(partition)
  if (!leads) return { act: mine.act }
  const seen = [...marks.values()].filter(({ partitions }) => partitions.has('shared') || partitions.has(partition))
  return { act: mine.act, over: seen.map(({ act }) => act).filter((act) => act !== mine.act) }
}

/** As many go into one statement. Prisma keeps the parameters of the last hundred statements at hand, so large ones fill the memory. */
const AT_ONCE = 100

/**
 * Writes one event into the log, in the caller's transaction: no audit, no action. Appends are ordered by one lock per database, held
 * until commit, so `seq` has no gaps and its order is the order of commit. `hash` is SHA-256 over the previous hash and the exact bytes
 * of `body`. Returns the event's sequence number.
 */
export function append(tx: Tx, who: Who, entry: Entry): Promise<bigint> {
  return appendAll(tx, who, [entry])
}

/** The same for many that happened at once, in their order, made as they are written where they are too many to hold. Everybody else waits meanwhile, so an import appends last. Returns the last one's number. */
export async function appendAll(tx: Tx, who: Who, entries: Iterable<Entry> | AsyncIterable<Entry>): Promise<bigint> {
  const [last] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`${onePlan} SELECT seq, hash FROM audit_turn()`
  const at = now(who)
  let seq = last?.seq ?? 0n
  let prevHash = last?.hash ?? '0'.repeat(64)
  let rows: Written[] = []
  for await (const entry of entries) {
    seq += 1n
    const row = { ...rowOf(tx, who, entry, seq, at), prevHash }
    prevHash = createHash('sha256').update(prevHash).update(row.body).digest('hex')
    rows.push({ ...row, hash: prevHash, concerns: entry.concerns ?? [] })
    if (rows.length < AT_ONCE) continue
    await write(tx, rows)
    rows = []
  }
  if (rows.length > 0) await write(tx, rows)
  return seq
}

type Written = Row & { concerns: Subject[] }

/** In one parameter, since a statement with eleven for each of a thousand events takes longer to send than to carry out. */
async function write(tx: Tx, rows: Written[]): Promise<void> {
  const told = rows.map(({ concerns: _, seq, at, ...row }) => ({ ...row, seq: String(seq), at: at.toISOString() }))
  await tx.$executeRaw`${onePlan}
    WITH told AS (
      INSERT INTO audit_event (seq, at, inquiry_id, actor_id, event, subject_type, subject_id, partition, body, prev_hash, hash)
      SELECT seq, at, "inquiryId", "actorId", event, "subjectType", "subjectId", partition, body, "prevHash", hash
        FROM json_to_recordset(${JSON.stringify(told)}::json) AS r (
             seq bigint, at timestamptz, "inquiryId" uuid, "actorId" uuid, event text, "subjectType" text, "subjectId" uuid,
             partition "Partition", body text, "prevHash" text, hash text))
    INSERT INTO audit_concern (seq, record_id)
    SELECT seq, record FROM json_to_recordset(${JSON.stringify(rows.flatMap(concernsOf))}::json) AS r (seq bigint, record uuid)`
}

function rowOf(tx: Tx, who: Who, entry: Entry, seq: bigint, at: Date) {
  const content: Body = {
    v: 2,
    ...marksOf(tx, entry),
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
    concerns: entry.concerns ?? [],
    changes: entry.changes ?? {},
    note: entry.note ?? null,
    details: entry.details ?? {},
  }
  return {
    seq,
    at,
    inquiryId: entry.inquiryId,
    actorId: who.userId || null,
    event: entry.event,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    partition: entry.partition,
    body: canonical(content),
  }
}

type Row = ReturnType<typeof rowOf> & { prevHash: string; hash: string }

function concernsOf({ seq, subjectId, concerns }: Written): { seq: string; record: string }[] {
  const about = new Set([subjectId, ...concerns.map(({ id }) => id)])
  return [...about].map((record) => ({ seq: String(seq), record }))
}
