import { z } from 'zod'

export type Typed = Record<string, string | string[]>

/**
 * A form's fields as input for a schema: a field whose schema is a list always becomes a list; an empty field is left out, so that
 * "nothing typed" and "not given" are the same; a file goes in where the schema asks for one, and is never text. Next's own fields ($ACTION…) and those named in `apart` stay out.
 * `typed` keeps what was typed, for showing the form again; a password (its schema says `format: 'password'`) is never in it.
 */
export function formToInput(
  form: FormData,
  schema: z.ZodType,
  apart: string[] = [],
): { input: Record<string, unknown>; typed: Typed } {
  const lists = fieldsThat(schema, isList)
  const secrets = fieldsThat(schema, (field) => field.meta()?.format === 'password')
  const files = fieldsThat(schema, (field) => field.meta()?.format === 'binary')
  const input: Record<string, unknown> = {}
  const typed: Typed = {}
  for (const [name, sent] of byName(form)) {
    if (name.startsWith('$') || apart.includes(name)) continue
    if (files.has(name)) {
      const [chosen] = sent
      // A browser sends a file without name and content where none was chosen.
      if (chosen instanceof File && chosen.name !== '') input[name] = chosen
      continue
    }
    const values = sent.filter((value): value is string => typeof value === 'string')
    if (!secrets.has(name)) typed[name] = lists.has(name) || values.length > 1 ? values : (values[0] ?? '')
    const given = values.filter((value) => value.trim() !== '')
    if (lists.has(name)) input[name] = given
    else if (values.length > 1) input[name] = values
    else if (given.length) input[name] = given[0]
  }
  return { input, typed }
}

/** In one pass: to ask a form for each of its names goes through all of it each time, and anybody can send one of forty thousand names. */
function byName(form: FormData): Map<string, FormDataEntryValue[]> {
  const sent = new Map<string, FormDataEntryValue[]>()
  for (const [name, value] of form) {
    const others = sent.get(name)
    if (others) others.push(value)
    else sent.set(name, [value])
  }
  return sent
}

function fieldsThat(schema: z.ZodType, are: (field: z.ZodType) => boolean): Set<string> {
  const shape = schema instanceof z.ZodObject ? schema.shape : {}
  return new Set(
    Object.entries(shape)
      .filter(([, field]) => are(field as z.ZodType))
      .map(([name]) => name),
  )
}

function isList(field: z.ZodType): boolean {
  if (field instanceof z.ZodArray) return true
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault) {
    return isList(field.unwrap() as z.ZodType)
  }
  if (field instanceof z.ZodPipe) return isList(field.in as z.ZodType)
  return false
}
