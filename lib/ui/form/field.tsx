'use client'

import { useField } from './context'
import { describedBy, Frame, type Labelled } from './frame'

type FieldProps = Labelled & {
  name: string
  defaultValue?: string | number | null
  type?: 'text' | 'datetime-local' | 'time' | 'email' | 'password' | 'search' | 'number' | 'url' | 'tel'
  /** s: 11rem, for numbers and codes; m: 22rem */
  width?: 's' | 'm'
  autoComplete?: string
  inputMode?: 'numeric' | 'text' | 'email'
  maxLength?: number
  spellCheck?: boolean
  /** What is to be done with the text when the field is left */
  onLeave?: (text: string) => void
}

/** One line of text. What was typed comes back after an error, a pass phrase excepted. */
export function Field({
  name,
  label,
  hint,
  required,
  width,
  type = 'text',
  defaultValue,
  onLeave,
  ...rest
}: FieldProps) {
  const { id, error, typed } = useField(name)
  return (
    <Frame id={id} label={label} hint={hint} error={error} required={required} width={width}>
      <input
        {...rest}
        id={id}
        name={name}
        type={type}
        required={required}
        defaultValue={type === 'password' ? undefined : (typed ?? defaultValue ?? '')}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onBlur={onLeave && ((event) => onLeave(event.currentTarget.value))}
      />
    </Frame>
  )
}

type TextAreaProps = Labelled & {
  name: string
  defaultValue?: string | null
  rows?: number
  /** wording on the record is set in serif, also while it is written */
  record?: boolean
  maxLength?: number
}

/** Several lines of text; grows with what is typed. */
export function TextArea({ name, label, hint, required, defaultValue, rows = 4, record, maxLength }: TextAreaProps) {
  const { id, error, typed } = useField(name)
  return (
    <Frame id={id} label={label} hint={hint} error={error} required={required}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        maxLength={maxLength}
        required={required}
        className={record ? 'serif' : undefined}
        defaultValue={typed ?? defaultValue ?? ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </Frame>
  )
}
