import { z } from 'zod'

/*
 * Which column of a list stands for which of our fields, as a form and an address say it. Beside mapping.ts, which suggests. Pure, so that schemas
 * may stand on it.
 */

type ColumnName<Field extends string> = `col_${Field}`

/** The name under which a choice of column is sent. */
export const columnName = <Field extends string>(field: Field): ColumnName<Field> => `col_${field}`

/** A column by its place, from 1; 0 says that the list has none. Numbers, since a heading can be longer than an address. */
const wrong = 'A column goes by its number: 1 for the first, 0 for none.'
const place = z
  .union([z.string(), z.number()], { error: wrong })
  .transform(String)
  .refine((text) => /^(0|[1-9]\d{0,3})$/.test(text), wrong)
  .transform(Number)
  .optional()

/** A choice of column for each of these fields, for a schema. */
export const columnChoices = <Field extends string>(fields: readonly Field[]) =>
  Object.fromEntries(fields.map((field) => [columnName(field), place])) as Record<ColumnName<Field>, typeof place>

/** The column that was chosen for a field: its place from 1, 0 for none, undefined where nothing was chosen. */
export const chosenColumn = <Field extends string>(
  view: { readonly [name in ColumnName<Field>]?: number | undefined },
  field: Field,
): number | undefined => view[columnName(field)]

/** The names of a table as a closed list of choices. */
export const namesIn = <K extends string>(of: Readonly<Record<K, unknown>>) =>
  Object.fromEntries(Object.keys(of).map((key) => [key, key])) as { [key in K]: key }
