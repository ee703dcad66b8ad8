import type { ClaimRecord } from '@/lib/claims/schema'
import { Alleged } from '@/lib/claims/ui/alleged'
import type { Actor } from '@/lib/people/actor'
import { today } from '@/lib/time'
import { Ref } from '@/lib/ui/ref'
import { recordPath } from '@/lib/words'

type ClaimEntriesProps = { actor: Actor; claims: ClaimRecord[]; withQuestion?: boolean }

/** Claims in the words in which they were made, each with its number and source; with the question where that is not plain. */
export function ClaimEntries({ actor, claims, withQuestion }: ClaimEntriesProps) {
  const { slug, timeZone } = actor.inquiry
  const now = today(timeZone)
  return (
    <ul className={withQuestion ? 'claims claims-wide' : 'claims'}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <Ref no={claim.ref} href={recordPath(slug, 'claim', claim.ref)} />
          <div>
            <p className="record">{claim.statement}</p>
            <Alleged claim={claim} today={now} />
          </div>
          {withQuestion && (
            <p className="on">
              <span className="sub">On</span>{' '}
              <Ref no={claim.question.ref} href={recordPath(slug, 'question', claim.question.ref)} />{' '}
              {claim.question.wording}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
