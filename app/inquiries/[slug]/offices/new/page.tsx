import type { Metadata } from 'next'
import { canKeep } from '@/lib/offices/policy'
import { listOffices } from '@/lib/offices/queries'
import { OfficeForm } from '@/lib/offices/ui/office-form'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Add an office' }

export default async function NewOfficePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canKeep(actor)
  return (
    <>
      <Crumb trail={[{ label: 'Offices', href: `/inquiries/${slug}/offices` }]} here="Add an office" />
      <PageHead title="Add an office" />
      {ruling.allowed ? <OfficeForm slug={slug} offices={await listOffices(actor)} /> : <Notice>{ruling.why}</Notice>}
    </>
  )
}
