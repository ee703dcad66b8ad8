/** A value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * JSON with its keys sorted and no white space, so that the same content is always the same bytes (in the manner of RFC 8785; our
 * numbers are integers, for which JSON.stringify is already canonical). These bytes are what the audit log hashes and stores.
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const parts = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value)
}

/** What a record says, as plain JSON: links as arrays of ids, days as YYYY-MM-DD, moments as ISO strings in UTC. */
export type Snapshot = { [field: string]: Json }

/** Field to [old, new]; on creation old is null. Folding all changes of a record in order gives back its snapshot at any moment. */
export type Changes = { [field: string]: [Json, Json] }

/** The fields that differ; `before` is null for a record that is just being made. */
export function changesBetween(before: Snapshot | null, after: Snapshot): Changes {
  const changes: Changes = {}
  for (const field of new Set([...Object.keys(before ?? {}), ...Object.keys(after)])) {
    const old = before?.[field] ?? null
    const fresh = after[field] ?? null
    if (canonical(old) !== canonical(fresh)) changes[field] = [old, fresh]
  }
  return changes
}

/** The record as it stood after these changes, oldest first. Fields that are null are left out. */
export function fold(changes: readonly Changes[]): Snapshot {
  const record: Snapshot = {}
  for (const step of changes) {
    for (const [field, [, fresh]] of Object.entries(step)) {
      if (fresh === null) delete record[field]
      else record[field] = fresh
    }
  }
  return record
}
