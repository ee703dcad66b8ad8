import type { ReactNode } from 'react'

/** A rung: taken (`done`), where it stands now (`here`), or not taken; `law` marks one that rests on statute. */
export type Rung = { name: string; state: 'done' | 'here' | 'not'; when?: string; sub?: ReactNode; law?: boolean }

/** How far a request was pushed, rung by rung. */
export function Ladder({ rungs }: { rungs: Rung[] }) {
  return (
    <ol className="ladder">
      {rungs.map(({ name, state, when, sub, law }) => (
        <li
          key={name}
          className={[state === 'not' ? '' : state, law ? 'law' : ''].filter(Boolean).join(' ') || undefined}
          aria-current={state === 'here' ? 'step' : undefined}
        >
          <b>{name}</b>
          {when && <span className="when">{when}</span>}
          {sub && <span className="sub">{sub}</span>}
          {state === 'not' && <span className="vh">not taken</span>}
        </li>
      ))}
    </ol>
  )
}
