import { dispatch } from '@/lib/api/dispatch'
import { db } from '@/lib/db'

export { tokenFor } from '@/lib/testing/token'

// biome-ignore lint/suspicious/noExplicitAny: what came back over the wire has no type until a test has looked at it
export type Answered = { status: number; headers: Headers; text: string; body: any }

export type Sent = { body?: unknown; raw?: BodyInit; headers?: Record<string, string> }

/** Sends one request through the API's only door; a body becomes JSON unless it is given raw. */
export async function send(token: string | null, method: string, path: string, sent: Sent = {}): Promise<Answered> {
  const headers = new Headers(token ? { authorization: `Bearer ${token}` } : {})
  const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body))
  if (body !== undefined) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(sent.headers ?? {})) headers.set(name, value)
  const request = new Request(`http://localhost:3000/api/v1${path}`, { method, headers, ...(body && { body }) })
  const response = await dispatch(request)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : null }
}

/** How many rows each table holds, without the notes of what was refused. */
export async function rowCounts(): Promise<Record<string, number>> {
  const tables = await db().$queryRaw<{ name: string; rows: bigint }[]>`
    SELECT c.relname AS name, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text::bigint AS rows
      FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`
  const notes = await db().auditEvent.count({ where: { event: { startsWith: 'refusal.' } } })
  const noted: Record<string, number> = { audit_event: notes, audit_concern: notes }
  const counted = tables.filter(({ name }) => name !== 'throttle')
  return Object.fromEntries(counted.map(({ name, rows }) => [name, Number(rows) - (noted[name] ?? 0)]))
}

/** One of a list as it came: a record has its number; an event has none that anybody outside may see, so it is known by when and what. */
export type Listed = { ref?: string; at: string; event: string; subject: { ref: string } }

/** What tells one event of a list from the next. */
export const eventName = ({ at, event, subject }: Listed): string => `${at} ${event} ${subject.ref}`
