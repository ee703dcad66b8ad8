import type { ReactNode } from 'react'
import { figure } from '@/lib/words'
import type { Tone } from './status'
import { Status } from './status'

/** A column of a list: where a press on it leads (the same list, sorted by it), and how it is sorted now. */
export type ListColumn = { label: string; className?: string; href?: string; sort?: 'ascending' | 'descending' }

/** The dense table of a list: a sticky head with sortable columns; the body is rows of `Row` and `Cell`. */
export function ListTable({
  caption,
  columns,
  children,
}: {
  caption: string
  columns: ListColumn[]
  children: ReactNode
}) {
  return (
    <table className="tb list" role="table">
      <caption className="vh">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <ListHead key={column.label} {...column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  )
}

/** One head of a list. */
function ListHead({ label, className, href, sort }: ListColumn) {
  return (
    <th scope="col" role="columnheader" className={className} aria-sort={sort}>
      {href ? (
        <a href={href}>
          {label}
          {sort && <span aria-hidden="true">{sort === 'ascending' ? ' ↑' : ' ↓'}</span>}
        </a>
      ) : (
        label
      )}
    </th>
  )
}

/** The first three cells of a list's row: its number, its title with a second line, and its status. */
export function ListLead({
  no,
  href,
  title,
  sub,
  status,
}: {
  no: string
  href: string
  title: string
  sub?: ReactNode
  status?: { tone: Tone; label: string }
}) {
  return (
    <>
      <td className="no" role="cell">
        <a href={href} tabIndex={-1}>
          {no}
        </a>
      </td>
      <th className="t" scope="row" role="rowheader">
        <a href={href}>{title}</a>
        {sub && <span className="sub">{sub}</span>}
      </th>
      {status && (
        <td className="stat" role="cell">
          <Status {...status} />
        </td>
      )}
    </>
  )
}

/** Tabs over one list, each with its count. */
export function Views({ views }: { views: { label: string; count?: number; href: string; current?: boolean }[] }) {
  return (
    <nav aria-label="Views">
      <ul className="views">
        {views.map(({ label, count, href, current }) => (
          <li key={label}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {label} {count !== undefined && <span className="n">{figure(count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The line over a list: what is shown, how it is sorted, and what can be done with the whole. */
export const Shown = ({ range, order, children }: { range: string; order?: string; children?: ReactNode }) => (
  <div className="shown">
    <p role="status">
      <b>{range}</b>
      {order && `, ${order}`}
    </p>
    {children && <p>{children}</p>}
  </div>
)
