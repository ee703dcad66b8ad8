import { custodyReport } from '@/lib/custody/report'
import { custodyReportFilter } from '@/lib/custody/schema'
import { custodyTable } from '@/lib/custody/ui/report-table'
import { csvDownload } from '@/lib/table-download'

/** As many rows as are comfortable in a spreadsheet; the days narrow them. */
const MOST = 100_000

/** Every step of custody in the days of the report. All of them are shared. */
const download = csvDownload('custody', custodyReportFilter, async (actor, filter) => {
  const { lines } = await custodyReport(actor, filter, MOST)
  return { ...custodyTable(lines), partitions: lines.map(() => 'shared') }
})

export const { GET, HEAD } = download
