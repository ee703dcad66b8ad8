import { invalidField, Refusal } from '@/lib/refusal'

/**
 * A record named in a field of a form, not the one that is acted on: when it is missing (or hidden, which is the same), that is a problem of
 * the field, in words that repeat only the number as it was read.
 */
export async function named<T>(path: string, label: string, ref: string, load: Promise<T>): Promise<T> {
  try {
    return await load
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'missing') throw notNamed(path, label, ref)
    throw error
  }
}

/** The same for records that are looked up together. */
export const notNamed = (path: string, label: string, ref: string): Refusal =>
  invalidField(path, `${label}: there is no ${ref} here.`)
