import { type RequestStatus, requestStatuses } from '@/lib/requests/status'
import type { Tone } from '@/lib/ui/status'

/** The colour of a request's status; overdue has its own and stands beside it. */
const requestTones: Record<RequestStatus, Tone> = {
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

/** A request's status as it is shown: satisfied is never said without a sign when its proof is gone. */
export function standingOf(request: { status: RequestStatus; proofGone: boolean }): { tone: Tone; label: string } {
  return request.proofGone
    ? { tone: requestTones.received, label: `${requestStatuses[request.status]}, proof gone` }
    : { tone: requestTones[request.status], label: requestStatuses[request.status] }
}
