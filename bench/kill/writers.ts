import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

/** Something that was sent, under a key of its own and with the same key in its words; `answer` once it was acknowledged. */
export type Sent = {
  key: string
  token: string
  path: string
  body: Record<string, unknown>
  /** It makes a record of this table; a step of a letter makes none */
  table: 'letter' | 'request' | 'note' | 'correspondence' | null
  /** How often it was begun before an answer came */
  tries: number
  answer?: Answered
}
export type Answered = { status: number; text: string; replayed: boolean }

/** Somebody of a side, by a token. */
export type Hand = { token: string; side: 'majority' | 'minority' | 'nonpartisan' }

const AGAIN_AFTER_MS = 50

/** Sends it once; null when there was no answer, or one that says that nothing can be done just now. */
export async function send(origin: string, { key, token, path, body }: Sent): Promise<Answered | null> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': key,
  }
  try {
    const response = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await response.text()
    if (response.status >= 500) return null
    return { status: response.status, text, replayed: response.headers.get('idempotency-replayed') === 'true' }
  } catch {
    return null
  }
}

/**
 * Writers that draft letters, put requests on them, submit and return them, write notes and log calls, each as soon as the one before was
 * acknowledged. What was not is sent again under the same key until it is, as a client would that lost its connection. `pause` resolves
 * when all of them have been answered.
 */
export function startWriters(origin: string, slug: string, hands: readonly Hand[], journal: Sent[]) {
  const at = (path: string) => `/api/v1/inquiries/${slug}/${path}`
  let stopped = false
  let pausing: Promise<void> | null = null
  let resume = () => {}
  const idle = new Set<number>()
  let onIdle = () => {}
  let count = 0
  let due = Number.POSITIVE_INFINITY
  let onDue = () => {}

  async function deliver(index: number, sent: Sent): Promise<string> {
    journal.push(sent)
    for (;;) {
      sent.tries += 1
      const answer = await send(origin, sent)
      if (answer) {
        sent.answer = answer
        if (answer.status !== 200 && answer.status !== 201)
          throw new Error(`${sent.path}: ${answer.status} ${answer.text}`)
        count += 1
        if (count >= due) onDue()
        break
      }
      await wait(AGAIN_AFTER_MS)
    }
    if (pausing) {
      idle.add(index)
      onIdle()
      await pausing
      idle.delete(index)
    }
    return (JSON.parse(sent.answer.text) as { ref: string }).ref
  }

  async function work(index: number, { token, side }: Hand): Promise<void> {
    const partition = index % 2 && side !== 'nonpartisan' ? side : 'shared'
    const make = (table: Sent['table'], path: string, body: (key: string) => Record<string, unknown>) => {
      const key = randomUUID()
      return deliver(index, { key, token, path: at(path), body: body(`Written under ${key}`), table, tries: 0 })
    }
    while (!stopped) {
      const letter = await make('letter', 'letters', (subject) => ({
        ...{ instrument: 'letter', subject, addressee: 'O-1', dueOn: '2030-01-01', requests: [], partition },
      }))
      const request = await make('request', 'requests', (title) => ({
        ...{ kind: 'log', title, wording: 'All of it.', addressee: 'O-1', formWanted: 'delivered_copy' },
        ...{ questions: ['Q-1'], handling: 'unclassified', partition, letter },
      }))
      await make(null, `letters/${letter}/transitions`, (note) => ({ to: 'in_clearance', note, version: 2 }))
      await make('note', `requests/${request}/notes`, (text) => ({ text, partition }))
      await make(null, `letters/${letter}/transitions`, (note) => ({ to: 'draft', note, version: 3 }))
      await make('correspondence', 'correspondence', (about) => ({
        ...{
          medium: 'call',
          direction: 'held',
          happenedOn: '2026-01-12',
          office: 'O-1',
          about,
          partition,
          requests: [request],
        },
      }))
    }
  }

  const running = hands.map(async (hand, index) => work(index, hand))
  const failed = Promise.race(running)
  return {
    /** Fails when a writer is refused something. */
    failed,
    /** Resolves when so many more have been acknowledged. */
    async more(many: number): Promise<void> {
      due = count + many
      const reached = new Promise<void>((resolve) => {
        onDue = resolve
      })
      await Promise.race([reached, failed])
    },
    async pause(): Promise<void> {
      const all = new Promise<void>((resolve) => {
        onIdle = () => idle.size === hands.length && resolve()
      })
      pausing = new Promise((resolve) => {
        resume = resolve
      })
      await Promise.race([all, failed])
    },
    go(): void {
      pausing = null
      resume()
    },
    stop(): void {
      stopped = true
    },
  }
}
