import { historyView } from '@/lib/audit/schema'
import { historyCsv } from '@/lib/audit/ui/history-csv'
import { wholeHistory } from '@/lib/search/history'
import { csvDownload } from '@/lib/table-download'

/** The history under these filters, newest first, without the paging. */
const download = csvDownload('history', historyView.omit({ older: true, newer: true }), async (actor, filter) => {
  const entries = await wholeHistory(actor, filter)
  return {
    ...historyCsv(entries, actor.inquiry.timeZone),
    partitions: entries.map(({ partition }) => partition),
  }
})

export const { GET, HEAD } = download
