import type { ReactNode } from 'react'

/** The nine looks of a status; which word has which look is decided in each room's `status.ts`. */
export type Tone = 'none' | 'gap' | 'draft' | 'asked' | 'partly' | 'recv' | 'ok' | 'late' | 'no'

/** A status: a word in a filled box. */
export const Status = ({ tone, label }: { tone: Tone; label: ReactNode }) => (
  <span className={`st st-${tone}`}>{label}</span>
)
