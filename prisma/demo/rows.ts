/* The tables that the demonstration is told from. */
import type { z } from 'zod'
import type {
  AccessMode,
  ClaimSource,
  FormWanted,
  Handling,
  Instrument,
  Kind,
  Partition,
  Rung,
  Theme,
  WithheldBasis,
  WithheldExtent,
} from '@/lib/generated/prisma/enums'
import type { createInquiryInput } from '@/lib/inquiries/schema'
import type { Line, When } from '@/prisma/demo/stage'

export type QuestionRow = { ref: string; theme: Theme; needs: Kind[]; wording: string; why: string }
export type ClaimRow = { ref: string; question: string; sourceKind: ClaimSource; source: string; statement: string }
export type OfficeRow = { ref: string; name: string; above?: string; contact?: string }

export type RequestRow = {
  ref: string
  kind: Kind
  to: string
  form: FormWanted
  handling: Handling
  /** Working day; without one, the letter's */
  due?: number
  questions: string[]
  title: string
  wording: string
  period?: string
  /** In UTC */
  periodFrom?: string
  periodTo?: string
  drafted: When
}

export type LetterRow = {
  ref: string
  instrument: Instrument
  to: string
  subject: string
  body: string
  carries: string[]
  partition?: Partition
  follows?: string
  rung?: Rung
  /** Working day */
  due?: number
  signedBy?: string
  drafted: When
  submitted?: When
  cleared?: When
  issued?: When
}

export type EvidenceRow = {
  ref: string
  kind: Kind
  from: string
  access: AccessMode
  handling: Handling
  answers: string[]
  title: string
  description: string
  heldAt: string
  controlNumber?: string
  copyNo?: string
  /** In UTC */
  happenedFrom?: string
  happenedTo?: string
  /** The day on which it came, too */
  logged: When
}

export type WithheldRow = {
  ref: string
  by: string
  assertedBy?: string
  answers: string[]
  controlNumber: string
  what: string
  documentType: string
  /** Working day */
  dated?: number
  author?: string
  addressees?: string
  custodian?: string
  pages?: number
  extent: WithheldExtent
  basis: WithheldBasis
  basisWords: string
  /** The day on which it was asserted, too */
  logged: When
}

/** One inquiry of the demonstration. */
export type Story = {
  inquiry: Omit<z.input<typeof createInquiryInput>, 'openedOn'> & { slug: string; openedOn: number; notice: string }
  /** When the questions, offices and claims are put down, one after the other */
  founded: When
  offices: OfficeRow[]
  questions: QuestionRow[]
  claims: ClaimRow[]
  requests: RequestRow[]
  letters: LetterRow[]
  evidence: EvidenceRow[]
  withheld: WithheldRow[]
  events: Line[]
}
