'use client'

import { isDay } from '@/lib/time'
import { useField } from './context'
import { describedBy, Frame, type Labelled } from './frame'

type DateFieldProps = Labelled & { name: string; defaultValue?: string | null; min?: string; max?: string }

/**
 * A day, `YYYY-MM-DD`, in the browser's own date control. A value that no calendar has (2026-02-30) would vanish in that
 * control, so it comes back in a text field, as it was typed.
 */
export function DateField({ name, label, hint, required, defaultValue, min, max }: DateFieldProps) {
  const { id, error, typed } = useField(name)
  const value = typed ?? defaultValue ?? ''
  const shown = value === '' || isDay(value)
  const advice = shown ? hint : 'Year, month, day, as in 2026-02-17'
  return (
    <Frame id={id} label={label} hint={advice} error={error} required={required} width="s">
      <input
        id={id}
        key={shown ? 'date' : 'text'}
        name={name}
        type={shown ? 'date' : 'text'}
        min={min}
        max={max}
        required={required}
        defaultValue={value}
        placeholder={shown ? undefined : 'YYYY-MM-DD'}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, advice, error)}
      />
    </Frame>
  )
}
