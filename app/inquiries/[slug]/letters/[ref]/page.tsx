import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canLog } from '@/lib/correspondence/policy'
import { correspondenceOf } from '@/lib/correspondence/queries'
import { CorrespondenceSection } from '@/lib/correspondence/ui/correspondence-section'
import { movesFor, unready } from '@/lib/letters/policy'
import { getLetter, lettersFollowing } from '@/lib/letters/queries'
import { letterExtras } from '@/lib/letters/ui/extras'
import { LetterView } from '@/lib/letters/ui/letter-view'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { unproven } from '@/lib/requests/proof'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function LetterPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const { letter, facts, marks } = await orNotFound(getLetter(actor, refParam('L', ref)))
  const [following, proofGone, correspondence, { entries, total }] = await Promise.all([
    lettersFollowing(actor, letter.id),
    unproven(actor),
    correspondenceOf(actor, { letterId: letter.id }),
    historyOf(actor, letter.id),
  ])
  return (
    <LetterView
      actor={actor}
      letter={letter}
      facts={facts}
      marks={marks}
      following={following}
      proofGone={proofGone.map((one) => one.ref)}
      did={String((await searchParams).did ?? '')}
      moves={
        <JudgedMoves
          base={recordPath(slug, 'letter', letter.ref)}
          moves={movesFor(actor, facts)}
          {...letterExtras(actor, letter, facts, unready(facts).length === 0)}
        />
      }
      beside={
        <>
          <CorrespondenceSection
            actor={actor}
            {...correspondence}
            filter={{ letter: letter.ref }}
            mayLog={canLog(actor).allowed}
          />
          <RecordHistory actor={actor} recordRef={letter.ref} entries={entries} total={total} />
        </>
      }
    />
  )
}
