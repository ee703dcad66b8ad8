import { csvDownload } from '@/lib/table-download'
import { listWithheld } from '@/lib/withheld/list'
import { withheldFilter } from '@/lib/withheld/schema'
import { withheldCsv } from '@/lib/withheld/ui/csv'

/** More rows than anybody reads in a spreadsheet; the API pages through all. */
const MOST = 10_000

/** The view: the same entries, in the same order, with every field and without the paging. All of them are shared. */
const download = csvDownload('withheld', withheldFilter, async (actor, filter) => {
  const { items } = await listWithheld(actor, filter, { limit: MOST })
  return { ...withheldCsv(items), partitions: items.map(() => 'shared') }
})

export const { GET, HEAD } = download
