/*
 * Which of a list's columns is which of our fields. Producers name their columns as they like: what is known of their names is tried, and somebody
 * looks it over. Pure, so that forms and schemas may stand on it.
 */

/** Our field to the headings under which producers send it, in small letters and digits alone: 'Beg Bates #' is begbates. */
export type Known<Field extends string> = Readonly<Record<Field, readonly string[]>>

/** Our field to the column, by its name; a field that the list does not have is left out. */
export type Mapping<Field extends string> = { [field in Field]?: string }

const bare = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Names as they stand in a table of known headings, parted by blanks. */
export const headings = (names: string): readonly string[] => names.split(/\s+/).filter(Boolean)

/**
 * The column of each field, each column once: as it was remembered of this producer where that column is there, else by the known names, in the
 * order in which they are listed.
 */
export function suggestMapping<Field extends string>(
  known: Known<Field>,
  columns: readonly string[],
  remembered: Mapping<Field> = {},
): Mapping<Field> {
  const mapping: Mapping<Field> = {}
  const free = new Set(columns)
  const take = (field: Field, column: string | undefined) => {
    if (column === undefined || !free.delete(column)) return
    mapping[field] = column
  }
  const fields = Object.keys(known) as Field[]
  for (const field of fields) take(field, remembered[field])
  for (const field of fields) {
    if (mapping[field] !== undefined) continue
    const found = known[field].flatMap((name) => columns.filter((column) => free.has(column) && bare(column) === name))
    take(field, found[0])
  }
  return mapping
}
