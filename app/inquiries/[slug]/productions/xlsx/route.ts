import { listProductions } from '@/lib/productions/queries'
import { productionFilter } from '@/lib/productions/schema'
import { productionTable } from '@/lib/productions/ui/log-table'
import { xlsxDownload } from '@/lib/table-download'

/** More deliveries than an inquiry has. */
const MOST = 10_000

/** The production log: the deliveries of the list, with every field and without the paging. All of them are shared. */
const download = xlsxDownload('productions', productionFilter, async (actor, filter) => {
  const { rows } = await listProductions(actor, filter, { limit: MOST })
  return { ...productionTable(rows), partitions: rows.map(() => 'shared') }
})

export const { GET, HEAD } = download
