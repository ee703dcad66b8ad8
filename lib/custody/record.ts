/* The one way in which a step is entered into an item's chain of custody, for this room and for those in which such a step happens. */
import { append } from '@/lib/audit/append'
import type { Json } from '@/lib/audit/canonical'
import type { EventName } from '@/lib/audit/events'
import { follow, revisionOf, type Step } from '@/lib/custody/chain'
import { type CustodyFacts, putAside } from '@/lib/custody/policy'
import { loadSteps } from '@/lib/custody/queries'
import { afterClawback, type CustodyKind, custodyKinds, stateBefore } from '@/lib/custody/status'
import type { Tx } from '@/lib/db'
import type { AccessMode } from '@/lib/generated/prisma/enums'
import { now, type Person } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { insist } from '@/lib/ruling'
import { addDays, dateFromDb, dateToDb, startOfDay } from '@/lib/time'
import { allowed, barred, type Ruling } from '@/lib/workflow'

/** The item as its callers hold it: its number for people, and the revision that the step is about. */
export type CustodyItem = { id: string; inquiryId: string; ref: string; revision: number }

export type CustodyEntry = {
  kind: CustodyKind
  /** Who did it, as it stands on the receipt */
  by: string
  /** When; now, if nothing is said */
  happenedAt?: Date
  /** Instead of `happenedAt`, where only the day is known: YYYY-MM-DD in the inquiry's zone */
  happenedOn?: string
  /** Whose hands it left, and whose it came into */
  from?: string | undefined
  to?: string | undefined
  place?: string | undefined
  authorisedBy?: string | undefined
  receiptNo?: string | undefined
  /** '2 of 3'; nothing for the item itself */
  copyNo?: string | undefined
  note?: string | undefined
  /** Of a correction: what it corrects, and whether that never happened. The rest is what the entry says from then on. */
  correctsId?: string | undefined
  struck?: boolean | undefined
}

const custodyEvents = {
  received: 'custody.received',
  registered: 'custody.registered',
  stored: 'custody.stored',
  viewed: 'custody.viewed',
  checked_out: 'custody.checked_out',
  checked_in: 'custody.checked_in',
  copied: 'custody.copied',
  transferred: 'custody.transferred',
  verified: 'custody.verified',
  returned: 'custody.returned',
  destroyed: 'custody.destroyed',
  correction: 'custody.correction',
} as const satisfies Record<CustodyKind, EventName>

/** Stands for the step that is about to be written, before it has its id. */
const NEW = 'new'

/**
 * Enters one step into the chain of an item, in the caller's transaction: holds the item's row until commit, so that its chain has one writer
 * at a time; refuses what cannot have happened then by the table of transitions; numbers the step on its item, writes it, and appends
 * `custody.<kind>` to the log. `who` may be the system, whose `userId` is ''.
 * @param judge who may do so, where the caller has not judged it before, of the piece as this step finds it
 * @returns the step's id and number
 * Throws a Refusal.
 */
export async function enterCustody(
  tx: Tx,
  who: Person & { role?: string; side?: string },
  item: CustodyItem,
  entry: CustodyEntry,
  judge: (facts: CustodyFacts) => Ruling = () => allowed,
): Promise<{ id: string; number: number }> {
  const held = await hold(tx, item)
  const steps = await loadSteps(tx, item.id)
  const recordedAt = now(who)
  const said = saidIn(entry, steps, held.zone, recordedAt)
  const number = 1 + Math.max(0, ...steps.map((step) => step.number))
  const step = { ...said, number, revision: revisionOf({ ...said, revision: item.revision }, steps) }
  insistOnChain(held, steps, { ...step, id: NEW }, judge)
  const { id } = await tx.custodyEvent.create({
    data: {
      ...step,
      inquiryId: item.inquiryId,
      evidenceId: item.id,
      note: entry.note ?? null,
      recordedAt,
      createdById: who.userId || null,
    },
  })
  await append(tx, who, {
    event: custodyEvents[entry.kind],
    subject: { type: 'evidence', id: item.id, ref: item.ref },
    partition: 'shared',
    inquiryId: item.inquiryId,
    note: entry.note,
    details: { custody: told({ ...step, id }) },
  })
  return { id, number }
}

/** A step with which the chain of a new item begins, as the database keeps it. */
export type FirstStep = Pick<Step, 'number' | 'kind' | 'by' | 'from' | 'place' | 'happenedAt' | 'happenedOn'> & {
  note: string | null
}

/**
 * How the chain of an item begins that came as one of many: received on its day into the place where it is held, registered now, and stored where a
 * file of it is kept. For whoever logs thousands at once and writes of them what happened as one event each; a chain that begins so is always one that
 * can have happened.
 */
export function firstSteps(
  who: Person,
  zone: string,
  { receivedOn, from, place, stored }: { receivedOn: string; from: string; place: string; stored: string | null },
): FirstStep[] {
  const at = now(who)
  const none = { by: who.name, from: null, place: null, happenedAt: at, happenedOn: null, note: null }
  const received = { happenedAt: startOfDay(receivedOn, zone), happenedOn: dateToDb(receivedOn) }
  return [
    { ...none, ...received, number: 1, kind: 'received', from, place },
    { ...none, number: 2, kind: 'registered' },
    ...(stored ? [{ ...none, number: 3, kind: 'stored' as const, note: stored }] : []),
  ]
}

type Held = { zone: string; accessMode: AccessMode; clawedBackAt: Date | null }

/** Holds the item's row until commit. Gives the inquiry's zone, and what of the item its chain depends on. */
async function hold(tx: Tx, item: CustodyItem): Promise<Held> {
  const rows = await tx.$queryRaw<Held[]>`
    SELECT i.time_zone AS zone, e.access_mode::text AS "accessMode",
           CASE WHEN e.status = 'clawed_back' THEN e.status_since END AS "clawedBackAt"
      FROM evidence_item e JOIN inquiry i ON i.id = e.inquiry_id
     WHERE e.id = ${item.id}::uuid AND e.inquiry_id = ${item.inquiryId}::uuid FOR NO KEY UPDATE OF e`
  const row = rows[0]
  if (!row) throw new Error(`there is no item ${item.ref} whose custody could be kept`)
  return row
}

/** What is written of a step. A correction stands where the step that it corrects stands. */
function saidIn(
  entry: CustodyEntry,
  steps: Step[],
  zone: string,
  recordedAt: Date,
): Omit<Step, 'id' | 'number' | 'revision'> {
  const { kind, happenedOn, correctsId } = entry
  const of = steps.find(({ id }) => id === correctsId)?.kind ?? kind
  return {
    kind,
    by: entry.by,
    authorisedBy: entry.authorisedBy ?? null,
    from: entry.from ?? null,
    to: entry.to ?? null,
    place: entry.place ?? null,
    receiptNo: entry.receiptNo ?? null,
    copyNo: entry.copyNo ?? null,
    happenedAt: happenedOn ? orderOf(of, happenedOn, zone, recordedAt) : (entry.happenedAt ?? recordedAt),
    happenedOn: happenedOn ? dateToDb(happenedOn) : null,
    correctsId: correctsId ?? null,
    struck: entry.struck ?? false,
  }
}

/** Where a step of which only the day is known stands among the others: what was received begins its day, all else ends it. */
function orderOf(kind: CustodyKind, day: string, zone: string, recordedAt: Date): Date {
  const begins = startOfDay(day, zone)
  if (kind === 'received') return begins
  const ends = new Date(startOfDay(addDays(day, 1), zone).getTime() - 1)
  return ends < recordedAt ? ends : recordedAt
}

/** The chain with this step must be one that can have happened, from its beginning to its end. */
function insistOnChain(held: Held, steps: Step[], step: Step, judge: (facts: CustodyFacts) => Ruling): void {
  const { fault, found } = follow([...steps, step], stateBefore(held.accessMode))
  const state = found.get(step.id)
  const clawedBack = held.clawedBackAt !== null && step.happenedAt >= held.clawedBackAt
  if (state) insist(judge({ state, clawedBack }))
  if (clawedBack && step.kind !== 'correction') insist(afterClawback.includes(step.kind) ? allowed : barred(putAside))
  if (!fault) return
  const other = fault.step.id !== step.id && fault.step.id !== step.correctsId
  throw new Refusal('forbidden', other ? 'What was recorded later would not fit any more' : fault.why, {
    ...(other && {
      detail: `${custodyKinds[fault.step.kind]}, entry ${fault.step.number}: ${fault.why} Correct that entry first.`,
    }),
  })
}

/** A step as the log keeps it. */
function told(step: Step): { [name: string]: Json } {
  const { happenedAt, happenedOn, struck, kind: _, ...said } = step
  const given = Object.entries(said).filter(([, value]) => value !== null)
  return {
    ...Object.fromEntries(given),
    happenedAt: happenedAt.toISOString(),
    ...(happenedOn && { happenedOn: dateFromDb(happenedOn) }),
    ...(struck && { struck }),
  }
}
