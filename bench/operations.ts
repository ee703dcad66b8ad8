import { randomUUID } from 'node:crypto'
import type { Filled } from '@/bench/fill'
import type { Shot } from '@/bench/load'
import { historyOf, historyPage } from '@/lib/audit/queries'
import { headlines, heldUp, issuedAgainstSatisfied, nextDeadlines } from '@/lib/coverage/figures'
import { coverage } from '@/lib/coverage/queries'
import { db } from '@/lib/db'
import { listEvidence, producers } from '@/lib/evidence/list'
import { countLetters, letterLines } from '@/lib/letters/queries'
import { listOffices } from '@/lib/offices/queries'
import type { Actor } from '@/lib/people/actor'
import { listQuestions } from '@/lib/questions/queries'
import { listRequests, viewCounts } from '@/lib/requests/list'
import { getRequest } from '@/lib/requests/queries'
import { workOf } from '@/lib/work/queries'

export type Keys = { cookie: string; token: string }
export type Operation = {
  name: string
  /** What is asked for: a page, JSON, or a write */
  kind: 'page' | 'json' | 'write'
  expect: number
  next: () => Shot
  /** Each shot needs a record of its own: there are so many for warming up, of those for each number of connections */
  warm?: number
  /** Measured with one connection only */
  alone?: true
  /** The same reads without the app around them; writes have a floor of their own */
  reads: ((actor: Actor) => Promise<unknown>) | null
}

/** Stands in ten requests, whatever the size */
const RARE = 'kumquat'
/** Stands in one request of a thousand: at 100,000 a page of fifty is full */
const LESS_RARE = 'zwieback'

/** Everything that is measured, for one filled database. Writes aim at another record each time. */
export function operations({ slug }: Filled, { cookie, token }: Keys, size: number, connections: number): Operation[] {
  const page = (path: string): Shot => ({ method: 'GET', path: `/inquiries/${slug}${path}`, headers: { cookie } })
  const json = (path: string): Shot => ({
    method: 'GET',
    path: `/api/v1/inquiries/${slug}${path}`,
    headers: { authorization: `Bearer ${token}` },
  })
  const write = (path: string, body: unknown): Shot => ({
    ...json(path),
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  })
  let record = 0
  const some = () => 1 + ((record++ * 7_919) % size)
  let moved = 0
  // Those whose status is 'issued' by the fill are the tens. Each is moved once; runs with other numbers of connections take other tens.
  const issued = () => 10 * ((connections > 1 ? 500 : 0) + 1 + moved++)
  const filtered = { status: 'acknowledged', sort: 'due' } as const
  return [
    {
      name: 'request list, HTML',
      kind: 'page',
      expect: 200,
      next: () => page('/requests?status=acknowledged&sort=due'),
      reads: (actor) => Promise.all([listRequests(actor, filtered), viewCounts(actor)]),
    },
    {
      name: 'request list, JSON',
      kind: 'json',
      expect: 200,
      next: () => json('/requests?status=acknowledged&sort=due&limit=50'),
      reads: (actor) => listRequests(actor, filtered),
    },
    {
      name: 'request page',
      kind: 'page',
      expect: 200,
      next: () => page(`/requests/R-${some()}`),
      reads: (actor) => onePage(actor, some()),
    },
    {
      name: 'search of a rare word, HTML',
      kind: 'page',
      expect: 200,
      next: () => page(`/requests?q=${RARE}`),
      reads: (actor) => listRequests(actor, { q: RARE }),
    },
    {
      name: 'search, 1 in 1,000, HTML',
      kind: 'page',
      expect: 200,
      next: () => page(`/requests?q=${LESS_RARE}`),
      reads: (actor) => listRequests(actor, { q: LESS_RARE }),
    },
    {
      name: 'search of a rare word, JSON',
      kind: 'json',
      expect: 200,
      next: () => json(`/requests?q=${RARE}&limit=50`),
      reads: (actor) => listRequests(actor, { q: RARE }),
    },
    { name: 'dashboard with matrix', kind: 'page', expect: 200, next: () => page(''), reads: dashboard },
    ...lists.map(([name, path, reads]) => ({
      name,
      kind: 'page' as const,
      expect: 200,
      next: () => page(path),
      alone: true as const,
      reads,
    })),
    { name: 'create a request by API', kind: 'write', expect: 201, next: () => write('/requests', draft), reads: null },
    {
      name: 'one transition by API',
      kind: 'write',
      expect: 200,
      next: () => write(`/requests/R-${issued()}/transitions`, { to: 'acknowledged', version: 1, note: 'By letter.' }),
      warm: 190,
      reads: null,
    },
  ]
}

const draft = {
  kind: 'log',
  title: 'Operations log',
  wording: 'The operations log of that day, complete.',
  addressee: 'O-3',
  formWanted: 'delivered_copy',
  questions: ['Q-4', 'Q-9'],
  handling: 'unclassified',
}

async function onePage(actor: Actor, number: number): Promise<void> {
  const request = await getRequest(actor, { series: 'shared', number })
  await historyOf(actor, request.id)
}

/** The other lists: they are to be as quick, and nobody asked how they bear many readers at once. */
const lists: [name: string, path: string, reads: (actor: Actor) => Promise<unknown>][] = [
  ['list of letters', '/letters', letters],
  ['evidence register', '/evidence', (actor) => Promise.all([listEvidence(actor), producers(actor)])],
  ['list of questions', '/questions', (actor) => listQuestions(actor)],
  ['history', '/history', (actor) => historyPage(actor, {})],
  ['my work', '/work', workOf],
]

async function letters(actor: Actor): Promise<void> {
  await Promise.all([letterLines(actor, {}, {}), countLetters(actor), listOffices(actor)])
}

async function dashboard(actor: Actor): Promise<void> {
  await Promise.all([
    coverage(actor),
    headlines(actor),
    heldUp(actor),
    issuedAgainstSatisfied(actor),
    nextDeadlines(actor, 5),
  ])
}

/** The least that a write can cost here: one durable commit of a row, its links and an event. */
export async function bareWrite({ inquiryId, staffer }: Filled): Promise<void> {
  await db().$executeRaw`
    WITH one AS (
      INSERT INTO note (id, inquiry_id, request_id, partition, text, created_by_id)
      SELECT gen_random_uuid(), ${inquiryId}::uuid, id, 'shared', 'floor', ${staffer.userId}::uuid
        FROM request WHERE inquiry_id = ${inquiryId}::uuid AND number = 1
      RETURNING id)
    SELECT count(*) FROM one`
}
