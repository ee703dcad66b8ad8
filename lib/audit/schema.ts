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

/** Event to the words of a filter: 'request.receive_part' is 'Request: receive part'. */
export const eventLabels: Readonly<Record<string, string>> = Object.fromEntries(
  (Object.keys(subjectTypes) as InquiryType[]).flatMap(eventsOf).map((name) => {
    const [type = '', verb = ''] = name.split('.')
    return [name, `${type.charAt(0).toUpperCase()}${type.slice(1)}: ${verb.replaceAll('_', ' ')}`]
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
