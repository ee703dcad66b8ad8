import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { bodySchema, describeApi } from '@/lib/api/openapi'
import { operations } from '@/lib/api/registry'

it('is a valid OpenAPI 3.1 description', async () => {
  const result = await new Validator().validate(structuredClone(describeApi(operations)))
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
})

it('names each operation once', () => {
  const ids = operations.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const doors = operations.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(doors).size).toBe(doors.length)
})

const withBody = operations.flatMap((one) => (one.body ? [{ id: one.id, body: one.body }] : []))

it.each(withBody)('$id: its fields are described and its example has only such', ({ body }) => {
  const schema = bodySchema(body)
  const fields = Object.keys(schema.properties as object)
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
  expect(fields.length).toBeGreaterThan(0)
  expect(Object.keys(body.example).filter((name) => !fields.includes(name))).toEqual([])
})
