'use client'

import type { Ref } from 'react'
import type { FormState, Problem } from '@/lib/form-state'
import { fieldId } from './context'

/** What the server refused, on top of the form: each message a link to its field; after a conflict, both versions. */
export function Summary({
  form,
  problem,
  values,
  labels,
  ref,
}: {
  form: string
  problem: Problem
  values: NonNullable<FormState>['values']
  labels?: Record<string, string>
  ref: Ref<HTMLDivElement>
}) {
  const heading = `${form}-problem`
  const current = Object.entries(problem.current ?? {}).filter(([name]) => name !== 'version')
  const typed = (label: string) =>
    Object.entries(values ?? {}).find(([path]) => [path, labels?.[path], inWords(path)].includes(label))?.[1]
  return (
    <div
      className="problem"
      role="group"
      aria-labelledby={heading}
      tabIndex={-1}
      ref={ref}
      data-kind={problem.kind}
      // biome-ignore lint/a11y/noAutofocus: without scripts this is what brings the reader to what went wrong
      autoFocus
    >
      <h2 id={heading}>{problem.title}</h2>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.fields.length > 0 && (
        <ul>
          {problem.fields.map(({ path, message }) => (
            <li key={path + message}>{path ? <a href={`#${fieldId(form, path)}`}>{message}</a> : message}</li>
          ))}
        </ul>
      )}
      {current.length > 0 && (
        <table className="tb">
          <caption className="vh">What the record says now, beside what you typed</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">The record says now</th>
              <th scope="col">You typed</th>
            </tr>
          </thead>
          <tbody>
            {current.map(([name, now]) => (
              <tr key={name}>
                <th scope="row">{labels?.[name] ?? inWords(name)}</th>
                <td className="long">{now || 'nothing'}</td>
                <td className="long">{[typed(name) ?? 'as below'].flat().join(', ') || 'nothing'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** `dueOn` to "Due on"; words stay words. */
export function inWords(path: string): string {
  if (/[\sA-Z]/.test(path.charAt(0)) || path.includes(' ')) return path
  const words = path
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[._]/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
