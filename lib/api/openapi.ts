import { z } from 'zod'
import type { BodyOf, Operation } from '@/lib/api/operation'
import { type ProblemKind, problemKinds } from '@/lib/api/problem'
import type { Json } from '@/lib/audit/canonical'
import { config } from '@/lib/config'
import { recordKinds } from '@/lib/words'

export type Schema = { [key: string]: Json }

/** Schemas that have a name of their own in the description. */
type Names = ReadonlyMap<z.core.$ZodType, string>

/**
 * A zod schema as JSON Schema (2020-12, as OpenAPI 3.1 takes it): what is sent (`input`), or what is answered (`output`). Where a schema of
 * `names` stands in it, it becomes a reference. Left out is what a format or a type says already, zod's patterns for dates and the bounds of
 * every whole number; and answers may gain fields without breaking anybody.
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', names: Names = new Map()): Schema {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override({ zodSchema, jsonSchema: of }) {
      if (of.format) delete of.pattern
      if (of.minimum === Number.MIN_SAFE_INTEGER) delete of.minimum
      if (of.maximum === Number.MAX_SAFE_INTEGER) delete of.maximum
      if (io === 'output') delete of.additionalProperties
      const name = names.get(zodSchema)
      if (!name) return
      for (const key of Object.keys(of)) Reflect.deleteProperty(of, key)
      of.$ref = `#/components/schemas/${name}`
    },
  })
  return plain as Schema
}

/** The fields of a body: those of the command, less what the address gives. */
export function bodySchema({ schema, fromAddress }: BodyOf): Schema {
  const whole = jsonSchema(schema, 'input')
  const properties = Object.entries((whole.properties ?? {}) as Schema).filter(([name]) => !fromAddress.includes(name))
  const required = ((whole.required ?? []) as string[]).filter((name) => !fromAddress.includes(name))
  const fields: Schema = Object.fromEntries(properties)
  // A form sends it as text; a program has no reason to.
  if (fields.version) fields.version = { title: 'Version', type: 'integer', minimum: 1 }
  return { ...whole, properties: fields, required }
}

const EXAMPLE_ID = '01a21788-da48-7036-80c5-679c93bebbd7'

/** The parameters that stand in an operation's address and query. */
export function parametersOf(operation: Operation): Schema[] {
  const places = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    const prefix = operation.of ? recordKinds[operation.of].prefix : ''
    if (name === 'id') return place('id', `Id of the ${operation.tag.toLowerCase().replace(/s$/, '')}`, EXAMPLE_ID)
    return name === 'ref'
      ? place('ref', `Number of the ${operation.of}`, `${prefix}-12`)
      : place('slug', 'Name of the inquiry in addresses', 'strike')
  })
  const query = operation.query ? jsonSchema(operation.query, 'input') : {}
  const required = (query.required ?? []) as string[]
  const filters = Object.entries((query.properties ?? {}) as Record<string, Schema>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(schema.title ? { description: schema.title } : {}),
    schema,
  }))
  return [...places, ...filters]
}

const place = (name: string, description: string, example: string): Schema => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
  example,
})

/** The kinds of problem that an operation can answer with. */
function problemsOf(operation: Operation): ProblemKind[] {
  const kinds: ProblemKind[] = ['foreign_origin', 'invalid', 'failure']
  if (!operation.open) kinds.push('unauthenticated', 'spill', 'unavailable')
  if (operation.path.includes('{')) kinds.push('missing')
  if (operation.staffersOnly) kinds.push('forbidden')
  if (operation.body) kinds.push('malformed', 'forbidden', 'closed', 'too_large', 'media_type', 'conflict', 'full')
  return kinds
}

const header = (description: string, schema: Schema = { type: 'string' }) => ({ description, schema })

function answers(operation: Operation, names: Names): Schema {
  const status = operation.status ?? 200
  const versioned = operation.of !== undefined || status === 201
  const headers = {
    ...(versioned ? { ETag: header('Version of the record, in quotes') } : {}),
    ...(status === 201 ? { Location: header('Where the record is that was made') } : {}),
    ...(operation.method === 'POST'
      ? { 'Idempotency-Replayed': header('"true" when this is the first answer, given again') }
      : {}),
  }
  const good = {
    description: status === 201 ? 'Made.' : 'Done.',
    headers,
    content: { 'application/json': { schema: jsonSchema(operation.answer, 'output', names) } },
  }
  const kinds = problemsOf(operation)
  const bad = [...new Set(kinds.map((kind) => problemKinds[kind].status))].sort().map((code) => [
    code,
    {
      description: kinds
        .filter((kind) => problemKinds[kind].status === code)
        .map((kind) => problemKinds[kind].meaning)
        .join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ])
  return { [status]: good, ...Object.fromEntries(bad) }
}

const reusable = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A name for this one act, 1 to 200 visible characters, such as a UUID. Repeating the call with the same key and body does nothing again and gets the first answer. Keys are kept for 30 days.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The ETag of the record as you read it; may stand instead of "version" in the body.',
    schema: { type: 'string' },
    example: '"3"',
  },
}

function describeOperation(operation: Operation, names: Names): Schema {
  const ref = (name: keyof typeof reusable) => ({ $ref: `#/components/parameters/${name}` })
  const body = operation.body && bodySchema(operation.body)
  const versioned = body !== undefined && 'version' in (body.properties as Schema)
  if (body && versioned) body.required = (body.required as string[]).filter((name) => name !== 'version')
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    ...(operation.open ? { security: [] } : {}),
    parameters: [
      ...parametersOf(operation),
      ...(operation.method === 'POST' ? [ref('IdempotencyKey')] : []),
      ...(versioned ? [ref('IfMatch')] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: body, example: operation.body?.example ?? {} } },
          },
        }
      : {}),
    responses: answers(operation, names),
  }
}

const problem: Schema = {
  type: 'object',
  description: 'RFC 9457. Title and detail are for people; act on type and status.',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', enum: Object.keys(problemKinds).map((kind) => `/api-docs#${kind}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri', description: 'Id of this request, to quote' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string', description: 'The field, dotted' }, message: { type: 'string' } },
      },
    },
    yours: { type: 'integer', description: 'In a conflict: the version that you named' },
    current: { type: 'integer', description: 'In a conflict: the version that is' },
    record: { type: 'object', description: 'In a conflict: the record as it stands' },
  },
  example: {
    type: '/api-docs#invalid',
    title: 'Some fields need another look',
    status: 422,
    instance: 'urn:uuid:0d6a1c9e-3b52-4f0e-9f57-6f1f9f0d2c11',
    errors: [{ path: 'wording', message: 'Question is empty: write at least a sentence.' }],
  },
}

/** The whole API as an OpenAPI 3.1 description, made from the same list and the same schemas that answer the calls. */
export function describeApi(operations: readonly Operation[]): Schema {
  const named = new Map(operations.flatMap(({ shows }) => Object.entries(shows ?? {})))
  const names: Names = new Map([...named].map(([name, schema]) => [schema, name]))
  const schemas = Object.fromEntries([...named].map(([name, schema]) => [name, jsonSchema(schema, 'output')]))
  const paths: Record<string, Schema> = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(operation, names),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Oversight Ledger',
      version: '1',
      summary: 'What an oversight committee asked for, against each open question of its inquiry, and what came.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${config().APP_URL}/api/v1` }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A personal token. It may do what its owner may, at most.',
        },
      },
      parameters: reusable,
      schemas: { ...schemas, Problem: problem },
    },
  }
}
