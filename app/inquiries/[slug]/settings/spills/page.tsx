import type { Metadata } from 'next'
import { NEWEST_REFUSALS } from '@/lib/audit/queries'
import { Spills } from '@/lib/audit/ui/spills'
import { spillsIn } from '@/lib/inquiries/queries'
import { orNotFound } from '@/lib/params'
import { requirePerson } from '@/lib/people/session'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Spill incidents' }

export default async function SpillsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { inquiry, spills } = await orNotFound(spillsIn(await requirePerson(), (await params).slug))
  return (
    <>
      <Crumb trail={[{ label: 'Settings', href: `/inquiries/${inquiry.slug}/settings` }]} here="Spill incidents" />
      <PageHead title="Spill incidents" />
      <Spills spills={spills} most={NEWEST_REFUSALS} zone={inquiry.timeZone} />
    </>
  )
}
