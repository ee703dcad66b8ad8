import { type ReactNode, useId } from 'react'

/** A move that is open: a link to its form, or a form of its own as `form`; one line on what it needs or does. */
type Move = { label: string; href?: string; form?: ReactNode; line?: ReactNode; main?: boolean }

/** A move that is not open, and why, in words. */
type Refused = { label: string; why: ReactNode }

/** A verb that moves no status: a line of its own, a link and what it is for. */
type Verb = { label: string; href: string; line: ReactNode }

type MovesProps = {
  now: Move[]
  /** What can be recorded or edited besides */
  also?: Verb[]
  notNow: Refused[]
  /** Moves that start from other states; kept under one line, since their reason is always the state */
  elsewhere?: Refused[]
}

/** What you can do now; and not now, and why. Both are in the tab order; a reason is never in a tooltip. */
export function Moves({ now, also = [], notNow, elsewhere = [] }: MovesProps) {
  return (
    <div className="moves">
      {now.length > 0 && (
        <>
          <h3>Now</h3>
          <ul>
            {now.map(({ label, href, form, line, main }) => (
              <li key={label}>
                {form ?? (
                  <a className={main ? 'btn btn-main' : 'btn'} href={href}>
                    {label}
                  </a>
                )}
                {line && <p>{line}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      {also.length > 0 && (
        <>
          <h3>{now.length > 0 ? 'Besides' : 'Now'}</h3>
          <ul className="verbs">
            {also.map(({ label, href, line }) => (
              <li key={label}>
                <a href={href}>{label}</a> <span className="sub">{line}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {notNow.length > 0 && (
        <>
          <h3>Not now, and why</h3>
          <Reasons of={notNow} />
        </>
      )}
      {elsewhere.length > 0 && (
        <details>
          <summary>
            {elsewhere.length === 1 ? 'One step from another state' : `${elsewhere.length} steps from other states`}
          </summary>
          <Reasons of={elsewhere} />
        </details>
      )}
    </div>
  )
}

/** Buttons that cannot be pressed, each with its reason; those that follow each other with the same reason share one line of it. */
function Reasons({ of }: { of: Refused[] }) {
  const id = useId()
  const lineOf = (i: number): number => (of[i + 1] && of[i + 1]?.why === of[i]?.why ? lineOf(i + 1) : i)
  return (
    <ul>
      {of.map(({ label, why }, i) => (
        <li key={label}>
          <button type="button" className="btn" aria-disabled="true" aria-describedby={`${id}-${lineOf(i)}`}>
            {label}
          </button>
          {lineOf(i) === i && <p id={`${id}-${i}`}>{why}</p>}
        </li>
      ))}
    </ul>
  )
}
