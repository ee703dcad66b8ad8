import { toCsv } from '@/lib/csv'
import { filterParams } from '@/lib/params'
import { actorIn } from '@/lib/people/session'
import { listWithheld } from '@/lib/withheld/list'
import { withheldFilter } from '@/lib/withheld/schema'
import { withheldCsv } from '@/lib/withheld/ui/csv'

/** More rows than anybody reads in a spreadsheet; the API pages through all. */
const MOST = 10_000

/** The view as a CSV file: the same entries, in the same order, with every field and without the paging. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  const actor = await actorIn(slug)
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const { filter } = await filterParams(withheldFilter, Promise.resolve(query))
  const { items } = await listWithheld(actor, filter, { limit: MOST })
  const { header, lines } = withheldCsv(items)
  return new Response(toCsv(header, lines, { bom: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="withheld-${slug}.csv"`,
    },
  })
}
