import { z } from 'zod'
import {
  checkbox,
  choice,
  day,
  email,
  line,
  optionalChoice,
  optionalDay,
  optionalEmail,
  optionalLine,
  optionalMoment,
  optionalPassage,
  optionalRef,
  passage,
  ref,
  refs,
  version,
} from '@/lib/fields'
import {
  Blocker,
  type DueCause,
  FormWanted,
  Handling,
  Kind,
  Partition,
  RequestStatus,
  Rung,
} from '@/lib/generated/prisma/enums'
import type { RequestMoveField } from '@/lib/requests/status'
import { formatDay, today } from '@/lib/time'
import { andList } from '@/lib/workflow'

export const blockers: Readonly<Record<Blocker, string>> = {
  addressee: 'Addressee',
  another_department: 'Another department',
  white_house_review: 'White House review',
  classification_originator: 'Originator of the classification',
  counsel: 'Counsel',
}

/** The ladder, lowest rung first: how far a request can be pushed. */
export const rungs: Readonly<Record<Rung, string>> = {
  request: 'Request',
  follow_up: 'Follow-up',
  deficiency_letter: 'Deficiency letter',
  accommodation_meeting: 'Accommodation meeting',
  funding_condition: 'Funding condition',
  subpoena_notice: 'Subpoena notice',
  subpoena: 'Subpoena',
  default: 'Default',
  contempt: 'Contempt',
  referral_or_suit: 'Referral or suit',
}
export const rungOrder = Object.keys(rungs) as Rung[]

export const dueCauses: Readonly<Record<DueCause, string>> = {
  issued: 'Issued',
  extension: 'Extended',
  deficiency: 'Declared deficient',
  reissued: 'Issued again',
  agreement: 'Agreed',
}

/** What an accepted item is said to be once it no longer stands as it was accepted: the events that end a revision. */
export const fell = {
  'evidence.revise': 'was replaced by a new revision',
  'evidence.return': 'was returned to its producer',
  'evidence.claw_back': 'was clawed back by its producer',
} as const

/** An item on which a request was declared satisfied; `gone` when it no longer stands: what happened, when (ISO, UTC), and who recorded it. */
export type Proof = {
  ref: string
  revision: number
  gone: { event: keyof typeof fell; at: string; by: string | null } | null
}

/** 'E-12 was clawed back by its producer on Mar 3', item by item, days in `zone`; '' while everything stands. */
export function fallenWords(proof: Proof[], zone: string): string {
  const on = (at: string) => formatDay(today(zone, new Date(at)), { today: today(zone) })
  return andList(proof.flatMap(({ ref, gone }) => (gone ? [`${ref} ${fell[gone.event]} on ${on(gone.at)}`] : [])))
}

/** What the screens call the fields of moves. */
export const moveFieldLabels: Record<RequestMoveField, string> = {
  note: 'Note',
  happenedOn: 'When it happened',
  dueOn: 'New due date',
  missing: 'What is missing',
  refusalBasis: 'Basis claimed',
  refusedBy: 'Refused by',
  scheduledFor: 'Scheduled for',
  searchCertified: 'The search was certified',
  supersededBy: 'Replaced by',
}

const particulars = {
  kind: choice(Kind, 'Kind'),
  title: line('Title', { max: 200, hint: 'what is asked for, in a few words' }),
  wording: passage('Wording', { max: 20_000 }),
  addressee: ref('O', 'Addressee'),
  formWanted: choice(FormWanted, 'Form wanted'),
  questions: refs('Q', 'Questions served', { min: 1, max: 50 }),
  handling: choice(Handling, 'Handling'),
  period: optionalLine('Period covered', { max: 300 }),
  periodFrom: optionalMoment('Period from'),
  periodTo: optionalMoment('Period to'),
  dueOn: optionalDay('Due date'),
}

/** A draft. `letter` puts it on a letter's draft in the same step; `partition` is shared unless a side drafts for itself. */
export const draftRequestInput = z.strictObject({
  ...particulars,
  partition: optionalChoice(Partition, 'Drafted for'),
  owner: optionalEmail('Owner'),
  letter: optionalRef('L', 'Letter'),
})

export const editRequestInput = z.strictObject({ request: ref('R', 'Request'), version, ...particulars })

/** A move of a request; which of its fields are needed stands in the table of transitions. */
export const moveRequestInput = z.strictObject({
  request: ref('R', 'Request'),
  version,
  to: choice(RequestStatus, 'New status'),
  note: optionalPassage(moveFieldLabels.note, { max: 5_000 }),
  happenedOn: optionalDay(moveFieldLabels.happenedOn),
  dueOn: optionalDay(moveFieldLabels.dueOn),
  missing: optionalPassage(moveFieldLabels.missing, { max: 5_000 }),
  refusalBasis: optionalPassage(moveFieldLabels.refusalBasis, { max: 2_000 }),
  refusedBy: optionalLine(moveFieldLabels.refusedBy, { max: 200 }),
  /** ISO 8601 with its zone, or `YYYY-MM-DDTHH:mm` on the inquiry's wall clock */
  scheduledFor: optionalLine(moveFieldLabels.scheduledFor, { max: 40 }),
  searchCertified: checkbox(moveFieldLabels.searchCertified).optional(),
  supersededBy: optionalRef('R', moveFieldLabels.supersededBy),
})

const of = { request: ref('R', 'Request'), version }

export const extendInput = z.strictObject({
  ...of,
  dueOn: day('New due date'),
  askedBy: line('Asked by', { max: 200 }),
  grantedBy: line('Granted by', { max: 200 }),
  reason: passage('Reason', { max: 5_000 }),
  happenedOn: optionalDay('Granted on'),
})

export const setBlockerInput = z.strictObject({
  ...of,
  blocker: choice(Blocker, 'Held up by'),
  since: day('Since'),
  note: optionalLine('Note', { max: 500 }),
})

export const takeRungInput = z.strictObject({
  ...of,
  rung: choice(Rung, 'Rung'),
  takenOn: day('Taken on'),
  note: passage('What happened', { max: 2_000 }),
})

export const assignInput = z.strictObject({ ...of, owner: email('Owner') })

export const noteInput = z.strictObject({
  request: ref('R', 'Request'),
  partition: optionalChoice(Partition, 'For'),
  text: passage('Note', { max: 5_000 }),
})

export const sorts = ['due', 'number', 'title', 'status', 'blocker', 'kind'] as const

/** How a list of requests is narrowed and ordered; each stands in the address, so a view can be sent to a colleague. */
export const requestFilter = z.strictObject({
  q: optionalLine('Words', { max: 200 }),
  view: optionalChoice(
    {
      standing: 'standing',
      outstanding: 'outstanding',
      overdue: 'overdue',
      soon: 'soon',
      unreviewed: 'unreviewed',
      refused: 'refused',
      satisfied: 'satisfied',
      unproven: 'unproven',
      drafts: 'drafts',
      mine: 'mine',
    },
    'View',
  ),
  status: optionalChoice(RequestStatus, 'Status'),
  kind: optionalChoice(Kind, 'Kind'),
  office: optionalRef('O', 'Office'),
  question: optionalRef('Q', 'Question'),
  owner: optionalLine('Owner', { max: 200 }),
  blocker: optionalChoice(Blocker, 'Held up by'),
  handling: optionalChoice(Handling, 'Handling'),
  dueFrom: optionalDay('Due from'),
  dueUntil: optionalDay('Due until'),
  sort: optionalChoice(
    Object.fromEntries(sorts.map((name) => [name, name])) as Record<(typeof sorts)[number], (typeof sorts)[number]>,
    'Order',
  ),
  down: checkbox('Descending').optional(),
})

export type RequestFilter = Partial<z.output<typeof requestFilter>>
