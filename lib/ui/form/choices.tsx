'use client'

import type { ReactNode } from 'react'
import { useField } from './context'
import { describedBy, FieldError, Hint, type Labelled, Required } from './frame'

type Choice = { value: string; label: ReactNode; hint?: ReactNode }

type Many = Labelled & { name: string; options: Choice[]; inline?: boolean }

/** One of a few, all in view. */
export function Radios({ defaultValue, ...rest }: Many & { defaultValue?: string | null }) {
  const { typed } = useField(rest.name)
  const chosen = typed ?? defaultValue
  return <Picks {...rest} type="radio" chosen={chosen ? [chosen] : []} />
}

/** Any number of a few, all in view; sent as several values of one name. */
export function Checks({ defaultValue = [], ...rest }: Many & { defaultValue?: string[] }) {
  const { typedAll } = useField(rest.name)
  return <Picks {...rest} type="checkbox" chosen={typedAll ?? defaultValue} />
}

function Picks({
  name,
  label,
  hint,
  required,
  options,
  inline,
  type,
  chosen,
}: Many & { type: 'radio' | 'checkbox'; chosen: string[] }) {
  const { id, error } = useField(name)
  return (
    <fieldset className={error ? 'field bad' : 'field'} aria-describedby={describedBy(id, hint, error)}>
      <legend>
        {label}
        {required && <Required />}
      </legend>
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id} error={error} />
      <div className={inline ? 'picks inline' : 'picks'}>
        {options.map((option, i) => (
          <Pick
            key={option.value}
            {...option}
            id={i === 0 ? id : `${id}-${i}`}
            name={name}
            type={type}
            checked={chosen.includes(option.value)}
            invalid={type === 'checkbox' && error !== undefined}
            required={type === 'radio' && required}
          />
        ))}
      </div>
    </fieldset>
  )
}

type PickProps = Choice & {
  id: string
  name: string
  type: 'radio' | 'checkbox'
  checked: boolean
  invalid?: boolean
  required?: boolean
  error?: string
}

function Pick({ id, name, type, value, label, hint, checked, invalid, required, error }: PickProps) {
  return (
    <div className="pick">
      <input
        key={String(checked)}
        id={id}
        name={name}
        type={type}
        value={value}
        defaultChecked={checked}
        required={required}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** One statement to say yes to; sent as `on`, or not at all. */
export function Check({ name, label, hint, defaultChecked }: Labelled & { name: string; defaultChecked?: boolean }) {
  const { id, error, typedAll } = useField(name)
  return (
    <div className={error ? 'field bad' : 'field'}>
      <FieldError id={id} error={error} />
      <Pick
        id={id}
        name={name}
        type="checkbox"
        value="on"
        label={label}
        hint={hint}
        error={error}
        invalid={error !== undefined}
        checked={typedAll ? typedAll.length > 0 : Boolean(defaultChecked)}
      />
    </div>
  )
}
