import type { AccessMode, CustodyKind, CustodyState } from '@/lib/generated/prisma/enums'
import type { Labels, Move } from '@/lib/workflow'

/** Where one piece is: the item as it was received, or a numbered copy that was made of it. Derived from the chain, never stored. */
export type { CustodyKind, CustodyState } from '@/lib/generated/prisma/enums'

export const custodyStatuses: Labels<CustodyState> = {
  elsewhere: 'Not in the committee’s hands',
  held: 'With the committee',
  out: 'Checked out',
  returned: 'Returned',
  destroyed: 'Destroyed',
}

export type CustodyField = 'copyNo' | 'to' | 'from' | 'place' | 'authorisedBy' | 'receiptNo' | 'note'

export type CustodyMove = Move<CustodyState, CustodyField>

type Kind = Pick<CustodyMove, 'verb' | 'label' | 'hint' | 'needs' | 'takes'>

/** Lines of one kind of step: from each state to where it leads; `through` for those that only something else brings about. */
function lines(kind: Kind, ways: [from: CustodyState, to: CustodyState, through?: string][]): CustodyMove[] {
  return ways.map(([from, to, through]) => ({
    ...kind,
    from: [from],
    to,
    by: ['staffer'],
    ...(through && { through }),
  }))
}

const entryLogged = 'by logging what came, or a new revision of it'
const fileKept = 'by keeping a file of it'
const fileChecked = 'by checking its stored file'

/**
 * The one table of what may come next in a chain of custody, piece by piece. Steps that lead nowhere else stand in it too, since not all of
 * them can be taken everywhere: what was returned or destroyed is viewed, copied and checked out no more. Who did it and when belongs to
 * every step. A correction can follow anything.
 */
export const custodyMoves: readonly CustodyMove[] = [
  ...lines(
    {
      verb: 'received',
      label: 'Record the receipt',
      hint: 'From whom, by whom, on which receipt.',
      needs: [],
      takes: ['from', 'to', 'place', 'authorisedBy', 'receiptNo', 'note'],
    },
    [['elsewhere', 'held', entryLogged]],
  ),
  ...lines(
    {
      verb: 'registered',
      label: 'Register',
      hint: 'It got its number in the register.',
      needs: [],
      takes: ['note'],
    },
    [
      ['elsewhere', 'elsewhere', entryLogged],
      ['held', 'held', entryLogged],
      ['out', 'out', entryLogged],
      ['returned', 'returned', entryLogged],
      ['destroyed', 'destroyed', entryLogged],
    ],
  ),
  ...lines(
    {
      verb: 'viewed',
      label: 'Record a viewing',
      hint: 'Who saw it, where, and in whose presence.',
      needs: [],
      takes: ['place', 'authorisedBy', 'receiptNo', 'note'],
    },
    [
      ['elsewhere', 'elsewhere'],
      ['held', 'held'],
      ['out', 'out'],
    ],
  ),
  ...lines(
    {
      verb: 'checked_out',
      label: 'Check out',
      hint: 'Somebody takes it away for a time. Needs to whom, and who authorized it.',
      needs: ['to', 'authorisedBy'],
      takes: ['place', 'receiptNo', 'note'],
    },
    [['held', 'out']],
  ),
  ...lines(
    {
      verb: 'checked_in',
      label: 'Check in',
      hint: 'It is back. Needs the place where it lies now.',
      needs: ['place'],
      takes: ['from', 'receiptNo', 'note'],
    },
    [['out', 'held']],
  ),
  ...lines(
    {
      verb: 'stored',
      label: 'Record where it is stored',
      hint: 'It was put where it is kept. Needs the place.',
      needs: ['place'],
      takes: ['receiptNo', 'note'],
    },
    [
      ['held', 'held'],
      ['out', 'out', fileKept],
    ],
  ),
  ...lines(
    {
      verb: 'copied',
      label: 'Record a copy',
      hint: 'A numbered copy was made, copy n of m, with a custody of its own from then on.',
      needs: ['copyNo', 'place', 'authorisedBy'],
      takes: ['to', 'receiptNo', 'note'],
    },
    [['held', 'held']],
  ),
  ...lines(
    {
      verb: 'transferred',
      label: 'Record a transfer',
      hint: 'It went into other hands or to another place, to stay there.',
      needs: ['to', 'place', 'authorisedBy'],
      takes: ['from', 'receiptNo', 'note'],
    },
    [
      ['held', 'held'],
      ['out', 'out'],
    ],
  ),
  ...lines(
    {
      verb: 'verified',
      label: 'Record a verification',
      hint: 'It was compared with what was received: the seal, the count, the hash. Needs what was compared.',
      needs: ['note'],
      takes: ['place', 'authorisedBy', 'receiptNo'],
    },
    [
      ['held', 'held'],
      ['out', 'out', fileChecked],
    ],
  ),
  ...lines(
    {
      verb: 'returned',
      label: 'Record its return',
      hint: 'It went back to its producer. An accepted delivered copy counts towards no request from then on. This cannot be undone.',
      needs: ['to', 'authorisedBy'],
      takes: ['place', 'receiptNo', 'note'],
    },
    [['held', 'returned']],
  ),
  ...lines(
    {
      verb: 'destroyed',
      label: 'Record its destruction',
      hint: 'Needs who authorized it, another person than who did it, and how it was done. This cannot be undone.',
      needs: ['authorisedBy', 'note'],
      takes: ['place', 'receiptNo'],
    },
    [['held', 'destroyed']],
  ),
]

/** What a step is called once it was taken: the head of its entry in the chain. */
export const custodyKinds: Labels<CustodyKind> = {
  received: 'Received',
  registered: 'Registered',
  stored: 'Stored',
  viewed: 'Viewed',
  checked_out: 'Checked out',
  checked_in: 'Checked in',
  copied: 'Copied',
  transferred: 'Transferred',
  verified: 'Verified',
  returned: 'Returned',
  destroyed: 'Destroyed',
  correction: 'Correction',
}

/** What may still be done with what its producer clawed back: it is put aside, and goes back or is destroyed. */
export const afterClawback: readonly string[] = [
  'registered',
  'checked_in',
  'stored',
  'verified',
  'returned',
  'destroyed',
]

/** Did what the committee got this access to come into its hands? What was only shown or told never did: nothing of it was received. */
export function cameIntoHands(access: AccessMode): boolean {
  return access === 'delivered_copy' || access === 'read_and_return'
}

/** Where an item is before the first step of its chain. */
export function stateBefore(access: AccessMode): CustodyState {
  return cameIntoHands(access) ? 'held' : 'elsewhere'
}

/** The line of the table for a step of this kind in this state; where there is none, one that says from which states it could be taken. */
export function lineFor(kind: CustodyKind, state: CustodyState): CustodyMove | undefined {
  const ways = custodyMoves.filter((move) => move.verb === kind)
  const byHand = ways.filter((move) => !move.through)
  const usual = byHand.length > 0 ? byHand : ways
  const [first] = usual
  return (
    ways.find((move) => move.from.includes(state)) ?? (first && { ...first, from: usual.flatMap(({ from }) => from) })
  )
}
