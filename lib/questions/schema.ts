import { z } from 'zod'
import { choice, optionalChoice, optionalLine, optionalPassage, passage, ref, version } from '@/lib/fields'
import { Kind, QuestionStatus, Theme, UnanswerableBasis } from '@/lib/generated/prisma/enums'

export const themes: Readonly<Record<Theme, string>> = {
  who_ordered: 'Who ordered',
  what_happened: 'What happened',
  when: 'When',
  why: 'Why',
  legal_authority: 'Legal authority',
  chain_of_command: 'Chain of command',
  preservation: 'Preservation',
}

export const bases: Readonly<Record<UnanswerableBasis, string>> = {
  withheld: 'It is withheld',
  destroyed: 'It was destroyed',
  never_existed: 'It never existed',
  witness_refused: 'A witness refused',
}

const kindsWords = `Kinds needed must be a list of ${Object.values(Kind).join(', ')}, each at most once.`

const kindsNeeded = z
  .preprocess(
    (given) => (typeof given === 'string' ? [given] : (given ?? [])),
    z.array(choice(Kind, 'Kinds needed'), kindsWords).max(5, kindsWords),
  )
  .transform((given) => [...new Set(given)])

const particulars = {
  wording: passage('Question', { max: 500 }),
  why: passage('Why it matters', { max: 5_000 }),
  theme: choice(Theme, 'Theme'),
  needs: kindsNeeded,
}

export const logQuestionInput = z.strictObject(particulars)

export const editQuestionInput = z.strictObject({ question: ref('Q', 'Question'), version, ...particulars })

/** A move of a question; which of its fields are needed stands in the table of transitions. */
export const moveQuestionInput = z.strictObject({
  question: ref('Q', 'Question'),
  version,
  to: choice(QuestionStatus, 'New status'),
  note: optionalPassage('Reason', { max: 5_000 }),
  basis: optionalChoice(UnanswerableBasis, 'Why it cannot be answered'),
})

export const questionFilter = z.strictObject({
  status: optionalChoice(QuestionStatus, 'Status'),
  q: optionalLine('Words', { max: 200 }),
})

/** A question as it is shown, on screens and by the API. */
export const questionRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  wording: z.string(),
  why: z.string(),
  theme: z.enum(Theme),
  needs: z.array(z.enum(Kind)),
  status: z.enum(QuestionStatus),
  statusReason: z.string().nullable(),
  unanswerableBasis: z.enum(UnanswerableBasis).nullable(),
  statusSince: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type QuestionRecord = z.output<typeof questionRecord>
