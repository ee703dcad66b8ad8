import type { HistoryEntry } from '@/lib/audit/queries'
import { changeLines } from '@/lib/audit/ui/changes'
import { Sentence } from '@/lib/audit/ui/sentence'
import type { Actor } from '@/lib/people/actor'
import { formatDay, timeIn, today } from '@/lib/time'
import { type Entry, Log } from '@/lib/ui/log'
import { Section } from '@/lib/ui/page'

type HistoryProps = { actor: Actor; entries: HistoryEntry[]; wide?: boolean; changes?: boolean }

/** One event as a line of a log: when, on the inquiry's wall clock, and who did what. */
export function historyEntry(actor: Actor, entry: HistoryEntry, { changes = true } = {}): Entry {
  const zone = actor.inquiry.timeZone
  const at = new Date(entry.at)
  const [now, day] = [today(zone), today(zone, at)]
  return {
    key: entry.id,
    at: entry.at,
    day: day === now ? 'Today' : formatDay(day, { today: now }),
    time: timeIn(at, zone),
    what: <Sentence entry={entry} slug={actor.inquiry.slug} />,
    sub: changes ? changeLines(entry, zone).join('. ').replaceAll('.”. ', '.” ') : undefined,
  }
}

/** Events in sentences, newest first, with old and new values; moments in the inquiry's zone. */
export function HistoryList({ actor, entries, wide, changes = true }: HistoryProps) {
  return <Log wide={wide ?? false} entries={entries.map((entry) => historyEntry(actor, entry, { changes }))} />
}

/** The history section at the end of a record's page, with a link to all of it. */
export function RecordHistory({
  actor,
  recordRef,
  entries,
  total,
}: {
  actor: Actor
  recordRef: string
  entries: HistoryEntry[]
  total: number
}) {
  return (
    <Section title="History" side="newest first">
      <HistoryList actor={actor} entries={entries} />
      {total > entries.length && (
        <p className="more">
          <a href={`/inquiries/${actor.inquiry.slug}/history?record=${recordRef}`}>All {total} entries</a>
        </p>
      )}
    </Section>
  )
}
