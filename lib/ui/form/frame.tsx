import type { ReactNode } from 'react'

export type Labelled = { label: ReactNode; hint?: ReactNode; required?: boolean }

/** The ids that describe an input: its hint, then its error. */
export const describedBy = (id: string, hint: ReactNode, error?: string) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

/** "required", in words, because a star has to be explained. */
export const Required = () => <span className="req">required</span>

export function Hint({ id, children }: { id: string; children?: ReactNode }) {
  return children ? (
    <p className="hint" id={`${id}-hint`}>
      {children}
    </p>
  ) : null
}

export function FieldError({ id, error }: { id: string; error?: string }) {
  return error ? (
    <p className="err" id={`${id}-error`}>
      {error}
    </p>
  ) : null
}

/** Label, hint and error above one input. */
export function Frame({
  id,
  label,
  hint,
  error,
  required,
  width,
  children,
}: Labelled & { id: string; error?: string; width?: 's' | 'm'; children: ReactNode }) {
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label htmlFor={id}>
        {label}
        {required && <Required />}
      </label>
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id} error={error} />
      <div className={width && `w-${width}`}>{children}</div>
    </div>
  )
}
