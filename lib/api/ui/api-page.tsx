import type { Operation } from '@/lib/api/operation'
import { problemKinds } from '@/lib/api/problem'
import { OperationEntry } from '@/lib/api/ui/operation-entry'
import { Lead, PageHead, Section } from '@/lib/ui/page'
import { DataTable } from '@/lib/ui/table'

/** The whole API on one page, made from the list that answers the calls. `home` is the app's own address. */
export function ApiPage({ operations, home }: { operations: readonly Operation[]; home: string }) {
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  return (
    <>
      <PageHead title="API">
        <a className="btn" href="/api/v1/openapi.json">
          OpenAPI 3.1
        </a>
      </PageHead>
      <Lead>
        What the screens can do, programs can do, by the same rules and in your name. Make a personal token on{' '}
        <a href="/me">your page</a>, and send it with every call.
      </Lead>
      <div className="stack">
        <FirstCalls home={home} />
        {tags.map((tag) => (
          <Section key={tag} title={tag}>
            {operations
              .filter((operation) => operation.tag === tag)
              .map((operation) => (
                <OperationEntry key={operation.id} operation={operation} />
              ))}
          </Section>
        ))}
        <Problems />
      </div>
    </>
  )
}

function FirstCalls({ home }: { home: string }) {
  return (
    <Section title="First calls">
      <pre className="listing">{`export TOKEN=...   # from your page; it is shown once
curl -H "Authorization: Bearer $TOKEN" ${home}/api/v1/me
curl -H "Authorization: Bearer $TOKEN" ${home}/api/v1/inquiries`}</pre>
      <ul className="text gap-16 dots">
        <li>Addresses below begin with {home}/api/v1. What is sent and answered is JSON in UTF-8.</li>
        <li>
          A list answers at most <code>limit</code> entries and in <code>next</code> the place to go on from: send it as{' '}
          <code>after</code>. Nothing is shown twice or left out when records are added meanwhile.
        </li>
        <li>
          A change names the version it was made on, as <code>version</code> in the body or as <code>If-Match</code>{' '}
          with the ETag. When somebody was faster, the answer is 409 with both versions and the record as it stands.
        </li>
        <li>
          A POST may carry an <code>Idempotency-Key</code> of its own: repeat the call with the same key, and it happens
          once.
        </li>
      </ul>
    </Section>
  )
}

function Problems() {
  return (
    <Section title="Problems">
      <p className="text">
        What goes wrong comes as <code>application/problem+json</code> (RFC 9457). Words for people stand in{' '}
        <code>title</code>, <code>detail</code> and, field by field, in <code>errors</code>, the kind in{' '}
        <code>type</code>, and an id to quote in <code>instance</code>.
      </p>
      <div className="gap-16">
        <DataTable
          caption="Kinds of problems"
          columns={[{ label: 'Kind' }, { label: 'Status', num: true }, { label: 'What it means', long: true }]}
          rows={Object.entries(problemKinds).map(([kind, { status, meaning }]) => ({
            key: kind,
            cells: [
              <code key="kind" id={kind}>
                {kind}
              </code>,
              status,
              meaning,
            ],
          }))}
        />
      </div>
    </Section>
  )
}
