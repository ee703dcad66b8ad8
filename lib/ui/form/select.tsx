'use client'

import { useField } from './context'
import { describedBy, Frame, type Labelled } from './frame'

type Option = { value: string; label: string }

type SelectProps = Labelled & {
  name: string
  options: Option[]
  defaultValue?: string | null
  /** the first line, with an empty value: "Choose an office", "Any office" */
  empty?: string
  width?: 's' | 'm'
}

/** One of a list. Up to about six, radios read better. */
export function Select({ name, label, hint, required, options, defaultValue, empty, width }: SelectProps) {
  const { id, error, typed } = useField(name)
  const value = typed ?? defaultValue ?? ''
  return (
    <Frame id={id} label={label} hint={hint} error={error} required={required} width={width}>
      {/* the key: React does not move an uncontrolled select to a new default */}
      <select
        key={value}
        id={id}
        name={name}
        required={required}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}
