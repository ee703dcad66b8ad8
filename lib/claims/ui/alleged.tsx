import { allegedBy, type ClaimRecord } from '@/lib/claims/schema'
import { formatDay } from '@/lib/time'

/** That a claim is alleged, by whom and when: never shown apart from its statement. */
export function Alleged({ claim, today }: { claim: ClaimRecord; today: string }) {
  return (
    <span className="sub">
      <i>{allegedBy[claim.sourceKind]}</i>: {claim.source}
      {claim.saidOn && (
        <>
          , <time dateTime={claim.saidOn}>{formatDay(claim.saidOn, { today })}</time>
        </>
      )}
    </span>
  )
}
