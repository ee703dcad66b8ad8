import type { Metadata } from 'next'
import { historyOf } from '@/lib/audit/queries'
import { RecordHistory } from '@/lib/audit/ui/history'
import { canLog } from '@/lib/correspondence/policy'
import { correspondenceOf } from '@/lib/correspondence/queries'
import { CorrespondenceSection } from '@/lib/correspondence/ui/correspondence-section'
import { canKeep } from '@/lib/offices/policy'
import { getOffice, listOffices } from '@/lib/offices/queries'
import { OfficeView } from '@/lib/offices/ui/office-view'
import { orNotFound, refParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { productionsOf } from '@/lib/productions/queries'
import { ProductionSection } from '@/lib/productions/ui/production-section'
import { countsByOffice } from '@/lib/requests/queries'
import { JudgedMoves } from '@/lib/ui/judged-moves'
import { withheldOf } from '@/lib/withheld/queries'
import { WithheldSection } from '@/lib/withheld/ui/withheld-section'
import { recordPath } from '@/lib/words'

type Props = { params: Promise<{ slug: string; ref: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).ref }
}

export default async function OfficePage({ params, searchParams }: Props) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const office = await orNotFound(getOffice(actor, refParam('O', ref)))
  const [offices, counts, productions, withheld, correspondence, { entries, total }] = await Promise.all([
    listOffices(actor),
    countsByOffice(actor),
    productionsOf(actor, { officeId: office.id }),
    withheldOf(actor, { assertedById: office.id }),
    correspondenceOf(actor, { officeId: office.id }),
    historyOf(actor, office.id),
  ])
  return (
    <OfficeView
      actor={actor}
      office={office}
      offices={offices}
      counts={counts}
      did={String((await searchParams).did ?? '')}
      moves={
        <JudgedMoves
          base={recordPath(slug, 'office', office.ref)}
          moves={[]}
          extras={[
            {
              label: 'Edit the office',
              href: `${recordPath(slug, 'office', office.ref)}/edit`,
              hint: 'Name, contact, and the office above it.',
              ruling: canKeep(actor),
            },
          ]}
        />
      }
      history={<RecordHistory actor={actor} recordRef={office.ref} entries={entries} total={total} />}
    >
      <ProductionSection slug={slug} rows={productions} oneOffice />
      <WithheldSection slug={slug} filter={{ office: office.ref }} {...withheld} />
      <CorrespondenceSection
        actor={actor}
        {...correspondence}
        filter={{ office: office.ref }}
        mayLog={canLog(actor).allowed}
      />
    </OfficeView>
  )
}
