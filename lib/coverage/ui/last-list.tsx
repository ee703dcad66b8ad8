import { actEntry } from '@/lib/audit/ui/history'
import type { BecameOverdue, LastEvent } from '@/lib/coverage/last-events'
import type { Actor } from '@/lib/people/actor'
import { dayWords, today } from '@/lib/time'
import { type Entry, Log } from '@/lib/ui/log'
import { Refs } from '@/lib/ui/ref'
import { figure, recordPath } from '@/lib/words'

/** What happened last. What the date brought about is told among what people did, and says so. */
export function LastList({ actor, events }: { actor: Actor; events: LastEvent[] }) {
  if (events.length === 0) return <p className="sub">Nothing has happened in this inquiry yet.</p>
  return (
    <Log
      entries={events.map((event) =>
        'act' in event ? actEntry(actor, event.act, { changes: false }) : overdueEntry(actor, event.at, event.overdue),
      )}
    />
  )
}

function overdueEntry(actor: Actor, at: string, { on, refs, n }: BecameOverdue): Entry {
  const now = today(actor.inquiry.timeZone)
  const more = n - refs.length
  return {
    key: `overdue ${on}`,
    at,
    day: dayWords(on, now),
    time: 'as the day began',
    what: (
      <>
        <Refs of={refs.map((ref) => ({ no: ref, href: recordPath(actor.inquiry.slug, 'request', ref) }))} />
        {more > 0 && ` and ${figure(more)} more`} became overdue.
      </>
    ),
    sub: 'Follows from the due date; nobody recorded it.',
  }
}
