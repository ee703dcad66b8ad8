import type { ReactNode } from 'react'

/** A headline number: `3`, "of 10", its name, a second line, the list behind it; `late` when it is overdue that it counts. */
export type Headline = {
  number: number | string
  of?: string
  name: string
  sub?: ReactNode
  href: string
  late?: boolean
}

/** The headline numbers of the dashboard, six at most, each a link to what it counts. */
export function Heads({ heads }: { heads: Headline[] }) {
  return (
    <ul className="heads">
      {heads.map(({ number, of, name, sub, href, late }) => (
        <li key={name} className={late ? 'is-late' : undefined}>
          <a href={href}>
            <b>
              {number}
              {of && <small> {of}</small>}
            </b>
            <span>{name}</span>
            {sub && <em>{sub}</em>}
          </a>
        </li>
      ))}
    </ul>
  )
}
