import { z } from 'zod'
import { line, optionalPassage, optionalRef, ref, version } from '@/lib/fields'

const particulars = {
  name: line('Name', { max: 200, hint: 'write the office or the title of the official, not a name' }),
  contact: optionalPassage('Contact', { max: 1_000 }),
  above: optionalRef('O', 'Office above it'),
}

export const addOfficeInput = z.strictObject(particulars)

export const editOfficeInput = z.strictObject({ office: ref('O', 'Office'), version, ...particulars })

/** An office as it is shown, on screens and by the API. */
export const officeRecord = z.object({
  ref: z.string(),
  id: z.uuid(),
  name: z.string(),
  contact: z.string().nullable(),
  /** The office above it in the chain of command */
  above: z.object({ ref: z.string(), name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
})

export type OfficeRecord = z.output<typeof officeRecord>
