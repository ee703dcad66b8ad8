import type { Metadata } from 'next'
import { withParams } from '@/lib/address'
import { parseRef } from '@/lib/fields'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { Notice } from '@/lib/ui/notice'
import { Crumb, PageHead } from '@/lib/ui/page'
import { candidates } from '@/lib/withheld/list'
import { canChallenge } from '@/lib/withheld/policy'
import { withheldFilter } from '@/lib/withheld/schema'
import { ChallengeForm } from '@/lib/withheld/ui/challenge-form'

export const metadata: Metadata = { title: 'Challenge several entries' }

export default async function ChallengePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const ruling = canChallenge(actor)
  const { entry, all } = await searchParams
  const { filter, given } = await filterParams(withheldFilter, searchParams)
  const numbers = [entry ?? []].flat().flatMap((ref) => parseRef('W', ref)?.number ?? [])
  const { found, total } = await candidates(actor, all === 'on' ? { filter } : { numbers })
  const here = `/inquiries/${slug}/withheld`
  return (
    <>
      <Crumb trail={[{ label: 'Withheld', href: here }]} here="Challenge" />
      <PageHead title="Challenge several entries" />
      {ruling.allowed ? (
        <ChallengeForm slug={slug} found={found} total={total} back={withParams(here, given, {})} />
      ) : (
        <Notice>{ruling.why}</Notice>
      )}
    </>
  )
}
