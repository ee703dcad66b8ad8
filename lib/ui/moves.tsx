import { type ReactNode, useId } from 'react'

/** A move that is open: a link to its form, or a form of its own as `form`; one line on what it needs or does. */
export type Move = { label: string; href?: string; form?: ReactNode; line?: ReactNode; main?: boolean }

/** A move that is not open, and why, in words. */
export type Refused = { label: string; why: ReactNode }

/** What you can do now; and not now, and why. Both are in the tab order; a reason is never in a tooltip. */
export function Moves({ now, notNow }: { now: Move[]; notNow: Refused[] }) {
  const id = useId()
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
      {notNow.length > 0 && (
        <>
          <h3>Not now, and why</h3>
          <ul>
            {notNow.map(({ label, why }, i) => (
              <li key={label}>
                <button type="button" className="btn" aria-disabled="true" aria-describedby={`${id}-${i}`}>
                  {label}
                </button>
                <p id={`${id}-${i}`}>{why}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
