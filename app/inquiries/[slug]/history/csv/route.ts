import { historyView } from '@/lib/audit/schema'
import { historyCsv } from '@/lib/audit/ui/history-csv'
import { toCsv } from '@/lib/csv'
import { filterParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { wholeHistory } from '@/lib/search/history'

/** The history under these filters as a CSV file, newest first, without the paging. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  const actor = await actorIn(slug)
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const { filter } = await filterParams(historyView, Promise.resolve(query))
  const { header, lines } = historyCsv(await wholeHistory(actor, filter), actor.inquiry.timeZone)
  return new Response(toCsv(header, lines, { bom: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="history-${slug}.csv"`,
    },
  })
}
