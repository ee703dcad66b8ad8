import type { Metadata } from 'next'
import { historyView } from '@/lib/audit/schema'
import { HistoryView } from '@/lib/audit/ui/history-view'
import { filterParams, type SearchParams } from '@/lib/params'
import { membersOf } from '@/lib/people/queries'
import { actorIn } from '@/lib/people/session'
import { findHistory } from '@/lib/search/history'

export const metadata: Metadata = { title: 'History' }

export default async function HistoryPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(historyView, searchParams)
  const [page, members] = await Promise.all([findHistory(actor, filter), membersOf(actor)])
  const people = members.map(({ email, name }) => ({ email, name }))
  return <HistoryView actor={actor} page={page} given={given} people={people} dropped={dropped} />
}
