import type { EvidenceStatus } from '@/lib/evidence/status'
import type { Tone } from '@/lib/ui/status'

/** The colour of an item's status: what waits for the committee, what counts, what does not; what is gone is plain. */
export const evidenceTones: Record<EvidenceStatus, Tone> = {
  logged: 'recv',
  in_review: 'recv',
  accepted: 'ok',
  rejected: 'no',
  returned: 'draft',
  clawed_back: 'draft',
}
