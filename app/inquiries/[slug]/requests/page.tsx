import type { Metadata } from 'next'
import { listOffices } from '@/lib/offices/queries'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { membersOf } from '@/lib/people/queries'
import { actorIn } from '@/lib/people/session'
import { listQuestions } from '@/lib/questions/queries'
import { listRequests, viewCounts } from '@/lib/requests/list'
import { canDraft } from '@/lib/requests/policy'
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
  const { filter, given } = await filterParams(requestFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [found, counts, offices, questions, owners] = await Promise.all([
    listRequests(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    viewCounts(actor),
    listOffices(actor),
    listQuestions(actor),
    membersOf(actor),
  ])
  return (
    <RequestList
      slug={slug}
      today={today(actor.inquiry.timeZone)}
      page={page}
      found={found}
      given={given}
      counts={counts}
      offices={offices.map(({ ref, name }) => ({ ref, name }))}
      questions={questions.map(({ ref }) => ref)}
      owners={owners.filter(({ role }) => role === 'staffer').map(({ email, name }) => ({ email, name }))}
      mayDraft={canDraft(actor).allowed}
    />
  )
}
