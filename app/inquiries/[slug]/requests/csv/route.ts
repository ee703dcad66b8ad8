import { toCsv } from '@/lib/csv'
import { filterParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listRequests } from '@/lib/requests/list'
import { requestFilter } from '@/lib/requests/schema'
import { requestCsv } from '@/lib/requests/ui/csv'

/** More rows than anybody reads in a spreadsheet; the API pages through all. */
const MOST = 10_000

/** The view as a CSV file: the same rows, in the same order, without the paging. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  const actor = await actorIn(slug)
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const { filter } = await filterParams(requestFilter, Promise.resolve(query))
  const { rows } = await listRequests(actor, filter, { limit: MOST })
  const { header, lines } = requestCsv(rows)
  return new Response(toCsv(header, lines, { bom: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="requests-${slug}.csv"`,
    },
  })
}
