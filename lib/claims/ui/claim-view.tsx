import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import { allegedBy, type ClaimRecord, claimSources } from '@/lib/claims/schema'
import { Alleged } from '@/lib/claims/ui/alleged'
import type { Actor } from '@/lib/people/actor'
import { formatDay, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section, Wording } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { recordPath } from '@/lib/words'

type ClaimViewProps = { actor: Actor; claim: ClaimRecord; did: string; moves: ReactNode; history: ReactNode }

/** A claim's page: what is alleged, by whom, and about which question. */
export function ClaimView({ actor, claim, did, moves, history }: ClaimViewProps) {
  const { slug, timeZone } = actor.inquiry
  const now = today(timeZone)
  const { question } = claim
  const link = <Ref no={question.ref} href={recordPath(slug, 'question', question.ref)} />
  return (
    <>
      <Crumb
        trail={[
          { label: 'Claims', href: `/inquiries/${slug}/claims` },
          { label: question.ref, href: recordPath(slug, 'question', question.ref) },
        ]}
        here={claim.ref}
      />
      <Recorded did={did} />
      <RecordHead
        no={claim.ref}
        kind="Claim"
        title={claim.sourceKind === 'other' ? 'Alleged by another source' : allegedBy[claim.sourceKind]}
        lead={
          <>
            On {link}: {question.wording}
          </>
        }
      />
      <RecordColumns
        facts={
          <Section title="At a glance">
            <Facts
              facts={[
                { name: 'Source', value: claim.source, sub: claimSources[claim.sourceKind] },
                { name: 'Said on', value: claim.saidOn ? formatDay(claim.saidOn, { today: now }) : 'Not known' },
                { name: 'Recorded', value: formatDay(today(timeZone, new Date(claim.createdAt)), { today: now }) },
              ]}
            />
          </Section>
        }
        text={
          <Section title="What is alleged">
            <Wording>{claim.statement}</Wording>
            <p className="gap-8">
              <Alleged claim={claim} today={now} />
            </p>
          </Section>
        }
        moves={moves}
      />
      {history}
    </>
  )
}
