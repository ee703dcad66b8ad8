import type { LetterStatus } from '@/lib/letters/status'
import type { Tone } from '@/lib/ui/status'

/** The colour of a letter's status; in clearance somebody has to review it, as with what was received. */
export const letterTones: Record<LetterStatus, Tone> = {
  draft: 'draft',
  in_clearance: 'recv',
  issued: 'asked',
  closed: 'ok',
  withdrawn: 'none',
}
