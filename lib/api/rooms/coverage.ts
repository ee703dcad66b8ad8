import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { coverage } from '@/lib/coverage/queries'
import { coverageStates } from '@/lib/coverage/status'
import { Kind, QuestionStatus } from '@/lib/generated/prisma/enums'

const states = Object.keys(coverageStates) as (keyof typeof coverageStates)[]

const cell = z.object({
  kind: z.enum(Kind),
  needed: z.boolean(),
  state: z.enum(states).meta({ title: 'The state that most needs somebody' }),
  count: z.int().meta({ title: 'Requests in that state' }),
  of: z.int().meta({ title: 'Requests in all' }),
})

export const coverageOperations: Operation[] = [
  {
    id: 'getCoverage',
    method: 'GET',
    path: '/inquiries/{slug}/coverage',
    tag: 'Coverage',
    summary: 'Show the coverage matrix: question by kind of evidence',
    description: 'Every question in one answer, as the caller may see it today.',
    answer: z.object({
      questions: z.array(
        z.object({ ref: z.string(), wording: z.string(), status: z.enum(QuestionStatus), cells: z.array(cell) }),
      ),
    }),
    run: async ({ actor }) => ({ value: await coverage(actor) }),
  },
]
