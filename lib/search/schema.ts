import { z } from 'zod'
import { line, parseRef, type Ref } from '@/lib/fields'
import { type RecordKind, recordKinds } from '@/lib/words'

/** What is typed into the search field. */
export const searchInput = z.strictObject({ q: line('Words', { max: 200, hint: 'write words or a record number' }) })

/** A record's number as people type it, `R-12`, `r12` or `l-m3`, or null where the text is none. */
export function recordNumber(text: string): { kind: RecordKind; ref: Ref } | null {
  const match = /^(CO|CL|[QLREO])\s*-?\s*([MN]?)\s*-?\s*(\d{1,9})$/i.exec(text.trim())
  if (!match) return null
  const prefix = (match[1] ?? '').toUpperCase()
  const kind = (Object.keys(recordKinds) as RecordKind[]).find((name) => recordKinds[name].prefix === prefix)
  const ref = parseRef(prefix, `${prefix}-${match[2]}${Number(match[3])}`)
  return kind && ref ? { kind, ref } : null
}
