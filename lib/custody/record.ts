/* The one way in which a step is entered into an item's chain of custody, for this room and for those in which such a step happens. */
import { append } from '@/lib/audit/append'
import type { EventName } from '@/lib/audit/events'
import type { CustodyKind } from '@/lib/custody/status'
import type { Tx } from '@/lib/db'
import { now, type Person } from '@/lib/people/actor'
import { addDays, dateToDb, startOfDay } from '@/lib/time'

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
  correctsId?: string | undefined
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

/**
 * Enters one step into the chain of an item, in the caller's transaction: numbers it on its item while holding the item's row until commit,
 * writes it, and appends `custody.<kind>` to the log. Who may do so is the caller's to judge. `who` may be the system, whose `userId` is ''.
 * Returns the step's id and number.
 */
export async function enterCustody(
  tx: Tx,
  who: Person & { role?: string; side?: string },
  item: CustodyItem,
  entry: CustodyEntry,
): Promise<{ id: string; number: number }> {
  const zone = await hold(tx, item)
  const last = await tx.custodyEvent.aggregate({ where: { evidenceId: item.id }, _max: { number: true } })
  const { kind, by, happenedAt, happenedOn, ...said } = entry
  const recordedAt = now(who)
  const row = await tx.custodyEvent.create({
    data: {
      inquiryId: item.inquiryId,
      evidenceId: item.id,
      number: (last._max.number ?? 0) + 1,
      revision: item.revision,
      kind,
      by,
      ...said,
      happenedAt: happenedOn ? orderOf(kind, happenedOn, zone, recordedAt) : (happenedAt ?? recordedAt),
      happenedOn: happenedOn ? dateToDb(happenedOn) : null,
      recordedAt,
      createdById: who.userId || null,
    },
  })
  await append(tx, who, {
    event: custodyEvents[kind],
    subject: { type: 'evidence', id: item.id, ref: item.ref },
    partition: 'shared',
    inquiryId: item.inquiryId,
    note: entry.note,
    details: {
      custody: {
        id: row.id,
        number: row.number,
        revision: row.revision,
        by,
        happenedAt: row.happenedAt.toISOString(),
        ...(happenedOn && { happenedOn }),
        ...Object.fromEntries(Object.entries(said).filter(([name, value]) => name !== 'note' && value !== undefined)),
      },
    },
  })
  return { id: row.id, number: row.number }
}

/** Holds the item's row until commit, so that its chain has one writer at a time. Gives the inquiry's zone. */
async function hold(tx: Tx, item: CustodyItem): Promise<string> {
  const rows = await tx.$queryRaw<{ zone: string }[]>`
    SELECT i.time_zone AS zone FROM evidence_item e JOIN inquiry i ON i.id = e.inquiry_id
     WHERE e.id = ${item.id}::uuid AND e.inquiry_id = ${item.inquiryId}::uuid FOR NO KEY UPDATE OF e`
  const row = rows[0]
  if (!row) throw new Error(`there is no item ${item.ref} whose custody could be kept`)
  return row.zone
}

/** Where a step of which only the day is known stands among the others: what was received begins its day, all else ends it. */
function orderOf(kind: CustodyKind, day: string, zone: string, recordedAt: Date): Date {
  const begins = startOfDay(day, zone)
  if (kind === 'received') return begins
  const ends = new Date(startOfDay(addDays(day, 1), zone).getTime() - 1)
  return ends < recordedAt ? ends : recordedAt
}
