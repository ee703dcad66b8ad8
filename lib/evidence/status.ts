import type { EvidenceStatus } from '@/lib/generated/prisma/enums'
import type { Labels, Move } from '@/lib/workflow'

export type { EvidenceStatus } from '@/lib/generated/prisma/enums'

export type EvidenceMoveField = 'note' | 'responsive' | 'complete' | 'authentic' | 'receivedOn'
export type EvidenceMove = Move<EvidenceStatus, EvidenceMoveField>

export const evidenceStatuses: Labels<EvidenceStatus> = {
  logged: 'Logged',
  in_review: 'In review',
  accepted: 'Accepted',
  rejected: 'Rejected',
  returned: 'Returned',
  clawed_back: 'Clawed back',
}

const verdictNeeds = ['responsive', 'complete', 'authentic', 'note'] as const

/** The one table of transitions of an evidence item. */
export const evidenceMoves: readonly EvidenceMove[] = [
  {
    verb: 'take_up',
    from: ['logged'],
    to: 'in_review',
    by: ['reviewer'],
    label: 'Take up for review',
    hint: 'Not by anybody who logged or edited it.',
    needs: [],
    takes: ['note'],
    fourEyes: true,
  },
  {
    verb: 'accept',
    from: ['in_review'],
    to: 'accepted',
    by: ['reviewer'],
    label: 'Accept',
    hint: 'Needs the three answers and the reason. What is accepted may count towards a request.',
    needs: verdictNeeds,
    takes: [],
    fourEyes: true,
  },
  {
    verb: 'reject',
    from: ['in_review'],
    to: 'rejected',
    by: ['reviewer'],
    label: 'Reject',
    hint: 'Needs the three answers and the reason.',
    needs: verdictNeeds,
    takes: [],
    fourEyes: true,
  },
  {
    verb: 'revise',
    from: ['logged', 'in_review', 'accepted', 'rejected'],
    to: 'logged',
    by: ['staffer'],
    label: 'Log a new revision',
    hint: 'A corrected copy came, or this entry has to be corrected. It is reviewed anew.',
    needs: ['note'],
    takes: ['receivedOn'],
  },
  {
    verb: 'return',
    from: ['accepted'],
    to: 'returned',
    by: ['staffer'],
    label: 'Record its return',
    hint: 'It went back to its producer, and counts towards no request from then on. This cannot be undone.',
    needs: [],
    takes: [],
    through: 'by recording in its custody that it was returned',
  },
  {
    verb: 'claw_back',
    from: ['accepted'],
    to: 'clawed_back',
    by: ['staffer'],
    label: 'Record a clawback',
    hint: 'Its producer says that it was given by mistake. It counts towards no request. This cannot be undone.',
    needs: ['note'],
    takes: [],
  },
]
