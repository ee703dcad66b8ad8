/* What logging, revising and editing an entry of the register means for its chain of custody. Beside commands.ts, which calls each. */
import { happened } from '@/lib/custody/chain'
import { loadSteps } from '@/lib/custody/queries'
import { type CustodyEntry, type CustodyItem, enterCustody } from '@/lib/custody/record'
import { cameIntoHands } from '@/lib/custody/status'
import type { Tx } from '@/lib/db'
import { type EvidenceRow, evidenceRef } from '@/lib/evidence/queries'
import type { Actor } from '@/lib/people/actor'
import { dateFromDb } from '@/lib/time'

const itemOf = (row: EvidenceRow): CustodyItem => ({
  id: row.id,
  inquiryId: row.inquiryId,
  ref: evidenceRef(row),
  revision: row.revision,
})

/** How what the entry speaks of was received: by whom it was logged, on its day, from its office, into the place where it is held. */
const receiptOf = (actor: Actor, row: EvidenceRow) => ({
  by: actor.name,
  happenedOn: dateFromDb(row.receivedOn),
  from: row.fromOffice.name,
  place: row.heldAt,
})

/**
 * A revision begins: received on its day, if something came with it and was not only shown or told, and registered now. What was made here
 * from another item came from nobody.
 * @param came whether something came, and not the entry alone was corrected
 */
export async function beginCustody(tx: Tx, actor: Actor, row: EvidenceRow, came: boolean): Promise<void> {
  if (came && cameIntoHands(row.accessMode) && !row.parent) {
    await enterCustody(tx, actor, itemOf(row), { kind: 'received', ...receiptOf(actor, row) })
  }
  await enterCustody(tx, actor, itemOf(row), { kind: 'registered', by: actor.name })
}

/** An edited entry and its chain say the same: what was received otherwise than was written down is corrected in the chain. */
export async function followEntry(tx: Tx, actor: Actor, before: EvidenceRow, row: EvidenceRow): Promise<void> {
  const steps = await loadSteps(tx, row.id)
  const receipt = happened(steps).findLast(({ kind }) => kind === 'received')
  if (row.parent) return
  const came = cameIntoHands(row.accessMode)
  if (!receipt) {
    if (came && !cameIntoHands(before.accessMode)) {
      await enterCustody(tx, actor, itemOf(row), { kind: 'received', ...receiptOf(actor, row) })
    }
    return
  }
  const told = ({ receivedOn, fromOffice, heldAt }: EvidenceRow) =>
    [dateFromDb(receivedOn), fromOffice.name, heldAt].join('\n')
  if (came && told(before) === told(row)) return
  const stands: Omit<CustodyEntry, 'kind'> = {
    by: receipt.by,
    ...(receipt.happenedOn ? { happenedOn: dateFromDb(receipt.happenedOn) } : { happenedAt: receipt.happenedAt }),
    from: receipt.from ?? undefined,
    to: receipt.to ?? undefined,
    place: receipt.place ?? undefined,
    authorisedBy: receipt.authorisedBy ?? undefined,
    receiptNo: receipt.receiptNo ?? undefined,
  }
  const day = dateFromDb(row.receivedOn)
  await enterCustody(
    tx,
    actor,
    { ...itemOf(row), revision: receipt.revision },
    {
      ...stands,
      ...(dateFromDb(before.receivedOn) !== day && { happenedAt: undefined, happenedOn: day }),
      ...(before.fromOfficeId !== row.fromOfficeId && { from: row.fromOffice.name }),
      ...(before.heldAt !== row.heldAt && { place: row.heldAt }),
      kind: 'correction',
      correctsId: receipt.id,
      struck: !came,
      note: came
        ? 'The register entry was corrected.'
        : 'The register entry was corrected: it was only shown or told, and nothing was received.',
    },
  )
}
