import type { RequestRecord } from '@/lib/requests/queries'
import { dueCauses } from '@/lib/requests/schema'
import { addDays, formatDay, today } from '@/lib/time'
import { Distance } from '@/lib/ui/due-date'
import { Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** Every due date that the request ever had, and why it changed. The first is marked; the line for overdue follows from the date alone. */
export function Dates({ request, zone }: { request: RequestRecord; zone: string }) {
  if (request.dueChanges.length === 0) return null
  const now = today(zone)
  const last = request.dueChanges.length - 1
  const rows = request.dueChanges.map((change, i) => ({
    key: i,
    cells: [
      dueCauses[change.cause],
      <time key="on" className="nw" dateTime={change.happenedOn}>
        {formatDay(change.happenedOn)}
      </time>,
      <>
        {change.oldDueOn && (
          <>
            <s className="nw">{formatDay(change.oldDueOn, { today: change.newDueOn })}</s>{' '}
          </>
        )}
        <span className="nw">{i === last ? <b>{formatDay(change.newDueOn)}</b> : formatDay(change.newDueOn)}</span>
        {i === 0 && <span className="sub line">first due date</span>}
      </>,
      [
        change.askedBy && `Asked by: ${change.askedBy}.`,
        change.grantedBy && `Granted by: ${change.grantedBy}.`,
        change.reason,
      ]
        .filter(Boolean)
        .join(' '),
    ],
  }))
  if (request.outstanding && request.dueOn && request.dueOn < now) {
    rows.push({
      key: rows.length,
      cells: [
        'Overdue',
        <span key="since" className="nw">
          since {formatDay(addDays(request.dueOn, 1), { today: now })}
        </span>,
        <Distance key="d" due={request.dueOn} today={now} />,
        'Follows from the date.',
      ],
    })
  }
  return (
    <Section title="Dates">
      <DataTable
        caption="Due dates, first to last"
        columns={[{ label: 'What' }, { label: 'When' }, { label: 'Due date' }, { label: 'Why, and who', long: true }]}
        rows={rows}
      />
    </Section>
  )
}
