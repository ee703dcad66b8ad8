import type { Tone } from '@/lib/ui/status'
import type { WithheldStatus } from '@/lib/withheld/status'

/** The colour of an entry's status: what waits for the committee, what waits for an answer, what came, and what stays withheld. */
export const withheldTones: Record<WithheldStatus, Tone> = {
  asserted: 'recv',
  accepted: 'draft',
  challenged: 'asked',
  accommodated: 'partly',
  released: 'ok',
  sustained: 'no',
}
