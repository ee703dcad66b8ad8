import type { ReactNode } from 'react'
import { Moves } from '@/lib/ui/moves'
import { Section } from '@/lib/ui/page'
import type { JudgedMove, Ruling } from '@/lib/workflow'

export type Extra = {
  label: string
  href: string
  hint: ReactNode
  ruling: Ruling
}

/** What the record asks besides what every such step needs. */
const asked = (ruling: Ruling<string>) => (ruling.allowed ? ruling.asks?.why : undefined)

/** What ends a record and cannot be undone stands last, whatever else can be done with it, and is never the main button. */
const endings = ['withdraw', 'supersede']

/**
 * What the reader may do with a record now, and what not, with the reason: made from the table of transitions and the policy's rulings.
 * `extras` are verbs that move no status (edit, log an item against it); each with its own ruling; those in `first` stand before the moves,
 * because they are what comes next.
 */
export function JudgedMoves<Status extends string>({
  moves,
  base,
  first = [],
  extras = [],
}: {
  moves: JudgedMove<Status>[]
  /** The record's address; a move's form lives at `${base}/moves/${verb}` */
  base: string
  first?: Extra[]
  extras?: Extra[]
}) {
  const judged = moves
    .toSorted((a, b) => Number(endings.includes(a.move.verb)) - Number(endings.includes(b.move.verb)))
    .map(({ move, ruling }) => ({
      label: move.label,
      hint: move.hint,
      href: `${base}/moves/${move.verb}`,
      ruling,
      ends: endings.includes(move.verb),
    }))
  const open = [...first.map((one) => ({ ...one, ends: false })), ...judged].filter((one) => one.ruling.allowed)
  const also = extras.filter((one) => one.ruling.allowed)
  const shut = [...first, ...judged, ...extras].flatMap(({ label, ruling }) =>
    ruling.allowed ? [] : [{ label, ...ruling }],
  )
  return (
    <Section title="What you can do">
      {open.length + also.length === 0 && <p className="sub">Nothing just now; the reasons stand below.</p>}
      <Moves
        now={open.map((one, i) => ({
          label: one.label,
          href: one.href,
          line: asked(one.ruling) ?? one.hint,
          main: i === 0 && !one.ends,
        }))}
        also={also.map(({ label, href, hint }) => ({ label, href, line: hint }))}
        notNow={shut.filter(({ elsewhere }) => !elsewhere)}
        elsewhere={shut.filter(({ elsewhere }) => elsewhere)}
      />
    </Section>
  )
}
