import type { Metadata } from 'next'
import { listEvidence, producers } from '@/lib/evidence/list'
import { canLog } from '@/lib/evidence/policy'
import { evidenceFilter } from '@/lib/evidence/schema'
import { EvidenceRegister, PAGE_SIZE } from '@/lib/evidence/ui/evidence-list'
import { countSetAside } from '@/lib/files/queries'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Evidence register' }

export default async function EvidencePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(evidenceFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [found, offices, setAside] = await Promise.all([
    listEvidence(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    producers(actor),
    countSetAside(actor),
  ])
  return (
    <EvidenceRegister
      slug={slug}
      page={page}
      found={found}
      given={given}
      dropped={dropped}
      offices={offices}
      setAside={setAside}
      mayLog={canLog(actor).allowed}
    />
  )
}
