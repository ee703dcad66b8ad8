import type { Metadata } from 'next'
import { canKeep } from '@/lib/offices/policy'
import { listOffices } from '@/lib/offices/queries'
import { OfficeList } from '@/lib/offices/ui/office-list'
import { actorIn } from '@/lib/people/session'
import { countsByOffice } from '@/lib/requests/queries'

export const metadata: Metadata = { title: 'Offices' }

export default async function OfficesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const [offices, counts] = await Promise.all([listOffices(actor), countsByOffice(actor)])
  return <OfficeList slug={slug} offices={offices} counts={counts} mayAdd={canKeep(actor).allowed} />
}
