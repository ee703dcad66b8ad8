import type { Metadata } from 'next'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listRequests, viewCounts } from '@/lib/requests/list'
import { canDraft } from '@/lib/requests/policy'
import { filterChoices } from '@/lib/requests/queries'
import { requestFilter } from '@/lib/requests/schema'
import { PAGE_SIZE, RequestList } from '@/lib/requests/ui/request-list'
import { today } from '@/lib/time'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(requestFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [found, counts, choices] = await Promise.all([
    listRequests(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    viewCounts(actor),
    filterChoices(actor),
  ])
  return (
    <RequestList
      slug={slug}
      today={today(actor.inquiry.timeZone)}
      page={page}
      found={found}
      given={given}
      dropped={dropped}
      counts={counts}
      {...choices}
      mayDraft={canDraft(actor).allowed}
    />
  )
}
