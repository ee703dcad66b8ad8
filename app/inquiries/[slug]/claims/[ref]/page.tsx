import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canRecord } from '@/lib/claims/policy'
import { getClaim } from '@/lib/claims/queries'
import { ClaimView } from '@/lib/claims/ui/claim-view'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function ClaimPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const claim = await orNotFound(getClaim(actor, refParam('CL', ref)))
  const { entries, total } = await historyOf(actor, claim.id)
  const base = recordPath(slug, 'claim', claim.ref)
  return (
    <ClaimView
      actor={actor}
      claim={claim}
      did={String((await searchParams).did ?? '')}
      moves={
        <JudgedMoves
          base={base}
          moves={[]}
          extras={[
            {
              label: 'Edit the claim',
              href: `${base}/edit`,
              hint: 'The old words stay in the history.',
              ruling: canRecord(actor),
            },
          ]}
        />
      }
      history={<RecordHistory actor={actor} recordRef={claim.ref} entries={entries} total={total} />}
    />
  )
}
