import { inspectFileName } from './inspect-file-name'
import { Found, findingIn, markingIn, type SpillFinding } from './inspect-text'
import type { Marking } from './places'

/** A file before anything of it is kept: its name, what its content says that it is, and a way to its bytes. */
export type FileToInspect = {
  name: string
  mediaType: string
  /** Of text, by its bytes */
  encoding?: string | undefined
  /** What was found in a document, mail or container when it was taken apart (lib/files/examine.ts) */
  marking: Marking | null
  /** In bytes */
  size: number
  /** The bytes from `from` up to and with `to` */
  read(from: number, to: number): Promise<Uint8Array>
}

/** Of a text so much is looked at. */
const FIRST_BYTES = 1024 * 1024

/**
 * Does this file carry a classification marking: in its name, in its properties, in the text of its first pages, or at the beginning of its text?
 * Null where it does not. Pictures and sound are not read, nor what opens only with a password.
 */
export async function inspectFile(file: FileToInspect): Promise<SpillFinding | null> {
  const named = inspectFileName(file.name)
  if (named) return findingIn({ rule: named.rule, place: 'name' })
  const found = new Found()
  const marking =
    found.sure(file.marking) ?? (file.encoding ? found.sure(await inspectStart(file, file.encoding)) : null)
  const told = marking ?? found.doubt
  return told && findingIn(told)
}

async function inspectStart(file: FileToInspect, encoding: string): Promise<Marking | null> {
  const bytes = await file.read(0, Math.min(file.size, FIRST_BYTES) - 1)
  return markingIn(new TextDecoder(encoding).decode(bytes), 'text')
}
