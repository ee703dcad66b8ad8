import type { ReactNode } from 'react'

/** What the last action did, read aloud by a screen reader. */
export const Done = ({ children }: { children: ReactNode }) => (
  <div className="said said-done" role="status">
    {children}
  </div>
)

/** Something to know before going on: a closed inquiry, a refusal, a limit. `tone` warn for what stands in the way. */
export const Notice = ({ tone, children }: { tone?: 'warn'; children: ReactNode }) => (
  <div className={tone === 'warn' ? 'said said-warn' : 'said'} role="note">
    {children}
  </div>
)

/** Nothing here yet, and what to do first. */
export const Empty = ({ children, action }: { children: ReactNode; action?: { label: string; href: string } }) => (
  <div className="empty">
    <p>{children}</p>
    {action && (
      <p>
        <a className="btn" href={action.href}>
          {action.label}
        </a>
      </p>
    )}
  </div>
)
