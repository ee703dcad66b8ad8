import { z } from 'zod'
import { line, parseRef, type Ref } from '@/lib/fields'
import { anyPrefix, kindOfPrefix, type RecordKind } from '@/lib/words'

/** What is typed into the search field. */
export const searchInput = z.strictObject({ q: line('Words', { max: 200, hint: 'write words or a record number' }) })

const NUMBER = new RegExp(`^(${anyPrefix})\\s*-?\\s*([MN]?)\\s*-?\\s*(\\d{1,9})$`, 'i')

/** A record's number as people type it, `R-12`, `r12` or `l-m3`, or null where the text is none. */
export function recordNumber(text: string): { kind: RecordKind; ref: Ref } | null {
  const match = NUMBER.exec(text.trim())
  if (!match) return null
  const prefix = (match[1] ?? '').toUpperCase()
  const kind = kindOfPrefix(prefix)
  const ref = parseRef(prefix, `${prefix}-${match[2]}${Number(match[3])}`)
  return kind && ref ? { kind, ref } : null
}
