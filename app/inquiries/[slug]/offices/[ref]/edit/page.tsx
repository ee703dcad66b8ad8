import type { Metadata } from 'next'
import { canKeep } from '@/lib/offices/policy'
import { getOffice, listOffices } from '@/lib/offices/queries'
import { OfficeForm } from '@/lib/offices/ui/office-form'
import { orNotFound, refParam } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { recordPath } from '@/lib/words'

export const metadata: Metadata = { title: 'Edit an office' }

export default async function EditOfficePage({ params }: { params: Promise<{ slug: string; ref: string }> }) {
  const { slug, ref } = await params
  const actor = await actorIn(slug)
  const office = await orNotFound(getOffice(actor, refParam('O', ref)))
  const ruling = canKeep(actor)
  return (
    <>
      <Crumb
        trail={[
          { label: 'Offices', href: `/inquiries/${slug}/offices` },
          { label: office.ref, href: recordPath(slug, 'office', office.ref) },
        ]}
        here="Edit"
      />
      <PageHead title={`Edit ${office.ref}`} />
      {ruling.allowed ? (
        <OfficeForm slug={slug} office={office} offices={await listOffices(actor)} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
