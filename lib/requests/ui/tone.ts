import type { RequestStatus } from '@/lib/requests/status'
import type { Tone } from '@/lib/ui/status'

/** The colour of a request's status; overdue has its own and stands beside it. */
export const requestTones: Record<RequestStatus, Tone> = {
  draft: 'draft',
  issued: 'asked',
  acknowledged: 'asked',
  agreed: 'asked',
  scheduled: 'asked',
  partly_received: 'partly',
  deficient: 'partly',
  received: 'recv',
  satisfied: 'ok',
  refused: 'no',
  no_records: 'no',
  withdrawn: 'none',
  superseded: 'none',
}
