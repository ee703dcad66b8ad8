import type { CoverageRow } from '@/lib/coverage/queries'
import { stateOf } from '@/lib/coverage/status'
import { cellsOf, kindNames } from '@/lib/coverage/ui/cells'
import type { RequestPage, RequestRow } from '@/lib/requests/list'
import { blockers } from '@/lib/requests/schema'
import { closedWords } from '@/lib/requests/ui/request-list'
import { standingOf } from '@/lib/requests/ui/tone'
import { daysBetween } from '@/lib/time'
import { Distance, DueDate } from '@/lib/ui/due-date'
import { MatrixOne } from '@/lib/ui/matrix'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { counted, figure, kindOrder, kinds, recordPath } from '@/lib/words'

type Shared = { slug: string; today: string; found: RequestPage }

/** A question's row of the matrix, on its own page; below each cell its requests, where they are few enough to name. */
export function QuestionRow({ slug, today, found, row, mayDraft }: Shared & { row: CoverageRow; mayDraft: boolean }) {
  const named = found.total === found.rows.length
  const under = kindOrder.map((kind) => (
    <Named key={kind} slug={slug} today={today} rows={found.rows.filter((one) => one.kind === kind)} />
  ))
  return (
    <MatrixOne
      caption={`Coverage of ${row.ref} by kind of evidence`}
      kinds={kindNames}
      cells={cellsOf(slug, row, mayDraft)}
      {...(named && found.total > 0 && { under })}
    />
  )
}

/** 'R-2 13 days overdue, R-14 partly received'; what no longer stands is left out, as it is from the cell. */
function Named({ slug, today, rows }: { slug: string; today: string; rows: RequestRow[] }) {
  return rows
    .filter(({ status }) => stateOf({ status, pastDue: false, proofGone: false }))
    .map((row, i) => (
      <span key={row.id}>
        {i > 0 && ', '}
        <Ref no={row.ref} href={recordPath(slug, 'request', row.ref)} />{' '}
        {row.outstanding && row.dueOn && row.dueOn < today ? (
          <Distance due={row.dueOn} today={today} />
        ) : (
          standingOf(row).label.toLowerCase()
        )}
      </span>
    ))
}

/** The requests that serve a question, by kind, each with where it stands. */
export function QuestionRequests({ slug, today, found, question }: Shared & { question: string }) {
  const all = `/inquiries/${slug}/requests?question=${question}`
  return (
    <Section
      title="Requests, by kind"
      side={found.total > found.rows.length && <a href={all}>All {figure(found.total)}</a>}
    >
      {found.rows.length === 0 ? (
        <p className="sub">Nothing has been asked for on this question yet.</p>
      ) : (
        <DataTable
          caption={`Requests that serve ${question}`}
          columns={[
            { label: 'Request', long: true },
            { label: 'Kind' },
            { label: 'Status' },
            { label: 'Due' },
            { label: 'Held up by' },
          ]}
          rows={found.rows.map((row) => ({ key: row.id, cells: cells(slug, today, row) }))}
        />
      )}
    </Section>
  )
}

function cells(slug: string, today: string, row: RequestRow) {
  const days = row.blockerSince ? daysBetween(row.blockerSince, today) : 0
  return [
    <span key="what">
      <Ref no={row.ref} href={recordPath(slug, 'request', row.ref)} /> {row.title}
      <span className="sub line">{row.office.name}</span>
    </span>,
    kinds[row.kind],
    <Status key="status" {...standingOf(row)} />,
    <DueDate
      key="due"
      due={row.dueOn}
      firstDue={row.firstDueOn}
      today={today}
      outstanding={row.outstanding}
      note={closedWords(row)}
    />,
    row.blocker && (
      <span key="held">
        {blockers[row.blocker]}
        <span className="sub line">{counted(days, 'day')}</span>
      </span>
    ),
  ]
}
