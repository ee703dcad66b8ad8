import type { ReportLine } from '@/lib/custody/report'
import { custodyKinds } from '@/lib/custody/status'

/** The report for a spreadsheet: the words of the screen, days as YYYY-MM-DD, times in UTC where they are known. */
export function custodyTable(lines: ReportLine[]): { header: string[]; lines: (string | number | null)[][] } {
  return {
    header: [
      'Item',
      'Title',
      'Entry',
      'Step',
      'Day',
      'Time (UTC)',
      'Recorded (UTC)',
      'By',
      'Authorized by',
      'From',
      'To',
      'Place',
      'Receipt',
      'Revision',
      'Copy',
      'Corrects entry',
      'Never happened',
      'Corrected by entry',
      'Note',
    ],
    lines: lines.map((line) => [
      line.item,
      line.title,
      line.entry,
      custodyKinds[line.kind],
      line.happenedOn,
      line.happenedAt,
      line.recordedAt,
      line.by,
      line.authorisedBy,
      line.from,
      line.to,
      line.place,
      line.receiptNo,
      line.revision,
      line.copyNo,
      line.corrects,
      line.struck ? 'yes' : null,
      line.correctedBy,
      line.note,
    ]),
  }
}
