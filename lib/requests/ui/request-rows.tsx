'use client'

import { Fragment } from 'react'
import { DueDate } from '@/lib/ui/due-date'
import { ListLead } from '@/lib/ui/list'
import { Ref } from '@/lib/ui/ref'
import type { Tone } from '@/lib/ui/status'
import { Cell, Row } from '@/lib/ui/table'
import { recordPath } from '@/lib/words'

/** One row of the list, in words. Days are YYYY-MM-DD. */
export type RequestLine = {
  no: string
  title: string
  sub: string
  status: { tone: Tone; label: string }
  due: string | null
  firstDue: string | null
  outstanding: boolean
  note: string
  held: { who?: string; sub?: string }
  /** Numbers, as is `letter` */
  questions: string[]
  letter: string | null
}

/** The rows of the list, drawn from plain data as those of other lists are (lib/ui/list-rows.tsx says why), with columns of their own. */
export function RequestRows({ slug, rows, today }: { slug: string; rows: RequestLine[]; today: string }) {
  return rows.map((row) => (
    <Row key={row.no}>
      <ListLead
        no={row.no}
        href={recordPath(slug, 'request', row.no)}
        title={row.title}
        sub={row.sub}
        status={row.status}
      />
      <Cell k="Due">
        <DueDate due={row.due} firstDue={row.firstDue} today={today} outstanding={row.outstanding} note={row.note} />
      </Cell>
      <Cell k="Held up by">
        {row.held.who}
        {row.held.sub && <span className={row.held.who ? 'sub line' : 'sub'}>{row.held.sub}</span>}
      </Cell>
      <Cell k="Serves" className="qs">
        {row.questions.map((ref, i) => (
          <Fragment key={ref}>
            {i > 0 && ' '}
            <a href={recordPath(slug, 'question', ref)} aria-label={`Question ${ref.slice(2)}`}>
              {ref.slice(2)}
            </a>
          </Fragment>
        ))}
      </Cell>
      <Cell k="On letter">{row.letter && <Ref no={row.letter} href={recordPath(slug, 'letter', row.letter)} />}</Cell>
    </Row>
  ))
}
