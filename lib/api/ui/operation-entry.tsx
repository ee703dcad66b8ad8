import { bodySchema, parametersOf, type Schema } from '@/lib/api/openapi'
import type { Operation } from '@/lib/api/operation'
import { typeWords } from '@/lib/api/ui/type-words'
import { DataTable } from '@/lib/ui/table'
import { rolesInWords } from '@/lib/workflow'

/** One operation: its address and what it does; on demand what it takes, with an example. */
export function OperationEntry({ operation }: { operation: Operation }) {
  const { id, method, path, summary, description, moves } = operation
  return (
    <details className="op" id={id}>
      <summary>
        <span className="mono">
          <b>{method}</b> {path}
        </span>{' '}
        <span className="sub">{summary}</span>
      </summary>
      <div className="op-body">
        {description && <p className="text">{description}</p>}
        <Parameters operation={operation} />
        <Body operation={operation} />
        {moves && method === 'POST' && <Transitions moves={moves} />}
      </div>
    </details>
  )
}

function Parameters({ operation }: { operation: Operation }) {
  const query = parametersOf(operation).filter((one) => one.in === 'query')
  if (query.length === 0) return null
  return (
    <DataTable
      caption={`Parameters of ${operation.id}`}
      columns={[{ label: 'Parameter' }, { label: 'What it is' }, { label: 'What it may be', long: true }]}
      rows={query.map((one) => ({
        key: String(one.name),
        cells: [
          <code key="name">{String(one.name)}</code>,
          String(one.description ?? ''),
          typeWords(one.schema as Schema),
        ],
      }))}
    />
  )
}

function Body({ operation: { id, body } }: { operation: Operation }) {
  if (!body) return null
  const schema = bodySchema(body)
  const required = schema.required as string[]
  return (
    <>
      <DataTable
        caption={`Fields of ${id}`}
        columns={[
          { label: 'Field' },
          { label: 'What it is' },
          { label: 'Needed' },
          { label: 'What it may be', long: true },
        ]}
        rows={Object.entries(schema.properties as Record<string, Schema>).map(([name, field]) => ({
          key: name,
          cells: [
            <code key="name">{name}</code>,
            String(field.title ?? ''),
            required.includes(name) ? (name === 'version' ? 'yes, or If-Match' : 'yes') : 'no',
            typeWords(field),
          ],
        }))}
      />
      <pre className="listing">{JSON.stringify(body.example, null, 2)}</pre>
    </>
  )
}

function Transitions({ moves: { table, labels } }: { moves: NonNullable<Operation['moves']> }) {
  return (
    <DataTable
      caption="Transitions"
      columns={[
        { label: 'To' },
        { label: 'What it says' },
        { label: 'From', long: true },
        { label: 'Who' },
        { label: 'Fields', long: true },
      ]}
      rows={table.map((move, i) => ({
        key: i,
        cells: [
          <code key="to">{move.to}</code>,
          move.label,
          move.from.map((from) => labels[from]).join(', '),
          move.through ? `happens ${move.through}` : rolesInWords(move.by),
          [...move.needs, ...move.takes.map((field) => `${field} (may)`)].join(', '),
        ],
      }))}
    />
  )
}
