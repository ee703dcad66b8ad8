import { z } from 'zod'
import { type EventName, events, type SubjectType } from '@/lib/audit/events'
import { choice, optionalDay, optionalEmail, optionalLine } from '@/lib/fields'

/** The kinds of record that an inquiry's history tells of, in the order of its pages. */
export const subjectTypes = {
  question: 'Questions',
  claim: 'Claims',
  request: 'Requests',
  letter: 'Letters',
  correspondence: 'Correspondence',
  production: 'Productions',
  evidence: 'Evidence',
  upload: 'Uploads',
  withheld: 'Withheld',
  office: 'Offices',
  job: 'Jobs',
  inquiry: 'The inquiry',
  membership: 'Members',
  export: 'Exports',
} satisfies Partial<Record<SubjectType, string>>

type InquiryType = keyof typeof subjectTypes

/** The events of one kind of record: an event's name begins with it. */
export function eventsOf(type: InquiryType): EventName[] {
  return (Object.keys(events) as EventName[]).filter((name) => name.startsWith(`${type}.`))
}

/** What a filter calls an event whose name is no word for it: moves are named by their verb, as the API names them. */
const done: Partial<Record<EventName, string>> = {
  'question.withdraw': 'withdrawn',
  'question.declare_unanswerable': 'declared unanswerable',
  'question.reopen': 'reopened',
  'question.dispute': 'disputed',
  'request.numbered': 'given its number',
  'request.issue': 'issued',
  'request.reissue': 'issued again',
  'request.acknowledge': 'acknowledged',
  'request.agree': 'agreed to',
  'request.schedule': 'scheduled',
  'request.postpone': 'postponed',
  'request.receive_part': 'part has come',
  'request.receive': 'all has come',
  'request.refuse': 'refused',
  'request.report_no_records': 'no records',
  'request.declare_satisfied': 'declared satisfied',
  'request.declare_deficient': 'declared deficient',
  'request.reopen': 'reopened as deficient',
  'request.confirm': 'confirmed as satisfied',
  'request.withdraw': 'withdrawn',
  'request.supersede': 'superseded',
  'request.extended': 'more time given',
  'request.blocker_set': 'who holds it up',
  'request.rung_taken': 'pushed up the ladder',
  'request.assigned': 'owner changed',
  'request.noted': 'note added',
  'letter.requests_changed': 'its requests changed',
  'letter.submit': 'submitted for clearance',
  'letter.return': 'returned to drafting',
  'letter.issue': 'issued',
  'letter.close': 'closed',
  'letter.withdraw': 'withdrawn',
  'evidence.take_up': 'taken up for review',
  'evidence.accept': 'accepted',
  'evidence.reject': 'rejected',
  'evidence.return': 'returned to its producer',
  'evidence.claw_back': 'clawed back',
  'evidence.noted': 'note added',
  'evidence.revise': 'new revision',
  'evidence.file_kept': 'file stored',
  'withheld.challenge': 'claim challenged',
  'withheld.accept': 'claim accepted',
  'withheld.accommodate': 'accommodated',
  'withheld.release': 'released',
  'withheld.sustain': 'claim sustained',
  'withheld.log_brought': 'privilege log brought',
  'withheld.log_discarded': 'privilege log given up',
  'withheld.log_imported': 'privilege log imported',
  'job.asked': 'asked for',
  'job.cancelled': 'called off',
  'inquiry.spill_ruled': 'spill incident ruled on',
  'membership.given': 'member added',
  'membership.changed': 'role changed',
  'membership.ended': 'member removed',
}

/** Event to the words of a filter: 'request.receive_part' is 'Request: part has come'. */
export const eventLabels: Readonly<Record<string, string>> = Object.fromEntries(
  (Object.keys(subjectTypes) as InquiryType[]).flatMap(eventsOf).map((name) => {
    const [type = '', verb = ''] = name.split('.')
    return [name, `${type.charAt(0).toUpperCase()}${type.slice(1)}: ${done[name] ?? verb.replaceAll('_', ' ')}`]
  }),
)

const same = <T extends object>(of: T) =>
  Object.fromEntries(Object.keys(of).map((key) => [key, key])) as { [key in keyof T & string]: key }

/** How the history is narrowed; each stands in the address. Days are on the inquiry's wall clock, both included. */
export const historyView = z.strictObject({
  person: optionalEmail('Who'),
  type: choice(same(subjectTypes), 'Kind of record'),
  event: choice(same(events), 'What was done'),
  record: optionalLine('Record', { max: 20 }),
  from: optionalDay('From'),
  until: optionalDay('Until'),
  /** An event's id: the page that ends before it, or begins after it */
  older: z.uuid(),
  newer: z.uuid(),
})

/** Something that the spill guard stopped: who, when, at what, where in it, and by which rule; never a word of it. */
export const spillRecord = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  by: z.string(),
  /** What was being done: 'upload: finish' */
  doing: z.string(),
  rule: z.string(),
  /** What the rule looks for, in words */
  kind: z.string(),
  /** Of a file: where in it; null for what was typed */
  place: z.string().nullable(),
  /** 'screen', 'api' ... */
  via: z.string(),
  /** Of a file that may be ruled on: its hash, to which the ruling is bound */
  sha256: z.string().nullable(),
  /** Whether somebody ruled that it is no classification marking */
  ruling: z.object({ ordinary: z.boolean(), by: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
})

export type SpillRecord = z.output<typeof spillRecord>
