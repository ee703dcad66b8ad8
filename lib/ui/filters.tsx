'use client'

// Choices by the hundred travel as plain data, not as a tree of elements.

import { type ReactNode, useId } from 'react'

type FilterFormProps = {
  action: string
  /** the first field, words to find, and up to four more: `FilterText`, `FilterSelect` */
  children: ReactNode
  /** the other fields, under one disclosure, and what it says: "More filters: held up by, owner, dates" */
  more?: { summary: string; open: boolean; fields: ReactNode }
  /** on the button, where it is not a list that is filtered */
  button?: string
  /** kept through a new search: the view, the sorting */
  keep?: Record<string, string | undefined>
}

/** The filters of a list, a GET form, so that a view has an address that can be sent to a colleague. */
export function FilterForm({ action, children, more, button = 'Apply', keep = {} }: FilterFormProps) {
  return (
    <form className="filters" action={action} role="search" aria-label="Filters">
      {children}
      {Object.entries(keep).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <button className="btn" type="submit">
        {button}
      </button>
      {more && (
        <details open={more.open}>
          <summary>{more.summary}</summary>
          <div className="rest">{more.fields}</div>
        </details>
      )}
    </form>
  )
}

type FilterProps = { name: string; label: string; value?: string }

/** Words, or a day, to filter by. */
export function FilterText({ name, label, value, type = 'search' }: FilterProps & { type?: 'search' | 'date' }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type={type} defaultValue={value} />
    </div>
  )
}

/** One of a list to filter by; `any` is the first line, "Any office". */
export function FilterSelect({
  name,
  label,
  value,
  any,
  options,
}: FilterProps & { any: string; options: { value: string; label: string }[] }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={value ?? ''}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
