import type { ReactNode } from 'react'

type ProblemPageProps = {
  /** "Page not found", in words */
  title: string
  children: ReactNode
  /** what to quote when asking for help */
  id?: string | null
  /** buttons, links */
  ways?: ReactNode
}

/** A page that helps when something went wrong: what happened, what to do, an id to quote. */
export function ProblemPage({ title, children, id, ways }: ProblemPageProps) {
  return (
    <div className="trouble">
      <h1>{title}</h1>
      <div className="gap-16">{children}</div>
      {id && (
        <p className="quote gap-16">
          When you ask for help, quote <span className="mono">{id}</span>
        </p>
      )}
      {ways && <div className="form-end">{ways}</div>}
    </div>
  )
}
