import { z } from 'zod'
import { JobStatus } from '@/lib/generated/prisma/enums'

export const cancelJobInput = z.strictObject({ job: z.uuid({ error: 'There is no such job.' }) })

/** A job as it is shown, on screens and by the API. */
export const jobRecord = z.object({
  id: z.uuid(),
  kind: z.string(),
  status: z.enum(JobStatus),
  /** So far and in all, in the unit of its kind; `total` is null until it is known */
  done: z.int(),
  total: z.int().nullable(),
  doing: z.string().nullable(),
  /** Why it failed, in words */
  problem: z.string().nullable(),
  /** What came of it; its shape is its kind's */
  report: z.json().nullable(),
  cancelling: z.boolean(),
  askedBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})

export type JobRecord = z.output<typeof jobRecord>
