import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { unproven } from '@/lib/requests/proof'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { canEdit, movesFor } from '@/lib/withheld/policy'
import { getWithheld } from '@/lib/withheld/queries'
import { WithheldView } from '@/lib/withheld/ui/withheld-view'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function WithheldEntryPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const entry = await orNotFound(getWithheld(actor, refParam('W', ref)))
  const [proofGone, { entries, total }] = await Promise.all([unproven(actor), historyOf(actor, entry.id)])
  const base = recordPath(slug, 'withheld', entry.ref)
  return (
    <WithheldView
      actor={actor}
      entry={entry}
      proofGone={proofGone.map((one) => one.ref)}
      did={String((await searchParams).did ?? '')}
      moves={
        <JudgedMoves
          base={base}
          moves={movesFor(actor, entry)}
          extras={[
            {
              label: 'Edit the entry',
              href: `${base}/edit`,
              hint: 'Until a reviewer rules on it. The old values stay in the history.',
              ruling: canEdit(actor, entry),
            },
          ]}
        />
      }
      history={<RecordHistory actor={actor} recordRef={entry.ref} entries={entries} total={total} />}
    />
  )
}
