import type { JobStatus } from '@/lib/jobs/status'
import type { Tone } from '@/lib/ui/status'

export const jobTones: Record<JobStatus, Tone> = {
  waiting: 'draft',
  running: 'asked',
  done: 'ok',
  failed: 'late',
  cancelled: 'none',
}
