import type { Metadata } from 'next'
import { canLog } from '@/lib/correspondence/policy'
import { correspondenceFilter } from '@/lib/correspondence/schema'
import { CorrespondenceForm } from '@/lib/correspondence/ui/correspondence-form'
import { formatRef } from '@/lib/fields'
import { getLetter } from '@/lib/letters/queries'
import { listOffices } from '@/lib/offices/queries'
import { filterParams, orNotFound, type SearchParams } from '@/lib/params'
import { ownPartition } from '@/lib/people/actor'
import { actorIn } from '@/lib/people/session'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Log correspondence' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function NewCorrespondencePage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { office, request, letter } = (await filterParams(correspondenceFilter, searchParams)).filter
  const about = letter && (await orNotFound(getLetter(actor, letter))).letter
  const own = ownPartition(actor)
  const ruling = canLog(actor)
  return (
    <>
      <Crumb
        trail={[{ label: 'Correspondence', href: `/inquiries/${slug}/correspondence` }]}
        here="Log correspondence"
      />
      <PageHead title="Log correspondence" />
      {ruling.allowed ? (
        <CorrespondenceForm
          slug={slug}
          offices={await listOffices(actor)}
          own={own}
          today={today(actor.inquiry.timeZone)}
          start={{
            ...(about && {
              office: about.addressee.ref,
              request: about.requests.map(({ ref }) => ref).join(', '),
            }),
            ...(office && { office: formatRef('O', office.series, office.number) }),
            ...(request && { request: formatRef('R', request.series, request.number) }),
            ...(letter && { letter: formatRef('L', letter.series, letter.number) }),
            partition: letter?.series === own || request?.series === own ? own : 'shared',
          }}
        />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
