import { z } from 'zod'
import {
  choice,
  day,
  optionalChoice,
  optionalLine,
  optionalPassage,
  optionalRef,
  ref,
  refs,
  version,
} from '@/lib/fields'
import { Certification, ProductionMedium, RequestStatus } from '@/lib/generated/prisma/enums'

export const productionMedia: Readonly<Record<ProductionMedium, string>> = {
  drive: 'Drive',
  disc: 'Disc',
  electronic: 'Electronic transfer',
  paper: 'Paper',
  in_person: 'In person',
  other: 'Other',
}

export const certifications: Readonly<Record<Certification, string>> = {
  certified: 'Certified complete',
  not_certified: 'Expressly not certified',
  not_stated: 'Nothing said',
}

/** What the screens call the fields of a delivery. */
export const productionLabels = {
  fromOffice: 'From',
  receivedOn: 'Received on',
  medium: 'Medium',
  volume: 'Volume',
  batesFrom: 'First Bates number',
  batesTo: 'Last Bates number',
  coverLetter: 'Cover letter',
  certification: 'Certification',
  certifiedBy: 'Certified by',
  note: 'Note',
  all: 'All has come on',
  part: 'Part has come on',
  leave: 'Also answers',
  requests: 'Requests answered',
} as const

const particulars = {
  fromOffice: ref('O', productionLabels.fromOffice),
  receivedOn: day(productionLabels.receivedOn),
  medium: choice(ProductionMedium, productionLabels.medium),
  volume: optionalLine(productionLabels.volume, { max: 100 }),
  batesFrom: optionalLine(productionLabels.batesFrom, { max: 60 }),
  batesTo: optionalLine(productionLabels.batesTo, { max: 60 }),
  coverLetter: optionalPassage(productionLabels.coverLetter, { max: 5_000 }),
  certification: choice(Certification, productionLabels.certification),
  certifiedBy: optionalLine(productionLabels.certifiedBy, { max: 200 }),
  note: optionalPassage(productionLabels.note, { max: 5_000 }),
}

type Said = {
  batesFrom?: string | null | undefined
  batesTo?: string | null | undefined
  certification: Certification
  certifiedBy?: string | null | undefined
}

/** A range has two ends, and somebody certifies. */
function agreeing({ batesFrom, batesTo, certification, certifiedBy }: Said, ctx: z.core.$RefinementCtx): void {
  const problem = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
  if (batesFrom && !batesTo)
    problem('batesTo', 'Last Bates number is missing: give both ends of the range, or neither.')
  if (batesTo && !batesFrom)
    problem('batesFrom', 'First Bates number is missing: give both ends of the range, or neither.')
  if (certifiedBy && certification === 'not_stated')
    problem('certification', 'Certified by names somebody: say whether the delivery was certified complete or not.')
}

/**
 * A delivery, and what it means for each request that it answers: `all` and `part` move it in the same step, `leave` leaves its status as
 * it is.
 */
export const logProductionInput = z
  .strictObject({
    ...particulars,
    all: refs('R', productionLabels.all, { max: 50 }),
    part: refs('R', productionLabels.part, { max: 50 }),
    leave: refs('R', productionLabels.leave, { max: 50 }),
  })
  .superRefine(agreeing)
  .superRefine(({ all, part, leave }, ctx) => {
    const lists = { all, part, leave }
    const named = new Map<string, string>()
    for (const [path, list] of Object.entries(lists)) {
      for (const { series, number } of list) {
        const one = `${series} ${number}`
        const label = productionLabels[path as 'all']
        const twice = named.get(one)
        if (twice)
          ctx.addIssue({
            code: 'custom',
            path: [path],
            message: `${label} names a request that stands under “${twice}” already: name each once.`,
          })
        named.set(one, label)
      }
    }
    if (named.size === 0)
      ctx.addIssue({
        code: 'custom',
        path: ['all'],
        message: 'No request is named: a delivery answers at least one, in full, in part, or as it stands.',
      })
  })

/** What was moved when the delivery was logged is moved on each request itself from then on. */
export const editProductionInput = z
  .strictObject({
    production: ref('P', 'Production'),
    version,
    ...particulars,
    requests: refs('R', productionLabels.requests, { min: 1, max: 150 }),
  })
  .superRefine(agreeing)

export const productionFilter = z.strictObject({
  q: optionalLine('Words', { max: 200 }),
  office: optionalRef('O', 'Office'),
  request: optionalRef('R', 'Request'),
  certification: optionalChoice(Certification, productionLabels.certification),
})

export type ProductionFilter = Partial<z.output<typeof productionFilter>>

/** A delivery as it is shown, on screens and by the API. */
export const productionRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  from: z.object({ ref: z.string(), name: z.string() }),
  receivedOn: z.iso.date(),
  medium: z.enum(ProductionMedium),
  /** Its label, such as FER-002 */
  volume: z.string().nullable(),
  /** As the cover letter gives them */
  batesFrom: z.string().nullable(),
  batesTo: z.string().nullable(),
  coverLetter: z.string().nullable(),
  certification: z.enum(Certification),
  certifiedBy: z.string().nullable(),
  note: z.string().nullable(),
  requests: z.array(z.object({ ref: z.string(), title: z.string(), status: z.enum(RequestStatus) })),
  /** How many items of the register came with it */
  items: z.int(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type ProductionRecord = z.output<typeof productionRecord>
