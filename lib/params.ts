import type { z } from 'zod'
import { parseRef, type Ref } from '@/lib/fields'
import { notHere } from '@/lib/people/session'
import { Refusal } from '@/lib/refusal'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The record number in an address; anything else is a page that does not exist. */
export function refParam(prefix: string, text: string): Ref {
  return parseRef(prefix, decodeURIComponent(text)) ?? notHere()
}

/** Runs a query for a page: what is missing or hidden becomes the page that says so. */
export async function orNotFound<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'missing') notHere()
    throw error
  }
}

/**
 * The filters in an address, read leniently field by field: a value that the schema refuses is dropped and listed in `dropped`, so that an
 * old or mistyped link still opens and says what it ignored.
 */
export async function filterParams<S extends z.ZodObject>(
  schema: S,
  params: SearchParams,
): Promise<{ filter: Partial<z.output<S>>; given: Record<string, string>; dropped: string[] }> {
  const filter: Record<string, unknown> = {}
  const given: Record<string, string> = {}
  const dropped: string[] = []
  for (const [name, value] of Object.entries(await params)) {
    const text = Array.isArray(value) ? value[0] : value
    if (!text?.trim() || !Object.hasOwn(schema.shape, name)) continue
    const field = schema.shape[name] as z.ZodType
    const result = field.safeParse(text)
    if (!result.success) dropped.push(name)
    else if (result.data !== null && result.data !== undefined) {
      filter[name] = result.data
      given[name] = text
    }
  }
  return { filter: filter as Partial<z.output<S>>, given, dropped }
}

/** The page number in an address, from 1; anything else is the first page. */
export function pageParam(text: string | string[] | undefined): number {
  const page = Number(Array.isArray(text) ? text[0] : text)
  return Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1
}

/** A number of a line or of a revision in an address, from 1; null for anything else. */
export function lineParam(text: string | string[] | undefined): number | null {
  const line = Number(String(Array.isArray(text) ? text[0] : (text ?? '')).replaceAll(',', ''))
  return Number.isSafeInteger(line) && line >= 1 ? line : null
}
