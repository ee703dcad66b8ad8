import type { Metadata } from 'next'
import { canCorrect } from '@/lib/custody/policy'
import { whereaboutsFilter } from '@/lib/custody/schema'
import { PAGE_SIZE, WhereaboutsView } from '@/lib/custody/ui/whereabouts'
import { standings, whereEverythingIs } from '@/lib/custody/whereabouts'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Where everything is' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function WhereaboutsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(whereaboutsFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [found, all] = await Promise.all([
    whereEverythingIs(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    standings(actor),
  ])
  return (
    <WhereaboutsView
      slug={slug}
      zone={actor.inquiry.timeZone}
      page={page}
      found={found}
      standings={all}
      given={given}
      dropped={dropped}
      did={Number((await searchParams).did) || 0}
      mayRecord={canCorrect(actor).allowed}
    />
  )
}
