import type { ReactNode } from 'react'
import { GateShell } from '@/lib/ui/shell'
import type { Trouble } from '@/lib/ui/troubles'

type ProblemProps = {
  trouble: Trouble
  id?: string | null | undefined
  /** What can be done about it right here; it stands before the ways on */
  children?: ReactNode
}

/** A page that helps when something went wrong, for whoever it is. */
export const ProblemPage = (props: ProblemProps) => (
  <GateShell>
    <Problem {...props} />
  </GateShell>
)

/** What happened, what to do, where to go on, and an id to quote. */
export function Problem({ trouble, id, children }: ProblemProps) {
  const { title, words, ways } = trouble
  return (
    <div className="trouble">
      <h1>{title}</h1>
      <div className="gap-16">
        {words.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      {id && (
        <p className="quote gap-16">
          When you ask for help, quote <span className="mono">{id}</span>
        </p>
      )}
      {children}
      {ways.length > 0 && (
        <div className="form-end">
          {ways.map(({ label, href }, at) => (
            <a key={label} className={at === 0 && !children ? 'btn btn-main' : undefined} href={href}>
              {label}
            </a>
          ))}
        </div>
      )}
    </div>
  )
}
