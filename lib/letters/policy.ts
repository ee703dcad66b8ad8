import type { Partition, Prisma } from '@/lib/generated/prisma/client'
import {
  isCarriable,
  type LetterMove,
  type LetterMoveField,
  type LetterStatus,
  letterMoves,
  letterStatuses,
  wasIssued,
} from '@/lib/letters/status'
import { type Actor, ownPartition, visiblePartitions } from '@/lib/people/actor'
import { type RequestStatus, requestStatuses } from '@/lib/requests/status'
import { formatDay } from '@/lib/time'
import { allowed, barred, type JudgedMove, judgeMove, type Ruling, statusWords } from '@/lib/workflow'

type Who = Pick<Actor, 'role' | 'side'>

/** Joint letters exist for everybody in the inquiry, a side's own letter for that side alone. */
export function visibleTo(actor: Actor): Prisma.LetterWhereInput {
  return { inquiryId: actor.inquiry.id, partition: { in: visiblePartitions(actor) } }
}

/** What the policy needs to know of a letter, for the actor who asks. */
export type LetterFacts = {
  status: LetterStatus
  dueOn: string | null
  requests: readonly { ref: string; status: RequestStatus; dueOn: string | null }[]
  cleared: boolean
  /** The first day on which it could go out: the day of its clearance, and until then today; YYYY-MM-DD */
  earliest: string
  /** Requests on it that were edited after it was submitted; those who share them may do so without knowing of this letter */
  editedSince: string[]
  /** This actor drafted, edited or submitted it, changed its requests, or drafted or edited one of them, by the log */
  hadAHand: boolean
}

/** May this actor draft a letter, of this partition? */
export function canDraft(actor: Who, partition: Partition = 'shared'): Ruling {
  if (actor.role !== 'staffer') return barred('Only a staffer drafts and edits letters.')
  return partition === 'shared' || partition === ownPartition(actor)
    ? allowed
    : barred('You can draft a joint letter, or one of your own side.')
}

/** A letter, its text and which requests it carries, changes only while it is a draft: what was issued stands as it was issued. */
export function canEdit(actor: Who, letter: { status: LetterStatus }): Ruling {
  const draft = canDraft(actor)
  if (!draft.allowed || letter.status === 'draft') return draft
  if (letter.status === 'in_clearance')
    return barred('It is in clearance. Return it to drafting first, then change it.')
  return barred(`It is ${statusWords(letterStatuses, letter.status)}: it stands as it is. Draft a follow-up instead.`)
}

/** May this actor draft a letter that follows this one? */
export function canFollow(actor: Who, letter: { status: LetterStatus }): Ruling {
  const draft = canDraft(actor)
  if (!draft.allowed || wasIssued(letter.status)) return draft
  return barred('Only a letter that was issued can be followed by another.')
}

/** What of a letter that goes out on `on` would be due before that day: the letter itself (no ref), and drafts with a due date of their own. */
export function dueBefore(
  letter: Pick<LetterFacts, 'dueOn' | 'requests'>,
  on: string,
): { ref: string | null; dueOn: string }[] {
  const drafts = letter.requests.filter(({ status }) => status === 'draft')
  const dates = [{ ref: null, dueOn: letter.dueOn }, ...drafts]
  return dates.flatMap(({ ref, dueOn }) => (dueOn && dueOn < on ? [{ ref, dueOn }] : []))
}

/** Everything that keeps the letter from being submitted, cleared or issued, each in words; nothing when it is ready. */
export function unready(letter: Omit<LetterFacts, 'cleared' | 'hadAHand'>): string[] {
  if (letter.requests.length === 0) return ['It carries no request: put at least one on it.']
  const problems: string[] = []
  for (const { ref, status, dueOn } of letter.requests) {
    if (!isCarriable(status)) {
      problems.push(`${ref} is ${statusWords(requestStatuses, status)}: take it off the letter.`)
    } else if (status === 'draft' && !dueOn && !letter.dueOn) {
      problems.push(`${ref} has no due date, and neither has the letter: give one of them a due date.`)
    } else if (status === 'refused' && !letter.dueOn) {
      problems.push(`${ref} was refused: to issue it again, give the letter a due date.`)
    }
  }
  const mend = letter.status === 'draft' ? 'give' : 'return the letter to drafting and give'
  for (const { ref, dueOn } of dueBefore(letter, letter.earliest)) {
    problems.push(
      `${ref ? `The due date of ${ref}` : 'Its due date'}, ${formatDay(dueOn)}, has passed: ${mend} a later one.`,
    )
  }
  for (const ref of letter.editedSince) {
    problems.push(
      `${ref} was edited after the letter was submitted: return the letter to drafting, then submit it again.`,
    )
  }
  return problems
}

const whenReady = (letter: LetterFacts): Ruling => {
  const problems = unready(letter)
  return problems.length ? barred(problems.join(' ')) : allowed
}

/** May this actor clear it, ready or not? Four eyes: nobody clears what they had a hand in, whatever their role is now. */
export function mayClear(actor: Who, letter: Pick<LetterFacts, 'status' | 'cleared' | 'hadAHand'>): Ruling {
  if (letter.status !== 'in_clearance') {
    return barred(`It is ${statusWords(letterStatuses, letter.status)}; a letter is cleared while it is in clearance.`)
  }
  if (actor.role !== 'reviewer') return barred('Only a reviewer clears letters.')
  if (letter.cleared) return barred('It is cleared already.')
  return letter.hadAHand
    ? barred('You drafted, edited or submitted this letter or a request on it, so somebody else has to clear it.')
    : allowed
}

/** May this actor clear it as it stands? */
export function canClear(actor: Who, letter: LetterFacts): Ruling {
  const clear = mayClear(actor, letter)
  return clear.allowed ? whenReady(letter) : clear
}

/** May this actor make this move, if the letter is ready for it? First the table, then whether it was cleared. */
export function mayMove(actor: Who, letter: Pick<LetterFacts, 'status' | 'cleared'>, move: LetterMove): Ruling {
  const table = judgeMove(move, actor, letter.status, letterStatuses)
  if (!table.allowed) return table
  return move.verb === 'issue' && !letter.cleared ? barred('A reviewer has to clear it first.') : allowed
}

/** Does this move need the letter to be ready? */
export const needsReady = (move: LetterMove) => move.verb === 'submit' || move.verb === 'issue'

/** Every move of the table with its ruling for this actor as the letter stands, for the buttons and for the API. */
export function movesFor(actor: Who, letter: LetterFacts): JudgedMove<LetterStatus, LetterMoveField>[] {
  return letterMoves.map((move) => {
    const may = mayMove(actor, letter, move)
    return { move, ruling: may.allowed && needsReady(move) ? whenReady(letter) : may }
  })
}
