import type { ReactNode } from 'react'

/** A fact: its name, what is known, a second line, and whether it needs the whole width (a hash). */
export type Fact = { name: string; value: ReactNode; sub?: ReactNode; all?: boolean }

/** Facts at a glance. A fact without a value is left out. */
export function Facts({ facts }: { facts: (Fact | null | undefined | false)[] }) {
  const known = facts.filter((fact) => fact && fact.value !== null && fact.value !== undefined && fact.value !== '')
  return (
    <dl className="facts">
      {(known as Fact[]).flatMap(({ name, value, sub, all }) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name}=`} className={all ? 'all' : undefined}>
          {value}
          {sub && <span className="sub">{sub}</span>}
        </dd>,
      ])}
    </dl>
  )
}
