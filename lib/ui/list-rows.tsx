'use client'

import { ListLead } from '@/lib/ui/list'
import { Refs } from '@/lib/ui/ref'
import type { Tone } from '@/lib/ui/status'
import { Cell, Row } from '@/lib/ui/table'

/** A cell in words. `day` is the YYYY-MM-DD that the words stand for; `sub` is a second line; `refs` are records, and `more` is said after them. */
export type ListCell = {
  k: string
  text?: string | null
  day?: string | null
  sub?: string | false
  refs?: { no: string; href: string }[]
  more?: string | false
}

/** A row in words: its number, its title with a second line, its status; then the cells. */
export type ListLine = {
  no: string
  href: string
  title: string
  sub: string
  status: { tone: Tone; label: string }
  cells: ListCell[]
  /** Whether its box can be ticked, where rows can be chosen */
  choosable?: boolean
}

/**
 * The rows of a list; with `choose`, each with a box of that name, of that form. They are drawn from plain data in code that the browser has
 * too: sent as data, fifty rows cost a third of what they cost as a tree of elements, in time and in bytes (docs/performance.md).
 */
export const ListRows = ({ lines, choose }: { lines: ListLine[]; choose?: { form: string; name: string } }) =>
  lines.map(({ cells, choosable, ...lead }) => (
    <Row key={lead.no}>
      {choose && (
        <td className="choose" role="cell">
          {choosable && (
            <label>
              <input type="checkbox" {...choose} value={lead.no} />
              <span>Choose {lead.no}</span>
            </label>
          )}
        </td>
      )}
      <ListLead {...lead} />
      {cells.map((cell) => (
        <Cell key={cell.k} k={cell.k} className={cell.refs && 'qs'}>
          {inCell(cell)}
        </Cell>
      ))}
    </Row>
  ))

/** What stands in the cell; null when that is nothing, so that a phone leaves it out. */
function inCell({ text, day, sub, refs, more }: ListCell) {
  if (!text && !refs?.length) return null
  return (
    <>
      {day ? <time dateTime={day}>{text}</time> : text}
      {sub && <span className="sub line">{sub}</span>}
      {refs && <Refs of={refs} />}
      {more && ` ${more}`}
    </>
  )
}
