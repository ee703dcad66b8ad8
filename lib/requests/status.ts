import type { RequestStatus } from '@/lib/generated/prisma/enums'
import type { Labels, Move } from '@/lib/workflow'

export type { RequestStatus } from '@/lib/generated/prisma/enums'

/** The fields that a move of a request may need; their labels and checks stand in schema.ts. */
export type RequestMoveField =
  | 'note'
  | 'happenedOn'
  | 'dueOn'
  | 'missing'
  | 'refusalBasis'
  | 'refusedBy'
  | 'scheduledFor'
  | 'searchCertified'
  | 'supersededBy'

export type RequestMove = Move<RequestStatus, RequestMoveField>

export const requestStatuses: Labels<RequestStatus> = {
  draft: 'Draft',
  issued: 'Issued',
  acknowledged: 'Acknowledged',
  agreed: 'Agreed',
  scheduled: 'Scheduled',
  partly_received: 'Partly received',
  received: 'Received',
  deficient: 'Deficient',
  refused: 'Refused',
  no_records: 'No records',
  satisfied: 'Satisfied',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
}

/** Something is still to come: these can be overdue. A check in the database says the same; a test holds the two together. */
export const outstandingStatuses = [
  'issued',
  'acknowledged',
  'agreed',
  'scheduled',
  'partly_received',
  'deficient',
] as const satisfies readonly RequestStatus[]

/** Is something still to come on it? */
export function isOutstanding(status: RequestStatus): boolean {
  return (outstandingStatuses as readonly RequestStatus[]).includes(status)
}

/** Who may hold a request up: only while something is to come, or while it was refused. */
export function mayBeHeldUp(status: RequestStatus): boolean {
  return isOutstanding(status) || status === 'refused' || status === 'no_records'
}

const staffer = ['staffer'] as const
const reviewer = ['reviewer'] as const

/** The one table of transitions of a request (the domain's rules; see docs/workflow.md for the diagram made from it). */
export const requestMoves: readonly RequestMove[] = [
  {
    verb: 'issue',
    from: ['draft'],
    to: 'issued',
    by: staffer,
    label: 'Issue',
    hint: 'Goes out on a letter that was cleared.',
    needs: [],
    takes: [],
    through: 'when a letter that carries it is issued',
  },
  {
    verb: 'reissue',
    from: ['refused'],
    to: 'issued',
    by: staffer,
    label: 'Issue again',
    hint: 'Goes out on a new letter, a step up the ladder.',
    needs: [],
    takes: [],
    through: 'when a new letter that carries it is issued, a step up the ladder',
  },
  {
    verb: 'acknowledge',
    from: ['issued'],
    to: 'acknowledged',
    by: staffer,
    label: 'Record an acknowledgement',
    hint: 'They have it. Acknowledged is not answered.',
    needs: [],
    takes: ['happenedOn', 'note'],
  },
  {
    verb: 'agree',
    from: ['issued', 'acknowledged', 'refused'],
    to: 'agreed',
    by: staffer,
    label: 'Record an agreement to deliver',
    hint: 'They promise it. Agreed is not delivered.',
    needs: ['note'],
    takes: ['happenedOn', 'dueOn'],
  },
  {
    verb: 'schedule',
    from: ['issued', 'acknowledged', 'agreed'],
    to: 'scheduled',
    by: staffer,
    label: 'Record a scheduled date',
    hint: 'When the briefing or the testimony is to be.',
    needs: ['scheduledFor'],
    takes: ['note'],
  },
  {
    verb: 'postpone',
    from: ['scheduled'],
    to: 'scheduled',
    by: staffer,
    label: 'Record a postponement',
    hint: 'Needs the new date and the reason.',
    needs: ['scheduledFor', 'note'],
    takes: [],
  },
  {
    verb: 'receive_part',
    from: ['issued', 'acknowledged', 'agreed', 'scheduled', 'deficient'],
    to: 'partly_received',
    by: staffer,
    label: 'Record that part has come',
    hint: 'Something came, more is to come.',
    needs: [],
    takes: ['happenedOn', 'note'],
  },
  {
    verb: 'receive',
    from: ['issued', 'acknowledged', 'agreed', 'scheduled', 'partly_received', 'deficient'],
    to: 'received',
    by: staffer,
    label: 'Record that all has come',
    hint: 'The producer calls it complete. A reviewer judges that.',
    needs: [],
    takes: ['happenedOn', 'note'],
  },
  {
    verb: 'refuse',
    from: ['issued', 'acknowledged', 'agreed', 'scheduled', 'partly_received', 'deficient'],
    to: 'refused',
    by: staffer,
    label: 'Record a refusal',
    hint: 'Needs the basis claimed, and by whom.',
    needs: ['refusalBasis', 'refusedBy'],
    takes: ['happenedOn', 'note'],
  },
  {
    verb: 'report_no_records',
    from: ['issued', 'acknowledged', 'agreed'],
    to: 'no_records',
    by: staffer,
    label: 'Record that there are no records',
    hint: 'The producer says so. Say whether it certified its search.',
    needs: ['note'],
    takes: ['happenedOn', 'searchCertified'],
  },
  {
    verb: 'declare_satisfied',
    from: ['received', 'no_records'],
    to: 'satisfied',
    by: reviewer,
    label: 'Declare satisfied',
    hint: 'Needs an accepted item in the form that was asked for, or a certified search.',
    needs: [],
    takes: ['note'],
    fourEyes: true,
  },
  {
    verb: 'declare_deficient',
    from: ['partly_received', 'received', 'no_records'],
    to: 'deficient',
    by: reviewer,
    label: 'Declare deficient',
    hint: 'Needs what is missing, and a new due date.',
    needs: ['missing', 'dueOn'],
    takes: ['note'],
    fourEyes: true,
  },
  {
    verb: 'reopen',
    from: ['satisfied'],
    to: 'deficient',
    by: reviewer,
    label: 'Reopen as deficient',
    hint: 'Needs the reason, what is missing, and a new due date.',
    needs: ['note', 'missing', 'dueOn'],
    takes: [],
    fourEyes: true,
  },
  {
    verb: 'confirm',
    from: ['satisfied'],
    to: 'satisfied',
    by: reviewer,
    label: 'Confirm as satisfied',
    hint: 'On another accepted item, or on the new revision. Needs the note that says why it still holds.',
    needs: ['note'],
    takes: [],
    fourEyes: true,
  },
  {
    verb: 'withdraw',
    from: [
      'draft',
      'issued',
      'acknowledged',
      'agreed',
      'scheduled',
      'partly_received',
      'received',
      'deficient',
      'refused',
      'no_records',
    ],
    to: 'withdrawn',
    by: staffer,
    label: 'Withdraw',
    hint: 'Needs the reason. This cannot be undone.',
    needs: ['note'],
    takes: [],
  },
  {
    verb: 'supersede',
    from: [
      'draft',
      'issued',
      'acknowledged',
      'agreed',
      'scheduled',
      'partly_received',
      'received',
      'deficient',
      'refused',
      'no_records',
    ],
    to: 'superseded',
    by: staffer,
    label: 'Supersede by another request',
    hint: 'Needs the request that replaces it. This cannot be undone.',
    needs: ['supersededBy'],
    takes: ['note'],
  },
]
