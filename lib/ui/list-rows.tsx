'use client'

import { ListLead } from '@/lib/ui/list'
import { Refs } from '@/lib/ui/ref'
import type { Tone } from '@/lib/ui/status'
import { Cell, Row } from '@/lib/ui/table'
import { type RecordKind, recordPath } from '@/lib/words'

/**
 * A cell in words. `day` is the YYYY-MM-DD that the words stand for; `sub` is a second line; `refs` are numbers of records of one kind, and
 * `more` is said after them.
 */
export type ListCell = {
  k: string
  text?: string | null
  day?: string | null
  sub?: string | false
  of?: RecordKind
  refs?: string[]
  more?: string | false
}

/** A row in words: its number, its title with a second line, its status; then the cells. */
export type ListLine = {
  no: string
  title: string
  sub: string
  status: { tone: Tone; label: string }
  cells: ListCell[]
  /** Whether its box can be ticked, where rows can be chosen */
  choosable?: boolean
}

type ListRowsProps = {
  slug: string
  /** What is listed */
  of: RecordKind
  lines: ListLine[]
  /** The name of a box in each row, and its form */
  choose?: { form: string; name: string }
}

/**
 * The rows of a list. They are drawn from plain data in code that the browser has too: sent as data, fifty rows cost a third of what they
 * cost as a tree of elements, in time and in bytes (docs/performance.md). Addresses follow from numbers, so that they are not sent.
 */
export const ListRows = ({ slug, of, lines, choose }: ListRowsProps) =>
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
      <ListLead href={recordPath(slug, of, lead.no)} {...lead} />
      {cells.map((cell) => (
        <Cell key={cell.k} k={cell.k} className={cell.of && 'qs'}>
          {inCell(cell, slug)}
        </Cell>
      ))}
    </Row>
  ))

/** What stands in the cell; null when that is nothing, so that a phone leaves it out. */
function inCell({ text, day, sub, of, refs = [], more }: ListCell, slug: string) {
  if (!text && refs.length === 0) return null
  return (
    <>
      {day ? <time dateTime={day}>{text}</time> : text}
      {sub && <span className="sub line">{sub}</span>}
      {of && <Refs of={refs.map((no) => ({ no, href: recordPath(slug, of, no) }))} />}
      {more && ` ${more}`}
    </>
  )
}
