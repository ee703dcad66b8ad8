import { encodings, type Layout, newlines, quotes, separators } from '@/lib/tables/layout'
import { FilterSelect } from '@/lib/ui/filters'
import { Notice } from '@/lib/ui/notice'
import { DataTable } from '@/lib/ui/table'
import { figure, shortened } from '@/lib/words'
import { andList } from '@/lib/workflow'

/*
 * How a list that came from outside is read: its layout, its columns, and what is wrong with it. For the previews of every room that imports one.
 */

const named = (of: Readonly<Record<string, readonly [string | null, string]>>) =>
  Object.entries(of).map(([value, [, label]]) => ({ value, label }))

/** The parts of a layout, to be chosen otherwise than they were detected. They are sent under the names of `layoutFields`. */
export function LayoutSelects({ layout }: { layout: Layout }) {
  const any = 'As detected'
  return (
    <>
      {layout.kind === 'text' && (
        <>
          <FilterSelect
            name="encoding"
            label="Encoding"
            any={any}
            value={layout.encoding}
            options={Object.entries(encodings).map(([value, label]) => ({ value, label }))}
          />
          <FilterSelect
            name="separator"
            label="Between columns"
            any={any}
            value={layout.separator}
            options={named(separators)}
          />
          <FilterSelect name="quote" label="Around values" any={any} value={layout.quote} options={named(quotes)} />
          <FilterSelect
            name="newline"
            label="For a new line"
            any={any}
            value={layout.newline}
            options={named(newlines)}
          />
        </>
      )}
      <FilterSelect
        name="headings"
        label="First row"
        any={any}
        value={layout.headings ? 'names' : 'values'}
        options={[
          { value: 'names', label: 'Names the columns' },
          { value: 'values', label: 'Holds values already' },
        ]}
      />
    </>
  )
}

type MappingTableProps = {
  /** Our fields: the name under which the choice is sent, what the screens call it, and whether a record can do without */
  fields: { name: string; label: string; needed: boolean; column: string | undefined }[]
  columns: string[]
  /** The first values of each column, by its name */
  samples: Readonly<Record<string, string[]>>
}

/** Which of the list's columns is which of our fields: a choice for each, with the first values that stand in it. Columns go by their place. */
export function MappingTable({ fields, columns, samples }: MappingTableProps) {
  const options = [
    { value: '0', label: 'Not in the list' },
    ...columns.map((column, at) => ({ value: String(at + 1), label: shortened(column, 60) })),
  ]
  return (
    <DataTable
      caption="Which column is which"
      columns={[{ label: 'Field' }, { label: 'Column' }, { label: 'First values', long: true }]}
      rows={fields.map(({ name, label, needed, column }) => ({
        key: name,
        cells: [
          <label key="label" htmlFor={name}>
            {label} {needed && <span className="req">required</span>}
          </label>,
          <select key="column" id={name} name={name} defaultValue={String(columns.indexOf(column ?? '\0') + 1)}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>,
          column !== undefined && <span className="sub">{samples[column]?.join(' | ')}</span>,
        ],
      }))}
    />
  )
}

/** Of the fields that no record can do without, those for which no column was found: said before anything that follows from it. */
export function Unmapped({ fields }: { fields: string[] }) {
  if (fields.length === 0) return null
  return (
    <Notice tone="warn">
      No column was found for {andList(fields.map((field) => `“${field}”`))}. Choose it under{' '}
      <a href="#reading">How it is read</a>, then read it so.
    </Notice>
  )
}

/** As many as anybody reads before mending the list. */
const SHOWN = 200

/** More runs of lines than this are told by how many lines there are. */
const RUNS = 8

/** '2 to 42', '6, 11, 16': the lines of which the same is said, in runs. */
function linesWords(lines: readonly number[]): string {
  const runs: [number, number][] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && line <= last[1] + 1) last[1] = line
    else runs.push([line, line])
  }
  const said = runs
    .slice(0, RUNS)
    .map(([from, to]) => (from === to ? figure(from) : `${figure(from)} to ${figure(to)}`))
  return runs.length > RUNS ? `${said.join(', ')} and others, ${figure(lines.length)} in all` : said.join(', ')
}

/** What is wrong with a list, with its lines; what is said of many of them stands once. */
export function LineProblems({
  caption,
  problems,
}: {
  caption: string
  problems: { line: number | null; words: string }[]
}) {
  const lines = new Map<string, number[]>()
  for (const { line, words } of problems.slice(0, SHOWN)) {
    const of = lines.get(words) ?? []
    lines.set(words, line === null ? of : [...of, line])
  }
  return (
    <>
      <DataTable
        caption={caption}
        columns={[{ label: 'What is wrong', long: true }, { label: 'On line' }]}
        rows={[...lines].map(([words, of]) => ({
          key: words,
          cells: [words, of.length === 0 ? 'The list as a whole' : linesWords(of)],
        }))}
      />
      {problems.length > SHOWN && (
        <p className="sub note">
          The first {SHOWN} of {figure(problems.length)}.
        </p>
      )}
    </>
  )
}
