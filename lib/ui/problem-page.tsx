import { GateShell } from '@/lib/ui/shell'
import type { Trouble } from '@/lib/ui/troubles'

/** A page that helps when something went wrong: what happened, what to do, where to go on, and an id to quote. */
export function ProblemPage({ trouble, id }: { trouble: Trouble; id?: string | null | undefined }) {
  const { title, words, ways } = trouble
  return (
    <GateShell>
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
        {ways.length > 0 && (
          <div className="form-end">
            {ways.map(({ label, href }, at) => (
              <a key={label} className={at === 0 ? 'btn btn-main' : undefined} href={href}>
                {label}
              </a>
            ))}
          </div>
        )}
      </div>
    </GateShell>
  )
}
