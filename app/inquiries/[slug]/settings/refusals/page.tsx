import type { Metadata } from 'next'
import { NEWEST_REFUSALS } from '@/lib/audit/queries'
import { Refusals } from '@/lib/audit/ui/refusals'
import { refusalsIn } from '@/lib/inquiries/queries'
import { orNotFound } from '@/lib/params'
import { requirePerson } from '@/lib/people/session'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Refusals' }

export default async function RefusalsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { inquiry, refusals } = await orNotFound(refusalsIn(await requirePerson(), (await params).slug))
  return (
    <>
      <Crumb trail={[{ label: 'Settings', href: `/inquiries/${inquiry.slug}/settings` }]} here="Refusals" />
      <PageHead title="Refusals" />
      <Refusals refusals={refusals} most={NEWEST_REFUSALS} zone={inquiry.timeZone} />
    </>
  )
}
