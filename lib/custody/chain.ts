/*
 * What a chain of custody says, derived from its steps and the table of transitions; pure, so that the form, the command and the print all
 * read it alike. Counts as status. The same standing, found by SQL over all items at once, stands in whereabouts.ts.
 */
import { type CustodyKind, type CustodyState, custodyStatuses, lineFor } from '@/lib/custody/status'
import { orList, statusWords } from '@/lib/workflow'

/** What a step says, which a correction of it states anew. */
type Said = {
  by: string
  authorisedBy: string | null
  from: string | null
  to: string | null
  place: string | null
  receiptNo: string | null
  copyNo: string | null
  happenedAt: Date
  happenedOn: Date | null
}

/** A step as it was written down. */
export type Step = Said & {
  id: string
  number: number
  revision: number
  kind: CustodyKind
  correctsId: string | null
  struck: boolean
}

/** The item as it was received (`copyNo` null), or a copy of it; `since` is the step that brought it where it is, none before the first. */
export type Piece = { revision: number; copyNo: string | null; state: CustodyState; since: Step | null }

/** A step that cannot have happened where it stands, and why. */
type Fault = { step: Step; why: string }

/** The newest correction of each step, by the step's id: an entry is corrected by its newest correction only. */
export function corrections<S extends Step>(steps: readonly S[]): Map<string, S> {
  const newest = new Map<string, S>()
  for (const step of steps) {
    const last = step.correctsId && newest.get(step.correctsId)
    if (step.correctsId && (!last || last.number < step.number)) newest.set(step.correctsId, step)
  }
  return newest
}

/** What happened by all that is known, in its order: each step as its newest correction states it, without those that never happened. */
export function happened(steps: readonly Step[]): Step[] {
  const newest = corrections(steps)
  return steps
    .flatMap((step): Step[] => {
      if (step.kind === 'correction') return []
      const fix = newest.get(step.id)
      if (!fix) return [step]
      if (fix.struck) return []
      const { by, authorisedBy, from, to, place, receiptNo, copyNo, happenedAt, happenedOn } = fix
      return [{ ...step, by, authorisedBy, from, to, place, receiptNo, copyNo, happenedAt, happenedOn }]
    })
    .sort((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime() || a.number - b.number)
}

/** Steps that say where a piece is, or in whose hands. A file that was kept says nothing of the thing that brought it. */
function places(step: Pick<Step, 'kind' | 'place'>): boolean {
  if (step.kind === 'stored') return step.place !== null
  return !['registered', 'viewed', 'verified', 'correction'].includes(step.kind)
}

export type Followed = {
  /** The newest revision first, copies behind what they were made from */
  pieces: Piece[]
  /** The first step that cannot have happened where it stands */
  fault: Fault | null
  /** In which state each step found its piece, by the step's id */
  found: Map<string, CustodyState>
}

/**
 * Follows every piece of an item through these steps.
 * @param before where the item was before its chain began: chains of items that were logged before there were any begin late
 */
export function follow(steps: readonly Step[], before: CustodyState): Followed {
  const all = happened(steps)
  const received = receipts(all)
  const pieces = new Map<string, Piece>()
  const key = (revision: number, copyNo: string | null) => `${revision}/${copyNo ?? ''}`
  const begin = (revision: number, copyNo: string | null, state: CustodyState): Piece => {
    const piece = { revision, copyNo, state, since: null }
    pieces.set(key(revision, copyNo), piece)
    return piece
  }
  for (const revision of received) begin(revision, null, 'elsewhere')
  if (pieces.size === 0) begin(1, null, before)

  let fault: Fault | null = null
  const found = new Map<string, CustodyState>()
  for (const step of all) {
    const revision = places(step) ? step.revision : pieceOf(step.revision, received)
    const made = step.kind === 'copied'
    const of = made ? null : step.copyNo
    const piece = pieces.get(key(revision, of)) ?? (of ? null : begin(revision, null, before))
    if (piece) found.set(step.id, piece.state)
    const why = piece ? against(step.kind, piece.state) : `There is no copy ${of}: record first that it was made.`
    if (why || !piece) fault ??= { step, why: why ?? '' }
    else if (made && pieces.has(key(revision, step.copyNo))) {
      fault ??= { step, why: `There is a copy ${step.copyNo} already: give this one another number.` }
    } else if (made) begin(revision, step.copyNo, 'held').since = step
    else {
      piece.state = lineFor(step.kind, piece.state)?.to ?? piece.state
      if (places(step)) piece.since = step
    }
  }
  return { pieces: known([...pieces.values()]), fault, found }
}

/** Of an original that no step says anything of, nothing is known, unless it is the only one: then it is where the entry says. */
function known(pieces: Piece[]): Piece[] {
  const told = pieces.some(({ copyNo, since }) => copyNo === null && since)
  return pieces.filter(({ copyNo, since }) => copyNo !== null || since || !told).sort(inOrder)
}

const inOrder = (a: Piece, b: Piece) =>
  b.revision - a.revision || (a.copyNo ?? '').localeCompare(b.copyNo ?? '', 'en', { numeric: true })

const receipts = (all: readonly Step[]) => all.filter(({ kind }) => kind === 'received').map(({ revision }) => revision)

/** The revision that a step is written under: where it says where something is, the one that this came with. */
export function revisionOf(step: Pick<Step, 'kind' | 'place' | 'revision'>, steps: readonly Step[]): number {
  const own = step.kind === 'received' || step.kind === 'correction' || !places(step)
  return own ? step.revision : pieceOf(step.revision, receipts(happened(steps)))
}

/** The revision whose receipt brought what a step of this revision is about: one that only corrected the entry brought nothing. */
function pieceOf(revision: number, received: readonly number[]): number {
  return Math.max(1, ...received.filter((one) => one <= revision))
}

/** Why a step of this kind cannot follow in this state, in words, or null where it can. */
function against(kind: CustodyKind, state: CustodyState): string | null {
  const line = lineFor(kind, state)
  if (!line || line.from.includes(state)) return null
  const words = (one: CustodyState) => statusWords(custodyStatuses, one)
  return `It was ${words(state)} then; this can be done only while it is ${orList(line.from.map(words))}.`
}
