import { corrections, follow, happened, type Piece, type Step } from '@/lib/custody/chain'
import { visibleTo } from '@/lib/custody/policy'
import type { CustodyEntryRecord, CustodyPieceRecord } from '@/lib/custody/schema'
import { stateBefore } from '@/lib/custody/status'
import { db, type Tx } from '@/lib/db'
import type { AccessMode } from '@/lib/generated/prisma/enums'
import type { Actor } from '@/lib/people/actor'
import { dateFromDb, today } from '@/lib/time'

/** The chain of an item as it was written down, oldest first. Whoever asks has loaded the item as one that its reader may see. */
export async function loadSteps(tx: Tx, evidenceId: string): Promise<Step[]> {
  return tx.custodyEvent.findMany({ where: { evidenceId }, orderBy: { number: 'asc' } })
}

/** The day on which the item first came, by its chain and by its register entry, in this zone: nothing was done with it before. */
export function firstDay(zone: string, receivedOn: string, steps: readonly Step[]): string {
  const came = happened(steps)
    .filter(({ kind }) => kind === 'received')
    .map(({ happenedOn, happenedAt }) => dateFromDb(happenedOn) ?? today(zone, happenedAt))
  return [receivedOn, ...came].sort()[0] ?? receivedOn
}

/** The item as this room needs it. */
type Item = { id: string; accessMode: AccessMode; heldAt: string; receivedOn: string }

export type Chain = {
  /** Newest first: by when each happened, a correction by when it was written */
  entries: CustodyEntryRecord[]
  /** Where the item and its copies are, the newest revision first */
  pieces: CustodyPieceRecord[]
  /** The day before which nothing can have happened to it */
  first: string
}

/** The chain of an item that this actor has loaded, and where it is now. */
export async function getChain(actor: Actor, item: Item): Promise<Chain> {
  const rows = await db().custodyEvent.findMany({
    where: { AND: [visibleTo(actor), { evidenceId: item.id }] },
    orderBy: { number: 'asc' },
  })
  const ids = [...new Set(rows.flatMap(({ createdById }) => createdById ?? []))]
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(users.map(({ id, name }) => [id, name]))
  const newest = corrections(rows)
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  const zone = actor.inquiry.timeZone
  const when = (row: (typeof rows)[number]) => (row.kind === 'correction' ? row.recordedAt : row.happenedAt)
  const entries = rows
    .toSorted((a, b) => when(b).getTime() - when(a).getTime() || b.number - a.number)
    .map(
      (row): CustodyEntryRecord => ({
        id: row.id,
        number: row.number,
        kind: row.kind,
        revision: row.revision,
        by: row.by,
        authorisedBy: row.authorisedBy,
        from: row.from,
        to: row.to,
        place: row.place,
        receiptNo: row.receiptNo,
        copyNo: row.copyNo,
        note: row.note,
        happenedAt: row.happenedOn ? null : row.happenedAt.toISOString(),
        happenedOn: dateFromDb(row.happenedOn) ?? today(zone, row.happenedAt),
        standsAt: when(row).toISOString(),
        recordedAt: row.recordedAt.toISOString(),
        recordedBy: (row.createdById && names.get(row.createdById)) ?? null,
        corrects: row.correctsId ? (numbers.get(row.correctsId) ?? null) : null,
        struck: row.struck,
        correctedBy: newest.get(row.id)?.number ?? null,
      }),
    )
  const { pieces } = follow(rows, stateBefore(item.accessMode))
  return { entries, pieces: pieces.map((piece) => asPiece(piece, item)), first: firstDay(zone, item.receivedOn, rows) }
}

function asPiece({ revision, copyNo, state, since }: Piece, item: Item): CustodyPieceRecord {
  return {
    revision,
    copyNo,
    state,
    place: since ? since.place : item.heldAt,
    holder: since?.to ?? null,
    since: since?.happenedAt.toISOString() ?? null,
  }
}

/** The piece that an address names by its revision and copy; the newest as it was received, where it names none; null where there is none such. */
export function pieceIn(chain: Chain, named: { revision?: unknown; copy?: unknown }): CustodyPieceRecord | null {
  if (named.revision === undefined && named.copy === undefined) return chain.pieces[0] ?? null
  const copyNo = typeof named.copy === 'string' ? named.copy : null
  return chain.pieces.find((one) => String(one.revision) === named.revision && one.copyNo === copyNo) ?? null
}
