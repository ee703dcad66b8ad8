import { z } from 'zod'
import { listQuery, readListQuery, transitionsAnswer, writtenAnswer } from '@/lib/api/answers'
import type { BodyOf, Call, Operation, Reply } from '@/lib/api/operation'
import type { Page, Part } from '@/lib/api/part'
import type { Answer, Command } from '@/lib/command'
import { formatRef, type Ref } from '@/lib/fields'
import type { Actor } from '@/lib/people/actor'
import { type RecordKind, recordKinds } from '@/lib/words'
import { type JudgedMove, type Labels, type Move, needsOf } from '@/lib/workflow'

/** A kind of record as the API shows it. */
type RoomSpec<Shown, R extends Shown> = {
  of: RecordKind
  /** In the names of its operations and in the description: 'Question' */
  name: string
  /** In sentences: 'a question' */
  one: string
  /** Heads its part of the description: 'Questions' */
  tag: string
  record: z.ZodType<Shown>
  /** May give more than is shown, such as who made it; that stays inside */
  load(actor: Actor, ref: Ref): Promise<R>
}

/** A line of the table as it stands for this caller. */
function shownMove({ move, ruling }: JudgedMove<string>) {
  const { to, verb, label, hint } = move
  const needs = needsOf(move, ruling)
  const takes = move.takes.filter((field) => !needs.includes(field))
  return {
    ...{ to, verb, label, hint, needs, takes },
    open: ruling.allowed,
    why: ruling.allowed ? null : ruling.why,
    asks: ruling.allowed ? (ruling.asks?.why ?? null) : null,
  }
}

const written = { Written: writtenAnswer }

type Words = { summary: string; description?: string }
type Written = Answer & { ref: string; version: number }
type Verb<A extends Answer> = Words & { command: Command<z.ZodType, A>; example: BodyOf['example'] }

type Listing<F extends z.ZodObject, I> = Words & {
  filter: F
  /** What an entry is, when it is less than the whole record */
  entry?: z.ZodType<I>
  part(actor: Actor, filter: Partial<z.output<F>>, page: Page): Promise<Part<I>>
}

type Moving<Status extends string, R> = {
  table: readonly Move<Status>[]
  labels: Labels<Status>
  judge(actor: Actor, record: R): JudgedMove<Status>[] | Promise<JudgedMove<Status>[]>
  command: Command<z.ZodType, Written>
  example: BodyOf['example']
}

/** The operations of one kind of record, built from its room's own schemas, queries, table of transitions and commands. */
export function room<Shown, R extends Shown & { ref: string; version: number; status?: string }>(
  spec: RoomSpec<Shown, R>,
) {
  const { prefix, path } = recordKinds[spec.of]
  const all = `/inquiries/{slug}/${path}`
  const one = `${all}/{ref}`
  const current = async (actor: Actor, ref: Ref) => spec.record.parse(await spec.load(actor, ref))
  const base = { tag: spec.tag, of: spec.of, current }
  const asText = (ref: Ref) => formatRef(prefix, ref.series, ref.number)
  const carriedOut = async (command: Command<z.ZodType, Answer>, { actor, ref, body }: Call): Promise<Reply> => {
    const value = await command(actor, { ...body, [spec.of]: asText(ref) })
    return { value, ...(typeof value.version === 'number' ? { version: value.version } : {}) }
  }

  return {
    /** GET: a part of all that the caller may see. */
    list<F extends z.ZodObject, I>({ filter, entry, part, ...words }: Listing<F, I>): Operation {
      return {
        ...words,
        id: `list${spec.tag}`,
        method: 'GET',
        path: all,
        tag: spec.tag,
        query: listQuery(filter),
        shows: entry ? { [`${spec.name}Entry`]: entry } : { [spec.name]: spec.record },
        answer: z.object({ items: z.array(entry ?? spec.record), next: z.string().nullable(), total: z.int() }),
        run: async ({ actor, query }) => {
          const { filter, page } = readListQuery(query)
          return { value: await part(actor, filter as Partial<z.output<F>>, page) }
        },
      }
    },

    /** POST: makes one. */
    make({ command, example, ...words }: Verb<Written>): Operation {
      return {
        ...words,
        id: `create${spec.name}`,
        method: 'POST',
        path: all,
        tag: spec.tag,
        body: { schema: command.input, fromAddress: [], example },
        shows: written,
        answer: writtenAnswer,
        status: 201,
        run: async ({ actor, body }) => {
          const value = await command(actor, body)
          const location = `${all.replace('{slug}', actor.inquiry.slug)}/${value.ref}`
          return { value, version: value.version, location }
        },
      }
    },

    /** GET: one by its number. */
    read(): Operation {
      return {
        ...base,
        id: `get${spec.name}`,
        method: 'GET',
        path: one,
        summary: `Show ${spec.one}`,
        shows: { [spec.name]: spec.record },
        answer: spec.record,
        run: async ({ actor, ref }) => {
          const value = await spec.load(actor, ref)
          return { value, version: value.version }
        },
      }
    },

    /** PUT: changes what it says. */
    edit({ command, example, ...words }: Verb<Written>): Operation {
      return {
        ...words,
        ...base,
        id: `edit${spec.name}`,
        method: 'PUT',
        path: one,
        body: { schema: command.input, fromAddress: [spec.of], example },
        shows: written,
        answer: writtenAnswer,
        run: (call) => carriedOut(command, call),
      }
    },

    /** GET and POST of its transitions: what may happen to it now, and making one of them happen. */
    moves<Status extends string>({ table, labels, judge, command, example }: Moving<Status, R>): Operation[] {
      const moves = { table: table as readonly Move<string>[], labels: labels as Labels<string> }
      const path = `${one}/transitions`
      return [
        {
          ...base,
          moves,
          id: `get${spec.name}Transitions`,
          method: 'GET',
          path,
          summary: `Show what may happen to ${spec.one} now`,
          description: 'Every line of the table of transitions: open to you now, or the reason why not.',
          shows: { Transitions: transitionsAnswer },
          answer: transitionsAnswer,
          run: async ({ actor, ref }) => {
            const record = await spec.load(actor, ref)
            const judged = await judge(actor, record)
            const value = {
              ref: record.ref,
              status: record.status,
              version: record.version,
              transitions: judged.map(shownMove),
            }
            return { value, version: record.version }
          },
        },
        {
          ...base,
          moves,
          id: `move${spec.name}`,
          method: 'POST',
          path,
          summary: `Make ${spec.one} take a transition`,
          description: 'Which fields it needs, and who may do it, stands in the table of transitions.',
          body: { schema: command.input, fromAddress: [spec.of], example },
          shows: written,
          answer: writtenAnswer,
          run: (call) => carriedOut(command, call),
        },
      ]
    },

    /** POST or PUT of something that belongs to one record: an extension, a clearance. */
    act({
      id,
      under,
      method = 'POST',
      answer = writtenAnswer,
      command,
      example,
      ...words
    }: Verb<Answer> & { id: string; under: string; method?: 'POST' | 'PUT'; answer?: z.ZodType }): Operation {
      return {
        ...words,
        ...base,
        id,
        method,
        path: `${one}/${under}`,
        body: { schema: command.input, fromAddress: [spec.of], example },
        shows: written,
        answer,
        run: (call) => carriedOut(command, call),
      }
    },
  }
}
