import type { ReactNode } from 'react'
import { Empty } from '@/lib/ui/notice'
import { Crumb, Lead, PageHead, Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'
import type { Tally, WithheldFigures } from '@/lib/withheld/figures'
import { bases } from '@/lib/withheld/schema'
import { type WithheldStatus, withheldStatuses } from '@/lib/withheld/status'
import { counted, figure } from '@/lib/words'

const statuses = Object.keys(withheldStatuses) as WithheldStatus[]

/** How much is withheld, by basis and by office, each number with the entries behind it. */
export function WithheldFiguresView({ slug, figures }: { slug: string; figures: WithheldFigures }) {
  const here = `/inquiries/${slug}/withheld`
  const { total } = figures
  return (
    <>
      <Crumb trail={[{ label: 'Withheld', href: here }]} here="By basis and office" />
      <PageHead title="Withheld by basis and office" />
      {total.entries === 0 ? (
        <Empty action={{ label: 'Withheld', href: here }}>Nothing is on record as withheld.</Empty>
      ) : (
        <>
          <Lead>{totalWords(total)}</Lead>
          <div className="stack">
            <Section title="By basis">
              <Tallies
                caption="Entries by the basis that is claimed"
                head="Basis"
                here={here}
                total={total}
                rows={figures.byBasis.map((row) => ({
                  key: row.basis,
                  name: bases[row.basis],
                  query: `basis=${row.basis}`,
                  ...row,
                }))}
              />
            </Section>
            <Section title="By office">
              <Tallies
                caption="Entries by the office that makes the claim"
                head="Asserted by"
                here={here}
                total={total}
                rows={figures.byOffice.map((row) => ({
                  key: row.office.ref,
                  name: row.office.name,
                  query: `office=${row.office.ref}`,
                  ...row,
                }))}
              />
            </Section>
          </div>
          <p className="sub note">
            Each entry counts once, in the status in which it is now.{' '}
            {total.pagesUnknown > 0 &&
              `Of ${counted(total.pagesUnknown, 'entry', 'entries')} the logs give no number of pages.`}
          </p>
        </>
      )}
    </>
  )
}

/** '214 entries, 36 challenged, 12 released.' */
export function totalWords(total: Tally): string {
  const parts = statuses.filter((status) => status !== 'asserted' && total[status] > 0)
  const told = parts.map((status) => `${figure(total[status])} ${withheldStatuses[status].toLowerCase()}`)
  const unruled = total.asserted > 0 ? [`${figure(total.asserted)} not ruled on`] : []
  return `${[counted(total.entries, 'entry', 'entries'), ...told, ...unruled].join(', ')}.`
}

type Line = Tally & { key: string; name: string; query: string }

type TalliesProps = { caption: string; head: string; here: string; rows: Line[]; total: Tally }

function Tallies({ caption, head, here, rows, total }: TalliesProps) {
  const linked = (n: number, query: string): ReactNode =>
    n > 0 ? (
      <a className="tally" href={`${here}?${query}`}>
        {figure(n)}
      </a>
    ) : (
      0
    )
  const cells = (of: Tally, query: string) => {
    const and = query && `${query}&`
    return [
      linked(of.entries, query),
      pagesWords(of),
      linked(of.whole, `${and}extent=whole`),
      linked(of.part, `${and}extent=part`),
      ...statuses.map((status) => linked(of[status], `${and}status=${status}`)),
    ]
  }
  return (
    <DataTable
      caption={caption}
      columns={[
        { label: head, long: true },
        { label: 'Entries', num: true },
        { label: 'Pages', num: true },
        { label: 'Whole', num: true },
        { label: 'In part', num: true },
        ...statuses.map((status) => ({ label: withheldStatuses[status], num: true })),
      ]}
      rows={rows.map((row) => ({ key: row.key, cells: [row.name, ...cells(row, row.query)] }))}
      {...(rows.length > 1 && { foot: ['All', ...cells(total, '')] })}
    />
  )
}

/** Pages that the logs give; where they give none of some entries, at least so many. */
const pagesWords = ({ pages, pagesUnknown, entries }: Tally) =>
  pagesUnknown === entries ? 'not given' : pagesUnknown > 0 ? `${figure(pages)} or more` : figure(pages)
