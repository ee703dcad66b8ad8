import type { Metadata } from 'next'
import { canLog } from '@/lib/correspondence/policy'
import { listCorrespondence } from '@/lib/correspondence/queries'
import { correspondenceFilter } from '@/lib/correspondence/schema'
import { CorrespondenceList } from '@/lib/correspondence/ui/correspondence-list'
import { listOffices } from '@/lib/offices/queries'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Correspondence' }

const size = 50

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function CorrespondencePage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(correspondenceFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [{ rows, total }, offices] = await Promise.all([
    listCorrespondence(actor, filter, { limit: size, offset: (page - 1) * size }),
    listOffices(actor),
  ])
  return (
    <CorrespondenceList
      actor={actor}
      rows={rows}
      total={total}
      page={page}
      size={size}
      offices={offices}
      given={given}
      dropped={dropped}
      mayLog={canLog(actor).allowed}
    />
  )
}
