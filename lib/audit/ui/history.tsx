import { type Act, foldActs } from '@/lib/audit/acts'
import type { HistoryEntry } from '@/lib/audit/queries'
import { changesInWords } from '@/lib/audit/ui/changes'
import { Sentence } from '@/lib/audit/ui/sentence'
import type { Actor } from '@/lib/people/actor'
import { dayWords, timeIn, today } from '@/lib/time'
import { type Entry, Log } from '@/lib/ui/log'
import { Section } from '@/lib/ui/page'
import { counted } from '@/lib/words'

/** One act as a line of a log: when, on the inquiry's wall clock, who did what, and what came of it under a disclosure. */
export function actEntry(actor: Actor, { entry, under }: Act<HistoryEntry>, { changes = true } = {}): Entry {
  const { timeZone: zone, slug } = actor.inquiry
  const at = new Date(entry.at)
  const [now, day] = [today(zone), today(zone, at)]
  return {
    key: entry.id,
    at: entry.at,
    day: dayWords(day, now),
    time: timeIn(at, zone),
    what: <Sentence entry={entry} slug={slug} />,
    sub: (changes && changesInWords(entry, zone)) || undefined,
    more: under.length > 0 && (
      <details className="under">
        <summary>{counted(under.length, 'detail')}</summary>
        <ul>
          {under.map((one) => (
            <li key={one.id}>
              <Sentence entry={one} slug={slug} bare />
              {changes && <span className="sub">{changesInWords(one, zone)}</span>}
            </li>
          ))}
        </ul>
      </details>
    ),
  }
}

/** Acts in sentences, newest first, with old and new values; moments in the inquiry's zone. */
export function HistoryList({ actor, acts, wide }: { actor: Actor; acts: Act<HistoryEntry>[]; wide?: boolean }) {
  return <Log wide={wide ?? false} entries={acts.map((act) => actEntry(actor, act))} />
}

/** As many acts as a record's page tells. */
const SHOWN = 10

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
  /** How many events there are in all */
  total: number
}) {
  const acts = foldActs(entries).slice(0, SHOWN)
  const shown = acts.reduce((sum, { under }) => sum + 1 + under.length, 0)
  return (
    <Section title="History" side="newest first">
      <HistoryList actor={actor} acts={acts} />
      {total > shown && (
        <p className="more">
          <a href={`/inquiries/${actor.inquiry.slug}/history?record=${recordRef}`}>All of its history</a>
        </p>
      )}
    </Section>
  )
}
