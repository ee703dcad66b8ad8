import type { Schema } from '@/lib/api/openapi'
import { figure } from '@/lib/words'

/** What may stand in a field, in words, from its JSON Schema. */
export function typeWords(schema: Schema): string {
  const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (options) return orWords(options.map(typeWords))
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(', ')
  if ('const' in schema) return schema.const === '' ? '' : String(schema.const)
  if (schema.type === 'array') return `list of ${typeWords((schema.items ?? {}) as Schema)}`
  const types = [schema.type].flat().filter((type) => type !== 'null')
  const words = types.map((type) => ofType(String(type ?? 'any value'), schema))
  return orWords([...words, ...([schema.type].flat().includes('null') ? ['null'] : [])])
}

function orWords(words: string[]): string {
  return [...new Set(words.filter(Boolean))].join(', or ')
}

function ofType(type: string, { format, maxLength }: Schema): string {
  if (format === 'date') return 'day, YYYY-MM-DD'
  if (format === 'date-time') return 'moment, as in 2026-02-12T09:40:00-05:00'
  if (format === 'email') return 'e-mail address'
  if (type === 'string') return typeof maxLength === 'number' ? `text, up to ${figure(maxLength)}` : 'text'
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'boolean' ? 'true or false' : type
}
