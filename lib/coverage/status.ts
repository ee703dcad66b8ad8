import type { Kind } from '@/lib/generated/prisma/enums'
import type { QuestionStatus } from '@/lib/questions/status'
import { isOutstanding, type RequestStatus } from '@/lib/requests/status'
import type { Labels } from '@/lib/workflow'

/*
 * The words of the coverage matrix: what a question has, of one kind of evidence. Nothing here is stored; all of it follows from the
 * requests, their due dates and the day it is.
 */

export type CoverageState =
  | 'refused'
  | 'overdue'
  | 'partly_received'
  | 'received'
  | 'requested'
  | 'drafted'
  | 'accepted'
  | 'gap'
  | 'not_needed'

export const coverageStates: Labels<CoverageState> = {
  refused: 'Refused',
  overdue: 'Overdue',
  partly_received: 'Partly received',
  received: 'Received',
  requested: 'Requested',
  drafted: 'Drafted',
  accepted: 'Accepted',
  gap: 'Gap',
  not_needed: 'Not needed',
}

/** What each word means, for the legend; in the order of need. */
export const coverageMeanings: Readonly<Record<Exclude<CoverageState, 'not_needed'>, string>> = {
  refused: 'producer will not, or has none',
  overdue: 'past its due date',
  partly_received: 'some came',
  received: 'came, no verdict that stands',
  requested: 'issued, in time',
  drafted: 'not issued yet',
  accepted: 'reviewed, satisfied',
  gap: 'needed, nothing asked',
}

/** Which state needs somebody most: a cell shows the first of these that any of its requests is in. */
export const orderOfNeed = [
  'refused',
  'overdue',
  'partly_received',
  'received',
  'requested',
  'drafted',
  'accepted',
] as const satisfies readonly CoverageState[]

type AskedState = (typeof orderOfNeed)[number]

const stateOfStatus: Readonly<Record<RequestStatus, AskedState | null>> = {
  draft: 'drafted',
  issued: 'requested',
  acknowledged: 'requested',
  agreed: 'requested',
  scheduled: 'requested',
  partly_received: 'partly_received',
  received: 'received',
  deficient: 'partly_received',
  refused: 'refused',
  no_records: 'refused',
  satisfied: 'accepted',
  withdrawn: null,
  superseded: null,
}

/** What the word of a request follows from. `proofGone`: it is satisfied, and what it was declared satisfied on no longer stands. */
type Standing = { status: RequestStatus; pastDue: boolean; proofGone: boolean }

/**
 * The word for one request; null for one that no longer stands. Only what is outstanding can be overdue. What is satisfied on proof that is gone
 * counts as received until a reviewer has settled it (docs/decisions/proof-that-is-gone.md).
 */
export function stateOf({ status, pastDue, proofGone }: Standing): AskedState | null {
  if (proofGone) return stateOfStatus.received
  return pastDue && isOutstanding(status) ? 'overdue' : stateOfStatus[status]
}

/** Requests of one question and kind that are alike in all of this. */
export type Group = Standing & { n: number }

/** A cell of the matrix: its word, how many of its requests are in that state, and how many stand there in all. */
export type CoverageCell = { kind: Kind; needed: boolean; state: CoverageState; count: number; of: number }

/** The cell for one kind of evidence. What was asked shows, needed or not. */
export function cellOf(kind: Kind, needed: boolean, groups: readonly Group[]): CoverageCell {
  const counts = new Map<AskedState, number>()
  for (const { n, ...standing } of groups) {
    const state = stateOf(standing)
    if (state && n > 0) counts.set(state, (counts.get(state) ?? 0) + n)
  }
  const worst = orderOfNeed.find((state) => counts.has(state))
  if (!worst) return { kind, needed, state: needed ? 'gap' : 'not_needed', count: 0, of: 0 }
  const of = [...counts.values()].reduce((sum, n) => sum + n, 0)
  return { kind, needed, state: worst, count: counts.get(worst) ?? 0, of }
}

/** Does an inquiry still need evidence on a question in this status? Not on one that it gave up asking. */
export function stillAsked(status: QuestionStatus): boolean {
  return status !== 'withdrawn'
}
