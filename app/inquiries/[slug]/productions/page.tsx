import type { Metadata } from 'next'
import { listOffices } from '@/lib/offices/queries'
import { filterParams, pageParam, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { canLog } from '@/lib/productions/policy'
import { listProductions } from '@/lib/productions/queries'
import { productionFilter } from '@/lib/productions/schema'
import { PAGE_SIZE, ProductionList } from '@/lib/productions/ui/production-list'

export const metadata: Metadata = { title: 'Productions' }

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function ProductionsPage({ params, searchParams }: Props) {
  const { slug } = await params
  const actor = await actorIn(slug)
  const { filter, given, dropped } = await filterParams(productionFilter, searchParams)
  const page = pageParam((await searchParams).page)
  const [{ rows, total }, offices] = await Promise.all([
    listProductions(actor, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    listOffices(actor),
  ])
  return (
    <ProductionList
      slug={slug}
      rows={rows}
      total={total}
      page={page}
      offices={offices}
      given={given}
      dropped={dropped}
      mayLog={canLog(actor).allowed}
    />
  )
}
