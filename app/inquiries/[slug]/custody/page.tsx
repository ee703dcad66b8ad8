import type { Metadata } from 'next'
import { custodyReport } from '@/lib/custody/report'
import { custodyReportFilter } from '@/lib/custody/schema'
import { CustodyReport } from '@/lib/custody/ui/report'
import { committeeOf } from '@/lib/inquiries/queries'
import { filterParams, type SearchParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'

export const metadata: Metadata = { title: 'Custody report' }

/** As many as anybody prints, and as a browser lays out without effort. */
const MOST = 1_000

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

export default async function CustodyReportPage({ params, searchParams }: Props) {
  const actor = await actorIn((await params).slug)
  const { filter, given, dropped } = await filterParams(custodyReportFilter, searchParams)
  const [{ lines, total }, committee] = await Promise.all([custodyReport(actor, filter, MOST), committeeOf(actor)])
  return (
    <CustodyReport actor={actor} committee={committee} lines={lines} total={total} given={given} dropped={dropped} />
  )
}
