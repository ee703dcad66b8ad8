import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { type RecordKind, recordKinds } from '@/lib/words'
import { workOf } from '@/lib/work/queries'

const kinds = Object.keys(recordKinds) as RecordKind[]

const item = z.object({
  kind: z.enum([...kinds, 'upload', 'spill']),
  ref: z.string().meta({ title: 'Its number; of a file or an incident, its id' }),
  title: z.string(),
  why: z.string(),
})

export const workOperations: Operation[] = [
  {
    id: 'getMyWork',
    method: 'GET',
    path: '/inquiries/{slug}/me/work',
    tag: 'My work',
    summary: 'Show what waits for you',
    description: 'The most urgent first. Each group counts all it has, and names the first of them.',
    answer: z.object({
      groups: z.array(z.object({ key: z.string(), title: z.string(), total: z.int(), items: z.array(item) })),
    }),
    run: async ({ actor }) => ({ value: { groups: await workOf(actor) } }),
  },
]
