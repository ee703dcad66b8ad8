import type { Held, HeldUp } from '@/lib/coverage/figures'
import { blockers } from '@/lib/requests/schema'
import { DataTable } from '@/lib/ui/table'
import { figure } from '@/lib/words'

/** As many as one takes in at a glance; the rest are counted in a line below. */
const SHOWN = 8

const median = (days: number | null) =>
  days === null ? 'not known' : days.toLocaleString('en-US', { maximumFractionDigits: 1 })
const late = (n: number) => (n > 0 ? <b className="late">{figure(n)}</b> : 0)

/** Who holds things up: the longest waits first. `refused` requests are no longer held up, and the note says so. */
export function HeldUpTable({ slug, held, refused }: { slug: string; held: HeldUp; refused: number }) {
  const { rows, total } = held
  if (total.held === 0) return <p className="sub">Nothing is outstanding, so nobody holds anything up.</p>
  const rest = rows.slice(SHOWN)
  return (
    <>
      <DataTable
        caption="Outstanding requests by who holds them up"
        figures
        columns={[
          { label: 'Waiting on', long: true },
          { label: 'Held', num: true },
          { label: 'Overdue', num: true },
          { label: 'Median days', num: true },
        ]}
        rows={rows.slice(0, SHOWN).map((row) => ({
          key: `${row.blocker} ${row.office.ref}`,
          cells: [
            <Waiting key="on" slug={slug} row={row} />,
            figure(row.held),
            <span key="late">{late(row.overdue)}</span>,
            median(row.days),
          ],
        }))}
        foot={['All outstanding', figure(total.held), figure(total.overdue), median(total.days)]}
      />
      <p className="sub note">
        {rest.length > 0 &&
          `Not shown: ${figure(rest.length)} with shorter waits, who hold ${figure(rest.reduce((sum, row) => sum + row.held, 0))}. `}
        Days since the present blocker took hold of it.
        {refused > 0 && ` What was refused (${figure(refused)}) is not counted.`}
      </p>
    </>
  )
}

/** The requests that are held there. */
export const heldPath = (slug: string, { blocker, office }: Held) =>
  `/inquiries/${slug}/requests?view=outstanding&blocker=${blocker}&office=${office.ref}`

/** Whom one waits for, and of whom it was asked. */
function Waiting({ slug, row }: { slug: string; row: Held }) {
  const { blocker, office } = row
  const itself = blocker === 'addressee'
  return (
    <>
      {blocker ? <a href={heldPath(slug, row)}>{itself ? office.name : blockers[blocker]}</a> : 'Nobody named yet'}{' '}
      <span className="sub line">{itself ? 'the addressee itself' : `asked of ${office.name}`}</span>
    </>
  )
}
