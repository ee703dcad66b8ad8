import { listRequests } from '@/lib/requests/list'
import { requestFilter } from '@/lib/requests/schema'
import { requestCsv } from '@/lib/requests/ui/csv'
import { csvDownload } from '@/lib/table-download'

/** More rows than anybody reads in a spreadsheet; the API pages through all. */
const MOST = 10_000

/** The view: the same rows, in the same order, without the paging. */
const download = csvDownload('requests', requestFilter, async (actor, filter) => {
  const { rows } = await listRequests(actor, filter, { limit: MOST })
  return { ...requestCsv(rows), partitions: rows.map(({ partition }) => partition) }
})

export const { GET, HEAD } = download
