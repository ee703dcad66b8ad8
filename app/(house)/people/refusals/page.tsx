import type { Metadata } from 'next'
import { NEWEST_REFUSALS } from '@/lib/audit/queries'
import { Refusals } from '@/lib/audit/ui/refusals'
import { orNotFound } from '@/lib/params'
import { refusalsOutside } from '@/lib/people/queries'
import { requirePerson } from '@/lib/people/session'
import { HOME_ZONE } from '@/lib/time'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Refusals' }

export default async function HouseRefusalsPage() {
  const refusals = await orNotFound(refusalsOutside(await requirePerson()))
  return (
    <>
      <Crumb trail={[{ label: 'People', href: '/people' }]} here="Refusals" />
      <PageHead title="Refusals outside of inquiries, and at the sign-in page" />
      <Refusals refusals={refusals} most={NEWEST_REFUSALS} zone={HOME_ZONE} />
    </>
  )
}
