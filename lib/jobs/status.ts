import type { JobStatus } from '@/lib/generated/prisma/enums'
import type { Labels } from '@/lib/workflow'

export type { JobStatus } from '@/lib/generated/prisma/enums'

export const jobStatuses: Labels<JobStatus> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** Nothing more will happen on these. */
export function hasEnded(status: JobStatus): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled'
}

/** The advisory lock that every worker holds, shared, for as long as it lives: by it the database knows whether there is any. */
export const WORKER_LOCK = 7_310_913

type JobKindWords = {
  /** What it is, at the head of its page */
  label: string
  /** What its progress counts */
  unit: 'bytes' | 'rows' | 'files'
  /** Who may see it: everybody in the inquiry, or whoever asked for it */
  for: 'everybody' | 'asker'
}

/** Every kind of job there is. What carries each out stands in bin/worker.ts. */
export const jobKinds = {
  import_withheld: { label: 'Import of a privilege log', unit: 'rows', for: 'everybody' },
  import_volume: { label: 'Import of a volume', unit: 'rows', for: 'everybody' },
  prepare_bag: { label: 'Preparation of a bag to hand over', unit: 'bytes', for: 'asker' },
  check_files: { label: 'Check of the stored files', unit: 'bytes', for: 'everybody' },
} as const satisfies Record<string, JobKindWords>

export type JobKind = keyof typeof jobKinds

/** Is this one of the closed list? A job of a kind that an older or newer version knew is shown by its name. */
export function isJobKind(kind: string): kind is JobKind {
  return Object.hasOwn(jobKinds, kind)
}
