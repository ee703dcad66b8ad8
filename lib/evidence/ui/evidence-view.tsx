import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import { withLinks } from '@/lib/audit/ui/sentence'
import type { Revision } from '@/lib/evidence/queries'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { EvidenceFacts } from '@/lib/evidence/ui/evidence-facts'
import { RequestsAnswered, RevisionsAndReviews } from '@/lib/evidence/ui/evidence-tables'
import { leadOf } from '@/lib/evidence/ui/lead'
import { evidenceTones } from '@/lib/evidence/ui/tone'
import type { Actor } from '@/lib/people/actor'
import { Crumb, RecordColumns, RecordHead, Section } from '@/lib/ui/page'
import { kinds } from '@/lib/words'

type EvidenceViewProps = {
  actor: Actor
  item: EvidenceRecord
  revisions: Revision[]
  /** Those of its requests that are satisfied on what no longer stands */
  proofGone: string[]
  did: string
  moves: ReactNode
  history: ReactNode
}

/** An item's page: where it stands in plain words, what it answers, what reviewers found, what may be done now. */
export function EvidenceView({ actor, item, revisions, proofGone, did, moves, history }: EvidenceViewProps) {
  const { slug, timeZone: zone } = actor.inquiry
  return (
    <>
      <Crumb trail={[{ label: 'Evidence', href: `/inquiries/${slug}/evidence` }]} here={item.ref} />
      <Recorded did={did} />
      <RecordHead
        no={item.ref}
        kind={item.revision > 1 ? `${kinds[item.kind]}, revision ${item.revision}` : kinds[item.kind]}
        statuses={[{ tone: evidenceTones[item.status], label: evidenceStatuses[item.status] }]}
        title={item.title}
        lead={withLinks(leadOf(item, zone), slug)}
      />
      <RecordColumns
        facts={<EvidenceFacts slug={slug} zone={zone} item={item} />}
        text={
          <>
            <Section title="What it is">
              {item.description ? (
                <p className="text">{item.description}</p>
              ) : (
                <p className="sub">Nothing more was written down.</p>
              )}
            </Section>
            <RequestsAnswered slug={slug} item={item} proofGone={proofGone} />
            <RevisionsAndReviews item={item} revisions={revisions} />
          </>
        }
        moves={moves}
      />
      {history}
    </>
  )
}
