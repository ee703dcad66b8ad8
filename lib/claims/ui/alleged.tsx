import type { ReactNode } from 'react'
import { type ClaimRecord, claimSources } from '@/lib/claims/schema'
import { formatDay } from '@/lib/time'

/** That a claim is alleged, by whom and when: never shown apart from its statement. */
export function Alleged({ claim, today }: { claim: ClaimRecord; today: string }): ReactNode {
  return (
    <span className="sub">
      <i>Alleged</i>. {claimSources[claim.sourceKind]}: {claim.source}
      {claim.saidOn && `, ${formatDay(claim.saidOn, { today })}`}
    </span>
  )
}
