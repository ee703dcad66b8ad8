import { foldActs } from '@/lib/audit/acts'
import type { Body } from '@/lib/audit/append'
import { deed } from '@/lib/audit/events'
import { changesInWords } from '@/lib/audit/ui/changes'
import type { Cell } from '@/lib/csv'
import { formatMoment } from '@/lib/time'

/**
 * The history as rows of a CSV file; the moment in UTC for machines, and on the inquiry's wall clock for people. Under 'Act' stands the same for all
 * that reads as one act.
 */
export function historyCsv(entries: Body[], zone: string): { header: string[]; lines: Cell[][] } {
  const acts = new Map(
    foldActs(entries).flatMap(({ entry, under }) => [entry, ...under].map((one) => [one, entry.act] as const)),
  )
  return {
    header: [
      'When (UTC)',
      'When',
      'Who',
      'Role',
      'Side',
      'By way of',
      'Event',
      'Record',
      'What was done',
      'Changes',
      'Note',
      'Act',
    ],
    lines: entries.map((entry) => [
      entry.at,
      formatMoment(new Date(entry.at), zone),
      entry.actor.name,
      entry.actor.role,
      entry.actor.side,
      entry.via,
      entry.event,
      entry.subject.ref,
      deed(entry),
      changesInWords(entry, zone),
      entry.note,
      acts.get(entry),
    ]),
  }
}
