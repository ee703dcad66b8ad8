'use client'

// Drawn from plain data in code that the browser has too: a hundred questions as a tree of elements cost three times as much.

import type { ReactNode } from 'react'
import { Status, type Tone } from './status'

/** A cell: its word, "1 of 2" or "none asked", and the requests behind it. */
export type Cell = { tone: Tone; label: string; count?: string; href?: string }

/** A row: the question's number, wording, a note ("Disputed"), and one cell for each kind. */
export type MatrixRow = { no: string; href: string; text: string; note?: string; cells: Cell[] }

/** Coverage, question by kind. The roles are written out, because on a phone the table is displayed as a list. */
export function Matrix({ caption, kinds, rows }: { caption: string; kinds: string[]; rows: MatrixRow[] }) {
  return (
    <table className="mx" role="table">
      <caption className="vh">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Question', ...kinds].map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ no, href, text, note, cells }) => (
          <tr key={no} role="row">
            <th scope="row" role="rowheader">
              <a href={href}>
                <b>{no}</b>
                <span>
                  <span className="q">{text}</span> {note && <span className="sub">{note}</span>}
                </span>
              </a>
            </th>
            <Cells kinds={kinds} cells={cells} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One question's row, on its own page; `under` stands below each cell (its requests). */
export function MatrixOne(props: { caption: string; kinds: string[]; cells: Cell[]; under?: ReactNode[] }) {
  const { caption, kinds, cells, under } = props
  return (
    <div className="mx-wrap">
      <table className="mx mx-one" role="table">
        <caption className="vh">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {kinds.map((name) => (
              <th key={name} scope="col" role="columnheader">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          <tr role="row">
            <Cells kinds={kinds} cells={cells} />
          </tr>
          {under && (
            <tr className="rs" role="row">
              {kinds.map((name, i) => (
                <td key={name} role="cell">
                  {under[i]}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function Cells({ kinds, cells }: { kinds: string[]; cells: Cell[] }) {
  return cells.map(({ tone, label, count, href }, i) => {
    const words = (
      <>
        {count ? `${label} ` : label}
        {count && <small>{count}</small>}
      </>
    )
    return (
      <td key={kinds[i]} role="cell" data-k={kinds[i]}>
        {href ? (
          <a className={`cell st-${tone}`} href={href}>
            {words}
          </a>
        ) : (
          <span className={`cell st-${tone}`}>{words}</span>
        )}
      </td>
    )
  })
}

/** What the words of the cells mean. */
export function Legend({ items }: { items: { tone: Tone; label: string; meaning: string }[] }) {
  return (
    <ul className="legend">
      {items.map(({ tone, label, meaning }) => (
        <li key={label}>
          <Status tone={tone} label={label} /> {meaning}
        </li>
      ))}
    </ul>
  )
}
