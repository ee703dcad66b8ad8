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

/** What of the filters in an address could not be read: nothing is narrowed by it, and nobody should think so. */
export const LeftOut = ({ dropped }: { dropped: string[] }) =>
  dropped.length > 0 && <Notice>Not understood, and left out of the filters: {dropped.join(', ')}.</Notice>

type EmptyListProps = {
  /** The list's own address, without filters */
  here: string
  /** What it holds: 'letter' */
  one: string
  /** Whether filters are why nothing shows */
  filtered: boolean
  /** For who may begin it: what it is for, and the way to begin */
  begin: { words: string; label: string; href: string } | false
  /** For everybody else: who begins it */
  others: string
}

/** An empty list, and what comes next for whoever looks at it. */
export function EmptyList({ here, one, filtered, begin, others }: EmptyListProps) {
  if (filtered)
    return <Empty action={{ label: 'Take the filters away', href: here }}>No {one} fits these filters.</Empty>
  if (begin) return <Empty action={begin}>{begin.words}</Empty>
  const home = here.split('/').slice(0, 3).join('/')
  return <Empty action={{ label: 'Go to the dashboard', href: home }}>{others}</Empty>
}

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
