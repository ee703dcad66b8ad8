import type { ClaimRecord } from '@/lib/claims/schema'
import { ClaimEntries } from '@/lib/claims/ui/claim-entries'
import type { Actor } from '@/lib/people/actor'
import { Section } from '@/lib/ui/page'

type ClaimsSectionProps = { actor: Actor; claims: ClaimRecord[]; question: string; mayRecord: boolean }

/** The claims on one question, on that question's page, and the way to record another. */
export function ClaimsSection({ actor, claims, question, mayRecord }: ClaimsSectionProps) {
  const record = `/inquiries/${actor.inquiry.slug}/claims/new?question=${question}`
  return (
    <Section title="Claims" side={mayRecord && <a href={record}>Record a claim</a>}>
      {claims.length === 0 ? (
        <p className="sub">Nobody’s claim about this question is on record yet.</p>
      ) : (
        <ClaimEntries actor={actor} claims={claims} />
      )}
    </Section>
  )
}
