import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canLog } from '@/lib/correspondence/policy'
import { getCorrespondence } from '@/lib/correspondence/queries'
import { CorrespondenceView } from '@/lib/correspondence/ui/correspondence-view'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function OneCorrespondencePage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const correspondence = await orNotFound(getCorrespondence(actor, refParam('CO', ref)))
  const { entries, total } = await historyOf(actor, correspondence.id)
  const base = recordPath(slug, 'correspondence', correspondence.ref)
  return (
    <CorrespondenceView
      actor={actor}
      correspondence={correspondence}
      did={String((await searchParams).did ?? '')}
      moves={
        <JudgedMoves
          base={base}
          moves={[]}
          extras={[
            {
              label: 'Edit',
              href: `${base}/edit`,
              hint: 'What it said before stays in the history.',
              ruling: canLog(actor, correspondence.partition),
            },
          ]}
        />
      }
      history={<RecordHistory actor={actor} recordRef={correspondence.ref} entries={entries} total={total} />}
    />
  )
}
