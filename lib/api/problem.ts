import { troubleRefusal } from '@/lib/database-trouble'
import { log } from '@/lib/log'
import { type FieldProblem, Refusal, type RefusalKind } from '@/lib/refusal'

/** What can go wrong only on the way in, before any room is asked. */
type DoorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'foreign_origin'
  | 'no_such_address'
  | 'method'
  | 'media_type'
  | 'too_large'
  | 'failure'

export type ProblemKind = RefusalKind | DoorKind

/** Every kind of problem that the API answers with: its status, and what it means. The page that shows the API has an anchor for each. */
export const problemKinds: Readonly<Record<ProblemKind, { status: number; meaning: string }>> = {
  malformed: { status: 400, meaning: 'The body cannot be read as one plain JSON object.' },
  unauthenticated: { status: 401, meaning: 'There is no token, or none that is in force.' },
  forbidden: { status: 403, meaning: 'You may see it, but this is not for you to do; the title says why.' },
  foreign_origin: { status: 403, meaning: 'The call was made by a page of another site.' },
  missing: { status: 404, meaning: 'There is no such record, or none that is open to you.' },
  no_such_address: { status: 404, meaning: 'This API has no such address.' },
  method: { status: 405, meaning: 'The address does not take this method; Allow names those that it takes.' },
  conflict: { status: 409, meaning: 'Somebody changed the record since the version that you name.' },
  closed: { status: 409, meaning: 'The inquiry is closed, and read-only since.' },
  too_large: { status: 413, meaning: 'More than 3 MB were sent at once, or an upload of more than 20 GiB.' },
  media_type: { status: 415, meaning: 'The body is not sent as application/json.' },
  invalid: { status: 422, meaning: 'Some fields cannot be taken as they are; each is named.' },
  spill: { status: 422, meaning: 'Text looks classified. It was neither stored nor logged.' },
  throttled: { status: 429, meaning: 'Too many tries; Retry-After says when to come back.' },
  failure: { status: 500, meaning: 'A fault of ours. It was logged under the id that you get.' },
  unavailable: {
    status: 503,
    meaning: 'The database, or the place of the files, is away; Retry-After says when to come back.',
  },
  full: { status: 507, meaning: 'The database, or the disk of the files, has no room left.' },
}

/** A problem as it is thrown on the way in. */
export class Problem extends Error {
  constructor(
    readonly kind: DoorKind,
    title: string,
    readonly detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(title)
    this.name = 'Problem'
  }
}

type Told = {
  kind: ProblemKind
  title: string
  detail?: string | undefined
  errors?: FieldProblem[]
  headers?: Record<string, string>
  more?: Record<string, unknown>
}

/** In seconds, for what passes by itself. */
const RETRY_AFTER: Partial<Record<RefusalKind, string>> = { throttled: '60', unavailable: '5' }

function tell(error: unknown): Told {
  if (error instanceof Problem) {
    return { kind: error.kind, title: error.message, detail: error.detail, headers: error.headers }
  }
  if (error instanceof Refusal) {
    const after = RETRY_AFTER[error.kind]
    return {
      kind: error.kind,
      title: error.message,
      detail: error.detail,
      errors: error.fields,
      headers: after ? { 'Retry-After': after } : {},
    }
  }
  const id = log.failure(error)
  const trouble = troubleRefusal(error)
  if (trouble) return tell(trouble)
  return {
    kind: 'failure',
    title: 'Something went wrong on our side',
    detail: `Nothing was written. It was logged; quote ${id} to whoever runs this server.`,
  }
}

/**
 * Any failure as a problem answer (RFC 9457). A Refusal and a Problem tell their own words; anything else is logged and tells only an id.
 *
 * @param request the id of the request, which stands in `instance`
 * @param more further members, such as both versions in a conflict
 */
export function problemAnswer(error: unknown, request: string, more: Record<string, unknown> = {}): Response {
  const told = tell(error)
  const { status } = problemKinds[told.kind]
  const body = {
    type: `/api-docs#${told.kind}`,
    title: told.title,
    status,
    ...(told.detail ? { detail: told.detail } : {}),
    instance: `urn:uuid:${request}`,
    ...(told.errors?.length ? { errors: told.errors } : {}),
    ...more,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...told.headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  })
}
