import type { Metadata } from 'next'
import { NEWEST_REFUSALS } from '@/lib/audit/queries'
import { spillsIn } from '@/lib/inquiries/queries'
import { Spills } from '@/lib/inquiries/ui/spills'
import { orNotFound, type SearchParams } from '@/lib/params'
import { requirePerson } from '@/lib/people/session'
import { Did } from '@/lib/ui/did'
import { Crumb, PageHead } from '@/lib/ui/page'

export const metadata: Metadata = { title: 'Spill incidents' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function SpillsPage({ params, searchParams }: Props) {
  const { inquiry, spills } = await orNotFound(spillsIn(await requirePerson(), (await params).slug))
  return (
    <>
      <Crumb trail={[{ label: 'Settings', href: `/inquiries/${inquiry.slug}/settings` }]} here="Spill incidents" />
      <PageHead title="Spill incidents" />
      <Did
        did={String((await searchParams).did ?? '')}
        words={{ ruled: 'The ruling is recorded; the history has it too.' }}
      />
      <Spills slug={inquiry.slug} spills={spills} most={NEWEST_REFUSALS} zone={inquiry.timeZone} />
    </>
  )
}
