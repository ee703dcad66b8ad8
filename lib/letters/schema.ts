import { z } from 'zod'
import {
  checkbox,
  choice,
  line,
  optionalChoice,
  optionalDay,
  optionalLine,
  optionalPassage,
  optionalRef,
  ref,
  refs,
  version,
} from '@/lib/fields'
import { Instrument, Kind, LetterStatus, Partition, RequestStatus, Rung } from '@/lib/generated/prisma/enums'

export const instruments: Readonly<Record<Instrument, string>> = {
  informal_ask: 'Informal ask',
  letter: 'Letter',
  hearing_invitation: 'Hearing invitation',
  preservation_notice: 'Preservation notice',
  subpoena: 'Subpoena',
  statutory_duty: 'Statutory duty',
  funding_condition: 'Funding condition',
  question_for_record: 'Question for the record',
}

/** Whose letter it is. */
export const letterPartitions: Readonly<Record<Partition, string>> = {
  shared: 'Joint',
  majority: 'Majority',
  minority: 'Minority',
}

const letter = ref('L', 'Letter')
const requests = refs('R', 'Requests', { max: 100 })

const particulars = {
  instrument: choice(Instrument, 'Instrument'),
  subject: line('Subject', { max: 300, hint: 'what the letter is about, in one line' }),
  body: optionalPassage('Text', { max: 50_000 }),
  addressee: ref('O', 'To'),
  follows: optionalRef('L', 'Follows'),
  rung: optionalChoice(Rung, 'How far it pushes'),
  dueOn: optionalDay('Due date'),
  signedBy: optionalLine('Signed by', { max: 200 }),
}

/** A draft: joint unless a side drafts for itself. A follow-up is a draft that names the letter it follows. */
export const draftLetterInput = z.strictObject({
  ...particulars,
  partition: optionalChoice(Partition, 'Letter of'),
  requests,
})

export const editLetterInput = z.strictObject({ letter, version, ...particulars })

/** The requests that the letter carries, all of them, in order. */
export const setLetterRequestsInput = z.strictObject({ letter, version, requests })

export const clearLetterInput = z.strictObject({
  letter,
  version,
  note: optionalPassage('Remark', { max: 5_000 }),
})

/** A move of a letter; which of its fields are needed stands in the table of transitions. */
export const moveLetterInput = z.strictObject({
  letter,
  version,
  to: choice(LetterStatus, 'New status'),
  note: optionalPassage('Reason', { max: 5_000 }),
  issuedOn: optionalDay('Issued on'),
  signedBy: optionalLine('Signed by', { max: 200 }),
})

/** The orders of the list. */
export const sorts = { newest: 'newest', subject: 'subject', status: 'status', issued: 'issued', due: 'due' } as const

/** How a list of letters is narrowed and ordered; each stands in the address, so that a view can be sent to a colleague. */
export const letterFilter = z.strictObject({
  q: optionalLine('Words', { max: 200 }),
  status: optionalChoice(LetterStatus, 'Status'),
  instrument: optionalChoice(Instrument, 'Instrument'),
  office: optionalRef('O', 'To'),
  partition: optionalChoice(Partition, 'Letter of'),
  sort: optionalChoice(sorts, 'Order'),
  down: checkbox('Descending').optional(),
})

export type LetterFilter = Partial<z.output<typeof letterFilter>>

const named = z.object({ ref: z.string(), name: z.string() })

/** A request as it stands on a letter. */
const carriedRequest = z.object({
  ref: z.string(),
  id: z.uuid(),
  position: z.int(),
  kind: z.enum(Kind),
  title: z.string(),
  wording: z.string(),
  status: z.enum(RequestStatus),
  dueOn: z.iso.date().nullable(),
})

/** A letter as it is shown, on screens and by the API. */
export const letterRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  partition: z.enum(Partition),
  instrument: z.enum(Instrument),
  subject: z.string(),
  body: z.string(),
  addressee: named,
  follows: z.object({ ref: z.string(), subject: z.string() }).nullable(),
  rung: z.enum(Rung),
  dueOn: z.iso.date().nullable(),
  signedBy: z.string().nullable(),
  status: z.enum(LetterStatus),
  issuedOn: z.iso.date().nullable(),
  clearedAt: z.iso.datetime().nullable(),
  requests: z.array(carriedRequest),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type LetterRecord = z.output<typeof letterRecord>
export type CarriedRequest = z.output<typeof carriedRequest>

/** A request that could be put on a letter: what it is, and where it stands, in words. */
export type Candidate = { ref: string; title: string; about: string }
