import type { RequestRow } from '@/lib/requests/list'
import { blockers } from '@/lib/requests/schema'
import { standingOf } from '@/lib/requests/ui/tone'
import { handlings, kinds } from '@/lib/words'

/** The list's columns for a spreadsheet; the words of the screen, days as YYYY-MM-DD. */
export function requestCsv(rows: RequestRow[]): { header: string[]; lines: string[][] } {
  return {
    header: [
      'Number',
      'Title',
      'Kind',
      'Status',
      'Addressee',
      'Due',
      'First due',
      'Held up by',
      'Since',
      'Handling',
      'Questions',
      'Letter',
      'Owner',
    ],
    lines: rows.map((row) => [
      row.ref,
      row.title,
      kinds[row.kind],
      standingOf(row).label,
      row.office.name,
      row.dueOn ?? '',
      row.firstDueOn ?? '',
      row.blocker ? blockers[row.blocker] : '',
      row.blockerSince ?? '',
      handlings[row.handling],
      row.questions.join(' '),
      row.letter ?? '',
      row.owner ?? '',
    ]),
  }
}
