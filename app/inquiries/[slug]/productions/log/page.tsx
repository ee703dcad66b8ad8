import type { Metadata } from 'next'
import { committeeOf } from '@/lib/inquiries/queries'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listProductions } from '@/lib/productions/queries'
import { productionFilter } from '@/lib/productions/schema'
import { ProductionLog } from '@/lib/productions/ui/production-log'

export const metadata: Metadata = { title: 'Production log' }

/** As many as anybody prints. */
const MOST = 1_000

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function ProductionLogPage({ params, searchParams }: Props) {
  const actor = await actorIn((await params).slug)
  const { filter, given } = await filterParams(productionFilter, searchParams)
  const [{ rows, total }, committee] = await Promise.all([
    listProductions(actor, filter, { limit: MOST }),
    committeeOf(actor),
  ])
  return <ProductionLog actor={actor} committee={committee} rows={rows} total={total} given={given} />
}
