import type { Metadata } from 'next'
import { canDraft } from '@/lib/letters/policy'
import { countLetters, letterLines } from '@/lib/letters/queries'
import { letterFilter } from '@/lib/letters/schema'
import { LetterList, PAGE_SIZE } from '@/lib/letters/ui/letter-list'
import { listOffices } from '@/lib/offices/queries'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { visiblePartitions } from '@/lib/people/actor'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Letters' }

export default async function LettersPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(letterFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [rows, counts, offices] = await Promise.all([
    letterLines(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    countLetters(actor, filter),
    listOffices(actor),
  ])
  return (
    <LetterList
      slug={slug}
      page={page}
      rows={rows}
      counts={counts}
      given={given}
      dropped={dropped}
      offices={offices}
      partitions={visiblePartitions(actor)}
      mayDraft={canDraft(actor).allowed}
    />
  )
}
