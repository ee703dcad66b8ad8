import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { listEvidence } from '@/lib/evidence/list'
import { ItemsOfProduction } from '@/lib/evidence/ui/items-of-production'
import { gapsOfProduction } from '@/lib/gaps/queries'
import { BatesSection } from '@/lib/gaps/ui/bates-section'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canLog } from '@/lib/productions/policy'
import { getProduction } from '@/lib/productions/queries'
import { ProductionView } from '@/lib/productions/ui/production-view'
import { unproven } from '@/lib/requests/proof'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { canImport } from '@/lib/volumes/policy'
import { canLog as canLogWithheld } from '@/lib/withheld/policy'
import { withheldOf } from '@/lib/withheld/queries'
import { WithheldSection } from '@/lib/withheld/ui/withheld-section'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

/** So many of its items stand on its own page; the register shows all. */
const FIRST = 20

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function ProductionPage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const number = refParam('P', ref)
  const production = await orNotFound(getProduction(actor, number))
  const [{ items, total }, bates, withheld, proofGone, history] = await Promise.all([
    listEvidence(actor, { production: number, sort: 'number' }, { limit: FIRST }),
    gapsOfProduction(actor, number),
    withheldOf(actor, { productionId: production.id }),
    unproven(actor),
    historyOf(actor, production.id),
  ])
  const base = recordPath(slug, 'production', production.ref)
  return (
    <ProductionView
      actor={actor}
      production={production}
      proofGone={proofGone.map((one) => one.ref)}
      did={String((await searchParams).did ?? '')}
      moves={
        <JudgedMoves
          base={base}
          moves={[]}
          extras={[
            {
              label: 'Import a volume',
              href: `${base}/volume`,
              hint: 'All of its documents by their load file, with natives, page images and text.',
              ruling: canImport(actor),
            },
            {
              label: 'Log an item of it',
              href: `/inquiries/${slug}/evidence/new?production=${production.ref}`,
              hint: 'One by one, where it came without a list.',
              ruling: canLog(actor),
            },
            {
              label: 'Upload files of it',
              href: `/inquiries/${slug}/uploads?production=${production.ref}`,
              hint: 'Each becomes an item of the register.',
              ruling: canLog(actor),
            },
            {
              label: 'Import its privilege log',
              href: `/inquiries/${slug}/withheld/import?production=${production.ref}`,
              hint: 'What was withheld from it, as a file.',
              ruling: canLogWithheld(actor),
            },
            {
              label: 'Log what it withholds',
              href: `/inquiries/${slug}/withheld/new?production=${production.ref}`,
              hint: 'One by one.',
              ruling: canLogWithheld(actor),
            },
            {
              label: 'Edit the delivery',
              href: `${base}/edit`,
              hint: 'What it said before stays in the history.',
              ruling: canLog(actor),
            },
          ]}
        />
      }
      history={<RecordHistory actor={actor} recordRef={production.ref} {...history} />}
    >
      <ItemsOfProduction slug={slug} production={production.ref} items={items} total={total} />
      <BatesSection slug={slug} bates={bates} />
      <WithheldSection slug={slug} filter={{ production: production.ref }} {...withheld} />
    </ProductionView>
  )
}
