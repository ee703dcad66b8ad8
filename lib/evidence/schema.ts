import { z } from 'zod'
import { parseBates } from '@/lib/bates'
import { entryLabels } from '@/lib/evidence/labels'
import type { EvidenceMove, EvidenceMoveField } from '@/lib/evidence/status'
import {
  checkbox,
  choice,
  day,
  formatRef,
  line,
  optionalChoice,
  optionalDay,
  optionalLine,
  optionalPassage,
  optionalRef,
  passage,
  type Ref,
  ref,
  refs,
  version,
} from '@/lib/fields'
import {
  AccessMode,
  EvidenceStatus,
  FormWanted,
  Handling,
  Judgement,
  Kind,
  NoteUnit,
  Partition,
  RequestStatus,
  Verdict,
} from '@/lib/generated/prisma/enums'
import type { FieldProblem } from '@/lib/refusal'
import { timecode } from '@/lib/time'
import { handlings, registerOnly } from '@/lib/words'

export const judgements: Readonly<Record<Judgement, string>> = { yes: 'Yes', no: 'No', not_known: 'Not known' }

/** What the screens call the fields of a move; a revision is asked what changed, everything else for a reason. */
export function moveLabels(move: EvidenceMove): Record<EvidenceMoveField, string> {
  return {
    note: move.verb === 'revise' ? 'What changed' : 'Reason',
    responsive: 'Responsive',
    complete: 'Complete',
    authentic: 'Authentic',
    receivedOn: entryLabels.receivedOn,
  }
}

const particulars = {
  title: line(entryLabels.title, { max: 200, hint: 'say in a few words what came' }),
  description: optionalPassage(entryLabels.description, { max: 20_000 }),
  kind: choice(Kind, entryLabels.kind),
  happened: optionalLine(entryLabels.happened, { max: 300 }),
  // Read by the command, which knows in which zone a time without one is meant.
  happenedFrom: optionalLine(entryLabels.happenedFrom, { max: 40 }).meta({ format: 'date-time' }),
  happenedTo: optionalLine(entryLabels.happenedTo, { max: 40 }).meta({ format: 'date-time' }),
  receivedOn: day(entryLabels.receivedOn),
  fromOffice: ref('O', entryLabels.fromOffice),
  accessMode: choice(AccessMode, entryLabels.accessMode),
  handling: choice(Handling, entryLabels.handling),
  heldAt: line(entryLabels.heldAt, { max: 300, hint: 'name the room, the safe or the premises' }),
  controlNumber: optionalLine(entryLabels.controlNumber, { max: 100 }),
  copyNo: optionalLine(entryLabels.copyNo, { max: 60 }),
  maySee: optionalLine(entryLabels.maySee, { max: 500 }),
  requests: refs('R', entryLabels.requests, { min: 1, max: 50 }),
  production: optionalRef('P', entryLabels.production),
  batesFrom: optionalLine(entryLabels.batesFrom, { max: 60 }),
  batesTo: optionalLine(entryLabels.batesTo, { max: 60 }),
  custodian: optionalLine(entryLabels.custodian, { max: 300 }),
  author: optionalLine(entryLabels.author, { max: 300 }),
}

/** Marked material is never here itself, so what ties the entry to it is its control number. */
function numbered(
  { handling, controlNumber }: { handling: Handling; controlNumber?: string | null | undefined },
  ctx: z.core.$RefinementCtx,
): void {
  if (!registerOnly(handling) || controlNumber) return
  ctx.addIssue({
    code: 'custom',
    path: ['controlNumber'],
    message: `Control number is missing: material marked ${handlings[handling].toLowerCase()} is registered under its control number.`,
  })
}

/** Bates numbers run forward under one prefix; a single page has the same first and last. */
function ranged(
  { batesFrom, batesTo }: { batesFrom?: string | null | undefined; batesTo?: string | null | undefined },
  ctx: z.core.$RefinementCtx,
): void {
  const problem = rangeProblem(batesFrom, batesTo)
  if (problem) ctx.addIssue({ code: 'custom', path: [problem.path], message: problem.message })
}

function rangeProblem(batesFrom: string | null | undefined, batesTo: string | null | undefined): FieldProblem | null {
  const { batesFrom: from, batesTo: to } = entryLabels
  if (!batesFrom) return batesTo ? { path: 'batesFrom', message: `${from} is empty: give it too, or neither.` } : null
  const [first, last] = [parseBates(batesFrom), parseBates(batesTo || batesFrom)]
  if (!first) return { path: 'batesFrom', message: `${from} does not end in a number, as FER-0000123 does.` }
  if (!last) return { path: 'batesTo', message: `${to} does not end in a number, as FER-0000123 does.` }
  if (last.prefix !== first.prefix)
    return { path: 'batesTo', message: `${to} has another prefix than the first one: a range stays under one prefix.` }
  if (last.number >= first.number) return null
  return { path: 'batesTo', message: `${to} lies before the first one: the range must run forward.` }
}

/** A derivative names what it was made from, and how; what was made from nothing says neither. */
function derived(
  { parent, derivation }: { parent?: unknown; derivation?: string | null | undefined },
  ctx: z.core.$RefinementCtx,
): void {
  if (Boolean(parent) === Boolean(derivation)) return
  ctx.addIssue({
    code: 'custom',
    path: [parent ? 'derivation' : 'parent'],
    message: parent
      ? `${entryLabels.derivation} is empty: say whether it is a clip, a redacted copy or a transcript, and how it was made.`
      : `${entryLabels.parent} is empty: name the item that it was made from, as in E-12.`,
  })
}

/** What moves with the item is among what it answers, and all or part of it has come, not both. */
function meant(
  { requests, all, part, parent }: { requests: Ref[]; all: Ref[]; part: Ref[]; parent?: unknown },
  ctx: z.core.$RefinementCtx,
): void {
  const problem = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
  const among = (of: Ref[], one: Ref) => of.some(({ series, number }) => series === one.series && number === one.number)
  for (const [path, list] of Object.entries({ all, part })) {
    for (const one of list) {
      const ref = formatRef('R', one.series, one.number)
      if (!among(requests, one))
        problem(path, `${ref} is not among the requests answered: name it there too, or leave it.`)
      else if (parent)
        problem(path, `${ref}: what was made here from another item did not come, so it moves no request.`)
      else if (path === 'part' && among(all, one)) problem(path, `${ref}: say that all has come, or part, not both.`)
    }
  }
}

/**
 * An entry in the register of what came. With `all` and `part`, those of its requests on which all or part of what was asked has now come: they move in
 * the same step; the others stay as they are. Of material marked confidential or above it says what and where, never the content. A clip, a
 * redacted copy or a transcript names its parent; that stays as it was logged.
 */
export const logEvidenceInput = z
  .strictObject({
    ...particulars,
    all: refs('R', entryLabels.all, { max: 50 }),
    part: refs('R', entryLabels.part, { max: 50 }),
    parent: optionalRef('E', entryLabels.parent),
    derivation: optionalLine(entryLabels.derivation, { max: 300 }),
  })
  .superRefine(numbered)
  .superRefine(ranged)
  .superRefine(derived)
  .superRefine(meant)

export const editEvidenceInput = z
  .strictObject({ evidence: ref('E', 'Evidence item'), version, ...particulars })
  .superRefine(numbered)
  .superRefine(ranged)

/** A move of an item; which of its fields are needed stands in the table of transitions. */
export const moveEvidenceInput = z.strictObject({
  evidence: ref('E', 'Evidence item'),
  version,
  to: choice(EvidenceStatus, 'New status'),
  note: optionalPassage('Reason', { max: 5_000 }),
  responsive: optionalChoice(Judgement, 'Responsive'),
  complete: optionalChoice(Judgement, 'Complete'),
  authentic: optionalChoice(Judgement, 'Authentic'),
  receivedOn: optionalDay(entryLabels.receivedOn),
})

/** What a note is pinned to: milliseconds from the beginning, or pages and lines, counted from 1. */
const place = (label: string) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,15}$/)], { error: `${label} must be a whole number.` })
    .transform(Number)
    .refine((n) => Number.isSafeInteger(n) && n >= 0, `${label} must be a whole number.`)

export const noteItemInput = z.strictObject({
  evidence: ref('E', 'Evidence item'),
  revision: version,
  unit: choice(NoteUnit, 'Pinned to'),
  from: place('From'),
  to: place('To').nullish(),
  partition: optionalChoice(Partition, 'For'),
  text: passage('Note', { max: 5_000 }),
})

/** '00:01:12.400', 'page 3', 'lines 12 to 20' */
export function placeWords({
  unit,
  from,
  to,
}: {
  unit: NoteUnit
  from: number
  to?: number | null | undefined
}): string {
  if (unit === 'time') return to ? `${timecode(from)} to ${timecode(to)}` : timecode(from)
  return to && to !== from ? `${unit}s ${from} to ${to}` : `${unit} ${from}`
}

/** A note at a place, as it is shown. */
export const itemNote = z.object({
  id: z.uuid(),
  revision: z.int(),
  partition: z.enum(Partition),
  unit: z.enum(NoteUnit),
  from: z.int(),
  to: z.int().nullable(),
  text: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
})

export type ItemNote = z.output<typeof itemNote>

/** The columns by which the register can be ordered. */
export const sorts = {
  number: 'number',
  title: 'title',
  received: 'received',
  status: 'status',
  access: 'access',
} as const

/** How the register is narrowed and ordered; newest received first when no order is asked for. */
export const evidenceFilter = z.strictObject({
  q: optionalLine('Words', { max: 200 }),
  status: optionalChoice(EvidenceStatus, 'Status'),
  kind: optionalChoice(Kind, 'Kind'),
  access: optionalChoice(AccessMode, 'Access'),
  handling: optionalChoice(Handling, 'Handling'),
  request: optionalRef('R', 'Request'),
  question: optionalRef('Q', 'Question'),
  office: optionalRef('O', 'Office'),
  production: optionalRef('P', 'Delivery'),
  sort: optionalChoice(sorts, 'Order'),
  down: checkbox('Descending').optional(),
})

export type EvidenceFilter = Partial<z.output<typeof evidenceFilter>>

/** An evidence item as it is shown, on screens and by the API. */
export const evidenceRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  kind: z.enum(Kind),
  happened: z.string().nullable(),
  happenedFrom: z.iso.datetime().nullable(),
  happenedTo: z.iso.datetime().nullable(),
  receivedOn: z.iso.date(),
  from: z.object({ ref: z.string(), name: z.string() }),
  accessMode: z.enum(AccessMode),
  handling: z.enum(Handling),
  heldAt: z.string(),
  controlNumber: z.string().nullable(),
  copyNo: z.string().nullable(),
  /** Of marked material: to whom it is open, where it is held */
  maySee: z.string().nullable(),
  status: z.enum(EvidenceStatus),
  statusSince: z.iso.datetime(),
  revision: z.int(),
  /** The item that it was made from, when it is a clip, a redacted copy or a transcript, and how */
  /** The delivery that it came with */
  production: z.object({ ref: z.string(), volume: z.string().nullable() }).nullable(),
  /** First and last page as the producer numbered them */
  batesFrom: z.string().nullable(),
  batesTo: z.string().nullable(),
  /** From whose files it came, and who wrote it, as the producer says */
  custodian: z.string().nullable(),
  author: z.string().nullable(),
  /** The rest of its row in the producer's list, column to value, as it came */
  producerFields: z.record(z.string(), z.string()).nullable(),
  parent: z.object({ ref: z.string(), title: z.string() }).nullable(),
  derivation: z.string().nullable(),
  /** Who has taken this revision up for review */
  reviewer: z.string().nullable(),
  /** The requests that it was logged against, by number */
  requests: z.array(
    z.object({
      ref: z.string(),
      title: z.string(),
      formWanted: z.enum(FormWanted),
      status: z.enum(RequestStatus),
    }),
  ),
  /** Verdicts, oldest first; at most one for each revision */
  reviews: z.array(
    z.object({
      revision: z.int(),
      responsive: z.enum(Judgement),
      complete: z.enum(Judgement),
      authentic: z.enum(Judgement),
      verdict: z.enum(Verdict),
      reason: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
      /** The day of it in the inquiry's zone */
      on: z.iso.date(),
    }),
  ),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type EvidenceRecord = z.output<typeof evidenceRecord>
export type EvidenceReview = EvidenceRecord['reviews'][number]
