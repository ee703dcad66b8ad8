import { z } from 'zod'
import {
  choice,
  line,
  optionalChoice,
  optionalDay,
  optionalLine,
  optionalRef,
  passage,
  ref,
  version,
} from '@/lib/fields'
import { ClaimSource } from '@/lib/generated/prisma/enums'

export const claimSources: Readonly<Record<ClaimSource, string>> = {
  reporting: 'Reporting',
  administration: 'Administration statement',
  witness: 'Witness',
  other: 'Other source',
}

/** How a claim from each is introduced, before its source: 'Alleged in reporting: …' */
export const allegedBy: Readonly<Record<ClaimSource, string>> = {
  reporting: 'Alleged in reporting',
  administration: 'Alleged by the administration',
  witness: 'Alleged by a witness',
  other: 'Alleged',
}

const particulars = {
  question: ref('Q', 'Question'),
  statement: passage('Statement', { max: 2_000 }),
  sourceKind: choice(ClaimSource, 'Kind of source'),
  source: line('Source', { max: 500, hint: 'write who said it, and where it can be found' }),
  saidOn: optionalDay('Said on'),
}

export const recordClaimInput = z.strictObject(particulars)

export const editClaimInput = z.strictObject({ claim: ref('CL', 'Claim'), version, ...particulars })

export const claimFilter = z.strictObject({
  question: optionalRef('Q', 'Question'),
  sourceKind: optionalChoice(ClaimSource, 'Kind of source'),
  q: optionalLine('Words', { max: 200 }),
})

/** A claim as it is shown, on screens and by the API: alleged, until evidence bears on it. */
export const claimRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  question: z.object({ ref: z.string(), wording: z.string() }),
  statement: z.string(),
  sourceKind: z.enum(ClaimSource),
  source: z.string(),
  saidOn: z.iso.date().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type ClaimRecord = z.output<typeof claimRecord>
