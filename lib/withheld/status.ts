import type { WithheldStatus } from '@/lib/generated/prisma/enums'
import type { Labels, Move } from '@/lib/workflow'

export type { WithheldStatus } from '@/lib/generated/prisma/enums'

export type WithheldMoveField = 'note' | 'accommodation' | 'item'
export type WithheldMove = Move<WithheldStatus, WithheldMoveField>

export const withheldStatuses: Labels<WithheldStatus> = {
  asserted: 'Asserted',
  accepted: 'Accepted',
  challenged: 'Challenged',
  accommodated: 'Accommodated',
  released: 'Released',
  sustained: 'Sustained',
}

/** By which an entry is challenged, alone or with many at once. */
export const challengeMove: WithheldMove = {
  verb: 'challenge',
  from: ['asserted'],
  to: 'challenged',
  by: ['reviewer'],
  label: 'Challenge the claim',
  hint: 'The committee disputes the basis. Not by anybody who logged or edited the entry.',
  needs: ['note'],
  takes: [],
  fourEyes: true,
}

/** The one table of transitions of an entry of a privilege log. Reviewers rule on a claim; staffers record what its producer did. */
export const withheldMoves: readonly WithheldMove[] = [
  challengeMove,
  {
    verb: 'accept',
    from: ['asserted'],
    to: 'accepted',
    by: ['reviewer'],
    label: 'Accept the claim',
    hint: 'The committee lets it be withheld. Not by anybody who logged or edited the entry. This cannot be undone.',
    needs: ['note'],
    takes: [],
    fourEyes: true,
  },
  {
    verb: 'release',
    from: ['challenged'],
    to: 'released',
    by: ['staffer'],
    label: 'Record its release',
    hint: 'Its producer gave it up, and a copy was delivered. Names the item that came, so that is logged first.',
    needs: ['item', 'note'],
    takes: [],
  },
  {
    verb: 'accommodate',
    from: ['challenged'],
    to: 'accommodated',
    by: ['staffer'],
    label: 'Record an accommodation',
    hint: 'Shown in camera, or given redacted or as a summary. A redacted copy is an item of its own, logged first.',
    needs: ['accommodation', 'note'],
    takes: ['item'],
  },
  {
    verb: 'sustain',
    from: ['challenged'],
    to: 'sustained',
    by: ['reviewer'],
    label: 'Sustain the claim',
    hint: 'After the challenge it stays withheld. Not by whoever logged, edited or challenged it. This cannot be undone.',
    needs: ['note'],
    takes: [],
    fourEyes: true,
  },
]
