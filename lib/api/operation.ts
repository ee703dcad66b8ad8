import type { z } from 'zod'
import type { Json } from '@/lib/audit/canonical'
import type { Ref } from '@/lib/fields'
import type { Actor, Person } from '@/lib/people/actor'
import type { RecordKind } from '@/lib/words'
import type { Labels, Move } from '@/lib/workflow'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What an operation gets: who calls, and what they sent, read but (the body) not yet judged: the command does that. */
export type Call = {
  person: Person
  /** Whoever calls, in the inquiry that the address names; only where it names one */
  actor: Actor
  /** The record that the address names; only where it names one */
  ref: Ref
  /** What the address names by its id; only where it does */
  id: string
  /** Judged by the operation's `query` schema */
  query: Record<string, unknown>
  /** The members of the JSON object that came */
  body: Record<string, unknown>
}

/** What an operation answers; the dispatcher makes a response of it. */
export type Reply = {
  value: unknown
  /** Becomes the ETag */
  version?: number
  /** Below /api/v1: where the record that was made is */
  location?: string
}

/** The body of an operation. Fields that the address gives stand in the schema (it is the command's own) but not in the body. */
export type BodyOf = {
  schema: z.ZodType
  fromAddress: readonly string[]
  /** True as written in an inquiry where every record has been made once; a test carries it out. */
  example: { [field: string]: Json }
}

/**
 * One operation of the API. Dispatch, the OpenAPI description, the page that shows the API and the tests of access and bad input all
 * follow from the list of these.
 */
export type Operation = {
  /** Its name for generated clients: listQuestions */
  id: string
  method: Method
  /** Below /api/v1, e.g. /inquiries/{slug}/questions/{ref} */
  path: string
  tag: string
  /** One line, as an order: 'Log a question' */
  summary: string
  description?: string
  /** Anybody may call it, without a token */
  open?: boolean
  /** A read that a staffer alone may make; what others may not write, the commands say */
  staffersOnly?: true
  /** The kind of record that {ref} names */
  of?: RecordKind
  query?: z.ZodObject
  body?: BodyOf
  answer: z.ZodType
  /** Parts of the answer that have a name of their own in the description */
  shows?: { [name: string]: z.ZodType }
  /** 200 unless it makes a record */
  status?: 201
  /** The record as it stands, for the answer to a stale version */
  current?: (actor: Actor, ref: Ref) => Promise<unknown>
  /** The table of transitions that it follows, for the page and the description */
  moves?: { table: readonly Move<string>[]; labels: Labels<string> }
  run(call: Call): Promise<Reply>
}
