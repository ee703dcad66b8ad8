import { inspectFileName } from './inspect-file-name'
import { findingOf, inspectText, type SpillFinding } from './inspect-text'

export type SpillAt = { path: string; finding: SpillFinding }

/** More than any form or API call that the rooms accept; beyond it the answer is "not inspected", which stops the write too. */
const MOST_VALUES = 50_000
const DEEPEST = 40

/**
 * Walks every string of a parsed input (objects, arrays, keys, names of files) and gives the first finding with the path of its field
 * (`requests.0.title`). The path of a key that itself carries a marking is its parent's, so that no path repeats one.
 */
export function inspectInput(value: unknown, path = ''): SpillAt | null {
  let left = MOST_VALUES
  const at = (path: string, finding: SpillFinding | null) => finding && { path, finding }

  function walk(value: unknown, path: string, depth: number): SpillAt | null {
    if (--left < 0 || depth > DEEPEST) return { path, finding: findingOf('not-inspected') }
    if (typeof value === 'string') return at(path, inspectText(value))
    if (value instanceof File) return at(path, inspectFileName(value.name))
    if (typeof value !== 'object' || value === null) return null
    for (const [key, inner] of Object.entries(value)) {
      const inKey = Array.isArray(value) ? null : at(path, inspectText(key))
      const found = inKey ?? walk(inner, path === '' ? key : `${path}.${key}`, depth + 1)
      if (found) return found
    }
    return null
  }

  return walk(value, path, 0)
}
