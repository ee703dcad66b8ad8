import type { ReactNode } from 'react'

/** A column: its head; `num` stands at the right; `long` holds what people wrote, and may break anywhere. */
type Column = { label: string; num?: boolean; long?: boolean }

type DataTableProps = {
  caption: string
  columns: Column[]
  /** one array of cells for each row, in the order of the columns; the first is the row's head */
  rows: { key: string | number; cells: ReactNode[] }[]
  foot?: ReactNode[]
  /** a narrow table of figures keeps its columns on a phone */
  figures?: boolean
}

/** A plain table. On a phone each row becomes a labelled entry, and cells that are empty go. */
export function DataTable({ caption, columns, rows, foot, figures }: DataTableProps) {
  return (
    <div className="scroll">
      <table className={figures ? 'tb' : 'tb fold'} role="table">
        <caption className="vh">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ label, num }) => (
              <th key={label} scope="col" role="columnheader" className={num ? 'num' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ key, cells }) => (
            <Row key={key}>
              {columns.map(({ label, num, long }, i) => (
                <Cell key={label} head={i === 0} k={label} className={num ? 'num' : long ? 'long' : undefined}>
                  {cells[i]}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
        {foot && (
          <tfoot role="rowgroup">
            <Row>
              {columns.map(({ label, num }, i) => (
                <Cell key={label} head={i === 0} k={label} className={num ? 'num' : undefined}>
                  {foot[i]}
                </Cell>
              ))}
            </Row>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** A row with its role written out, because CSS that changes `display` can strip a table's meaning. */
export const Row = ({ children }: { children: ReactNode }) => <tr role="row">{children}</tr>

/** A cell; `k` is the label it carries on a phone; `head` makes it the row's head. An empty one renders empty. */
export function Cell({
  head,
  k,
  className,
  children,
}: {
  head?: boolean
  k?: string
  className?: string
  children?: ReactNode
}) {
  if (head)
    return (
      <th scope="row" role="rowheader" className={className}>
        {children}
      </th>
    )
  const empty = children === null || children === undefined || children === '' || children === false
  return (
    <td role="cell" className={className} data-k={empty ? undefined : k}>
      {empty ? null : <div>{children}</div>}
    </td>
  )
}
