import { z } from 'zod'
import {
  checkbox,
  choice,
  optionalChoice,
  optionalDay,
  optionalLine,
  optionalPassage,
  optionalRef,
  passage,
  ref,
  refs,
} from '@/lib/fields'
import { CustodyKind, CustodyState } from '@/lib/generated/prisma/enums'

/** What the screens call the fields of a step. */
export const stepLabels = {
  kind: 'Step',
  by: 'By',
  to: 'To',
  from: 'From',
  place: 'Place',
  authorisedBy: 'Authorized by',
  receiptNo: 'Receipt number',
  copyNo: 'Copy',
  happenedOn: 'Day',
  happenedTime: 'Time',
  note: 'What happened',
} as const

/** A clock time of the inquiry's zone, HH:mm with seconds where they are known. */
const time = optionalLine(stepLabels.happenedTime, { max: 8 })
  .refine((text) => !text || /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text), {
    error: `${stepLabels.happenedTime} is not a time of day: write it as in 14:31.`,
  })
  .meta({ title: stepLabels.happenedTime, examples: ['14:31'] })

const whole = (label: string) =>
  z
    .union([z.int().min(1).max(1_000_000), z.string().regex(/^[1-9]\d{0,5}$/)], {
      error: `${label} must be a whole number, such as 2.`,
    })
    .transform(Number)
    .meta({ title: label })

/** A piece is named by the revision that it came with and, where it is a copy, by the copy's number. */
const piece = {
  revision: whole('Revision').optional(),
  copyNo: optionalLine(stepLabels.copyNo, { max: 60 }),
}

/** What is said of a step: who and when, then what its line of the table needs and takes. */
const said = {
  by: optionalLine(stepLabels.by, { max: 120 }),
  happenedOn: optionalDay(stepLabels.happenedOn),
  happenedTime: time,
  to: optionalLine(stepLabels.to, { max: 200 }),
  from: optionalLine(stepLabels.from, { max: 200 }),
  place: optionalLine(stepLabels.place, { max: 300 }),
  authorisedBy: optionalLine(stepLabels.authorisedBy, { max: 120 }),
  receiptNo: optionalLine(stepLabels.receiptNo, { max: 60 }),
  note: optionalPassage(stepLabels.note, { max: 5_000 }),
}

const steps = z.enum(CustodyKind).exclude(['correction']).enum

/** One step in the chain of an item. Without a day: now. With a day and no time: only the day is known. */
export const recordStepInput = z.strictObject({
  evidence: ref('E', 'Evidence item'),
  kind: choice(steps, stepLabels.kind),
  ...piece,
  ...said,
})

/** The same step for several items at once: what leaves together on one receipt, and what comes back together. */
export const recordStepsInput = z.strictObject({
  items: refs('E', 'Items', { min: 1, max: 200 }),
  kind: choice({ checked_out: 'checked_out', checked_in: 'checked_in' }, stepLabels.kind),
  ...said,
})

/** Mends an entry: says what was wrong, and states anew all that it says, or that it never happened. */
export const correctStepInput = z.strictObject({
  evidence: ref('E', 'Evidence item'),
  entry: whole('Entry'),
  struck: checkbox('It never happened'),
  ...said,
  copyNo: piece.copyNo,
  note: passage('What was wrong', { max: 5_000, hint: 'say what the entry should have said' }),
})

const text = z.string().nullable()

/** An entry of the chain as it is shown, on screens and by the API. */
const custodyEntry = z.object({
  id: z.uuid(),
  /** In the order in which they were written down, from 1 */
  number: z.int(),
  kind: z.enum(CustodyKind),
  revision: z.int(),
  by: z.string(),
  authorisedBy: text,
  from: text,
  to: text,
  place: text,
  receiptNo: text,
  copyNo: text,
  note: text,
  /** The moment; null where only the day is known */
  happenedAt: z.iso.datetime().nullable(),
  /** The day, in the inquiry's zone */
  happenedOn: z.iso.date(),
  /** Where it stands among the others: no time of day where only the day is known */
  standsAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  /** Null: the system */
  recordedBy: text,
  /** Of a correction: the entry that it corrects, whether that never happened, and what it says instead */
  corrects: z.int().nullable(),
  struck: z.boolean(),
  /** The entry that corrects this one: its newest correction */
  correctedBy: z.int().nullable(),
})

/** Where one piece is: the item as it was received, or a copy of it. */
const custodyPiece = z.object({
  revision: z.int(),
  copyNo: text,
  state: z.enum(CustodyState),
  place: text,
  /** Whose hands it is in, where the chain names them */
  holder: text,
  since: z.iso.datetime().nullable(),
})

export type CustodyEntryRecord = z.output<typeof custodyEntry>
export type CustodyPieceRecord = z.output<typeof custodyPiece>

/** What recording a step answers: the item, and the number of the entry in its chain. */
export const custodyWritten = z.object({ ref: z.string(), entry: z.int(), id: z.uuid() })

/** A chain as the API gives it. */
export const custodyChain = z.object({
  ref: z.string(),
  /** Where the item and its copies are, the newest revision first */
  pieces: z.array(custodyPiece),
  /** Newest first */
  entries: z.array(custodyEntry),
  /** What may come next, for the newest revision as it was received, and what not and why */
  steps: z.array(
    z.object({
      kind: z.string(),
      label: z.string(),
      open: z.boolean(),
      why: text,
      needs: z.array(z.string()),
      takes: z.array(z.string()),
    }),
  ),
})

export const custodyMany = z.object({ refs: z.array(z.string()) })

/** Which steps the custody report has: those that happened in these days of the inquiry's zone, both included. */
export const custodyReportFilter = z.strictObject({
  from: optionalDay('From'),
  until: optionalDay('Until'),
  kind: optionalChoice(CustodyKind, stepLabels.kind),
  item: optionalRef('E', 'Item'),
})

export type CustodyReportFilter = Partial<z.output<typeof custodyReportFilter>>

/** Where everything is, narrowed. `days`: there for more than so many days. */
export const whereaboutsFilter = z.strictObject({
  state: optionalChoice(CustodyState, 'State'),
  days: z
    .string()
    .regex(/^\d{1,4}$/, 'Days must be a whole number, such as 14.')
    .transform(Number)
    .optional()
    .meta({ title: 'There for more than so many days' }),
  place: optionalLine(stepLabels.place, { max: 300 }),
  holder: optionalLine('Holder', { max: 200 }),
  receipt: optionalLine(stepLabels.receiptNo, { max: 60 }),
})

export type WhereaboutsFilter = Partial<z.output<typeof whereaboutsFilter>>

/** Where one piece is, with its item: a line of the list of where everything is. */
export const whereabouts = z.object({
  /** Of the item */
  ref: z.string(),
  title: z.string(),
  ...custodyPiece.shape,
  authorisedBy: text,
  receiptNo: text,
  /** Whole days since then, in the inquiry's zone; null where it is not known */
  days: z.int().nullable(),
})

export type WhereaboutsLine = z.output<typeof whereabouts>
