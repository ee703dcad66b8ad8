'use client'

import { createContext, useContext } from 'react'
import type { FormState } from '@/lib/form-state'

/** What a form tells its fields: its own id, and what the server said last. */
export const FormContext = createContext<{ id: string; state: FormState }>({ id: 'f', state: null })

export type FieldState = { id: string; error?: string; typed?: string; typedAll?: string[] }

/** The state of one field: a stable id, the first error on it or below it, and what was typed when the server refused. */
export function useField(name: string): FieldState {
  const { id, state } = useContext(FormContext)
  const error = state?.problem?.fields.find((at) => at.path === name || at.path.startsWith(`${name}.`))?.message
  const value = state?.values?.[name]
  const typedAll = state?.values ? (value === undefined ? [] : [value].flat()) : undefined
  return { id: fieldId(id, name), error, typed: Array.isArray(value) ? value[0] : value, typedAll }
}

/** The id of an input, for the links of the error summary. */
export const fieldId = (form: string, path: string) => `${form}-${path.replace(/[^\w-]/g, '-')}`
