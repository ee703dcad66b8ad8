import type { ReactNode } from 'react'

/** Fields that belong together, under a legend of their own. */
export function Group({ legend, hint, children }: { legend: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="group">
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      {children}
    </fieldset>
  )
}

/** Short fields side by side, as many as fit. */
export const Row = ({ children }: { children: ReactNode }) => <div className="row">{children}</div>
