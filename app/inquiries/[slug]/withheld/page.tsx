import type { Metadata } from 'next'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listWithheld, withholders } from '@/lib/withheld/list'
import { canChallenge, canLog } from '@/lib/withheld/policy'
import { withheldFilter } from '@/lib/withheld/schema'
import { PAGE_SIZE, WithheldListView } from '@/lib/withheld/ui/withheld-list'

export const metadata: Metadata = { title: 'Withheld' }

export default async function WithheldPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(withheldFilter, searchParams)
  const { page: asked, did } = await searchParams
  const page = pageParam(asked)
  const [found, offices] = await Promise.all([
    listWithheld(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    withholders(actor),
  ])
  return (
    <WithheldListView
      slug={slug}
      page={page}
      found={found}
      given={given}
      dropped={dropped}
      offices={offices}
      mayLog={canLog(actor).allowed}
      mayChallenge={canChallenge(actor).allowed && !actor.inquiry.closedOn}
      challenged={did ? pageParam(did) : 0}
    />
  )
}
