import type { CustodyPieceRecord } from '@/lib/custody/schema'
import type { CustodyField, CustodyState } from '@/lib/custody/status'
import { stepPath } from '@/lib/custody/ui/paths'
import { crumbs } from '@/lib/custody/ui/step-page'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead, Section } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'
import type { JudgedMove } from '@/lib/workflow'

type EarlierStepsProps = {
  slug: string
  item: EvidenceRecord
  piece: CustodyPieceRecord
  steps: JudgedMove<CustodyState, CustodyField>[]
}

/** Every kind of step that is recorded by hand, whatever the piece is now: it may have happened before. */
export function EarlierSteps({ slug, item, piece, steps }: EarlierStepsProps) {
  const base = recordPath(slug, 'evidence', item.ref)
  const byHand = steps.filter(({ move, ruling }) => !move.through && (ruling.allowed || ruling.elsewhere))
  return (
    <>
      <Crumb trail={crumbs(slug, item.ref)} here="Record an earlier step" />
      <PageHead title="Record an earlier step" />
      <Lead>
        {item.ref}: {item.title}. What is recorded late says so, and has to fit between what was recorded before and
        after it.
      </Lead>
      {byHand.length === 0 ? (
        <Notice>Only a staffer records steps in a chain of custody.</Notice>
      ) : (
        <Section title="What happened">
          <div className="moves">
            <ul className="verbs">
              {byHand.map(({ move }) => (
                <li key={move.verb}>
                  <a href={stepPath(base, move.verb, piece)}>{move.label}</a> <span className="sub">{move.hint}</span>
                </li>
              ))}
            </ul>
          </div>
        </Section>
      )}
    </>
  )
}
