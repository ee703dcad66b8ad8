import { encodings, type Layout, newlines, quotes, separators } from '@/lib/tables/layout'
import { FilterSelect } from '@/lib/ui/filters'
import { DataTable } from '@/lib/ui/table'
import { figure } from '@/lib/words'

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
    ...columns.map((column, at) => ({ value: String(at + 1), label: short(column) })),
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

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** As many as anybody reads before mending the list. */
const SHOWN = 200

/** What is wrong with a list, each with its line; the first of many. */
export function LineProblems({
  caption,
  problems,
}: {
  caption: string
  problems: { line: number | null; words: string }[]
}) {
  return (
    <>
      <DataTable
        caption={caption}
        columns={[{ label: 'Line' }, { label: 'What is wrong', long: true }]}
        rows={problems.slice(0, SHOWN).map(({ line, words }, i) => ({
          key: i,
          cells: [line === null ? 'The list' : figure(line), words],
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
