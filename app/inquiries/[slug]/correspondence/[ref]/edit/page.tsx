import type { Metadata } from 'next'
import { canLog } from '@/lib/correspondence/policy'
import { getCorrespondence } from '@/lib/correspondence/queries'
import { CorrespondenceForm } from '@/lib/correspondence/ui/correspondence-form'
import { listOffices } from '@/lib/offices/queries'
import { orNotFound, refParam } from '@/lib/params'
import { ownPartition } from '@/lib/people/actor'
import { actorIn } from '@/lib/people/session'
import { today } from '@/lib/time'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit correspondence' }

export default async function EditCorrespondencePage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const correspondence = await orNotFound(getCorrespondence(actor, refParam('CO', ref)))
  const ruling = canLog(actor, correspondence.partition)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Correspondence', href: `/inquiries/${slug}/correspondence` },
          { label: correspondence.ref, href: recordPath(slug, 'correspondence', correspondence.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${correspondence.ref}`} />
      {ruling.allowed ? (
        <CorrespondenceForm
          slug={slug}
          correspondence={correspondence}
          offices={await listOffices(actor)}
          own={ownPartition(actor)}
          today={today(actor.inquiry.timeZone)}
        />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
