import type { Instrument, LetterStatus, Rung } from '@/lib/generated/prisma/enums'
import type { RequestStatus } from '@/lib/requests/status'
import type { Labels, Move } from '@/lib/workflow'

export type { LetterStatus } from '@/lib/generated/prisma/enums'

export type LetterMoveField = 'note' | 'issuedOn' | 'signedBy'
export type LetterMove = Move<LetterStatus, LetterMoveField>

export const letterStatuses: Labels<LetterStatus> = {
  draft: 'Draft',
  in_clearance: 'In clearance',
  issued: 'Issued',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
}

/** It has gone out: others can follow it. */
export function wasIssued(status: LetterStatus): boolean {
  return status === 'issued' || status === 'closed'
}

/** A letter asks for what has not been asked yet, or pushes what has not come; what is settled it cannot carry. */
const carriableStatuses = [
  'draft',
  'issued',
  'acknowledged',
  'agreed',
  'scheduled',
  'partly_received',
  'deficient',
  'refused',
  'no_records',
] as const satisfies readonly RequestStatus[]

/** Can a request in this status be put on a letter? */
export function isCarriable(status: RequestStatus): boolean {
  return (carriableStatuses as readonly RequestStatus[]).includes(status)
}

/** How far a letter pushes its requests when nobody says otherwise: by its instrument, else by whether it follows another. */
export function usualRung(instrument: Instrument, follows: boolean): Rung {
  if (instrument === 'subpoena') return 'subpoena'
  if (instrument === 'funding_condition' || instrument === 'statutory_duty') return 'funding_condition'
  return follows ? 'follow_up' : 'request'
}

/**
 * The rung that one request takes on a letter: on a follow-up, what is asked for the first time is a request; on a first letter, what was
 * asked before is a follow-up.
 */
export function rungOn(letter: Rung, request: RequestStatus): Rung {
  if (letter === 'follow_up' && request === 'draft') return 'request'
  if (letter === 'request' && request !== 'draft') return 'follow_up'
  return letter
}

const staffer = ['staffer'] as const

/** The one table of transitions of a letter. Clearing it (a reviewer, while it is in clearance) moves no status. */
export const letterMoves: readonly LetterMove[] = [
  {
    verb: 'submit',
    from: ['draft'],
    to: 'in_clearance',
    by: staffer,
    label: 'Submit for clearance',
    hint: 'From then on neither the letter nor its drafts can be changed.',
    needs: [],
    takes: ['note'],
  },
  {
    verb: 'issue',
    from: ['in_clearance'],
    to: 'issued',
    by: staffer,
    label: 'Issue',
    hint: 'Issues all its requests in one step. This cannot be undone.',
    needs: ['issuedOn'],
    takes: ['signedBy'],
  },
  {
    verb: 'return',
    from: ['in_clearance'],
    to: 'draft',
    by: ['reviewer', 'staffer'],
    label: 'Return to drafting',
    hint: 'Needs the reason. A clearance that was given is void.',
    needs: ['note'],
    takes: [],
  },
  {
    verb: 'close',
    from: ['issued'],
    to: 'closed',
    by: staffer,
    label: 'Close',
    hint: 'Nothing more is to come of the letter itself; its requests keep their own status.',
    needs: [],
    takes: ['note'],
  },
  {
    verb: 'withdraw',
    from: ['draft', 'in_clearance', 'issued', 'closed'],
    to: 'withdrawn',
    by: staffer,
    label: 'Withdraw',
    hint: 'Needs the reason, and cannot be undone. Its requests keep their own status.',
    needs: ['note'],
    takes: [],
  },
]
