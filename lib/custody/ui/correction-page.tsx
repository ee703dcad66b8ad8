import type { Chain } from '@/lib/custody/queries'
import type { CustodyEntryRecord } from '@/lib/custody/schema'
import { lineFor } from '@/lib/custody/status'
import { CorrectionForm } from '@/lib/custody/ui/correction-form'
import { crumbs } from '@/lib/custody/ui/step-page'
import { headWords, particulars, stopped, whenWords } from '@/lib/custody/ui/words'
import type { EvidenceRecord } from '@/lib/evidence/schema'
import type { Actor } from '@/lib/people/actor'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead } from '@/lib/ui/page'
import type { Ruling } from '@/lib/workflow'

type CorrectionPageProps = {
  actor: Actor
  item: EvidenceRecord
  chain: Chain
  entry: CustodyEntryRecord
  ruling: Ruling
}

/** Correcting an entry: the entry as it was written, then the form with what it says now. */
export function CorrectionPage({ actor, item, chain, entry, ruling }: CorrectionPageProps) {
  const { slug, timeZone: zone } = actor.inquiry
  const fix = chain.entries.find(({ number }) => number === entry.correctedBy)
  const line = lineFor(entry.kind, 'held')
  const { head, tail } = headWords(entry, false)
  return (
    <>
      <Crumb trail={crumbs(slug, item.ref)} here={`Correct entry ${entry.number}`} />
      <PageHead title={`Correct entry ${entry.number}`} />
      <Lead>
        {item.ref}: {head}
        {tail}, {whenWords(entry, zone)}. {particulars(entry).map(stopped).join(' ')} The entry itself stays as it was
        written.
      </Lead>
      {fix && <Notice>It was corrected before, by entry {fix.number}. Only the newest correction counts.</Notice>}
      {!ruling.allowed && <Notice>{ruling.why}</Notice>}
      {ruling.allowed && line && (
        <CorrectionForm
          slug={slug}
          zone={zone}
          itemRef={item.ref}
          entry={entry}
          stands={fix ?? entry}
          line={line}
          first={chain.first}
          today={today(zone)}
        />
      )}
    </>
  )
}
