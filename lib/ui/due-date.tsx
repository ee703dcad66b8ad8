import { dueWords, formatDay } from '@/lib/time'

type DueDateProps = {
  /** the present due date, `YYYY-MM-DD`; none for a draft */
  due?: string | null
  /** the first due date; it never goes away */
  firstDue?: string | null
  /** today, in the inquiry's zone */
  today: string
  /** whether something is still owed; only then can it be overdue */
  outstanding: boolean
  /** what to say when nothing is owed: "satisfied Jan 8", "closed by refusal" */
  note?: string
}

/** How far off the due date is, the date itself, and beside it, struck through, the first one. */
export function DueDate({ due, firstDue, today, outstanding, note }: DueDateProps) {
  if (!due) return <span className="sub">{note ?? 'no date yet'}</span>
  return (
    <>
      {outstanding ? <Distance due={due} today={today} /> : note}
      <span className="sub line">
        <time dateTime={due}>{formatDay(due)}</time>
        {firstDue && firstDue !== due && (
          <>
            {' '}
            <s>
              <span className="vh">first due </span>
              <time dateTime={firstDue}>{formatDay(firstDue, { today: due })}</time>
            </s>
          </>
        )}
      </span>
    </>
  )
}

/** "13 days overdue" in the colour of overdue, or "in 5 days", of something that is still owed. */
export const Distance = ({ due, today }: { due: string; today: string }) => (
  <b className={due < today ? 'late' : 'soon'}>{dueWords(due, today, true)}</b>
)
