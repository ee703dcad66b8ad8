import type { ReactNode } from 'react'

/**
 * An entry of a history: "Feb 3", "10:20 a.m.", a sentence; `at` is the moment itself, ISO 8601, for machines; `more` what can be unfolded.
 */
export type Entry = {
  key: string | number
  day: string
  time?: string
  at?: string
  what: ReactNode
  sub?: ReactNode
  more?: ReactNode
}

/** History in sentences: who did what, with old and new values. `wide` is for a page of its own. */
export function Log({ entries, wide }: { entries: Entry[]; wide?: boolean }) {
  return (
    <ol className={wide ? 'log log-wide' : 'log'}>
      {entries.map(({ key, day, time, at, what, sub, more }) => (
        <li key={key}>
          <time className="when" dateTime={at}>
            <b>{day}</b> {time && <span className="sub">{time}</span>}
          </time>
          <div>
            {what}
            {sub && <span className="sub">{sub}</span>}
            {more}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** A day to come: "Tue, Feb 17", "in 5 days", what is due, and from whom. */
export type Day = {
  key: string | number
  date: string
  on?: string
  distance: ReactNode
  what: ReactNode
  sub?: ReactNode
}

/** The next deadlines. */
export function Days({ days }: { days: Day[] }) {
  return (
    <ol className="days">
      {days.map(({ key, date, on, distance, what, sub }) => (
        <li key={key}>
          <time className="when" dateTime={on}>
            <b>{date}</b> <span className="sub">{distance}</span>
          </time>
          <span>
            {what}
            {sub && <span className="sub">{sub}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
