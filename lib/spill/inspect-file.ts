import { inspectFileName } from './inspect-file-name'
import { inspectText, type SpillFinding } from './inspect-text'

/** A file before anything of it is kept: its name, what its content says that it is, and a way to its bytes. */
export type FileToInspect = {
  name: string
  mediaType: string
  /** Of text, by its bytes */
  encoding?: string | undefined
  /** In bytes */
  size: number
  /** The bytes from `from` up to and with `to` */
  read(from: number, to: number): Promise<Uint8Array>
}

/** Of a text so much is looked at. */
const FIRST_BYTES = 1024 * 1024

/** Does this file carry a classification marking, in its name or at the beginning of its text? Null where it does not. */
export async function inspectFile(file: FileToInspect): Promise<SpillFinding | null> {
  return inspectFileName(file.name) ?? (file.encoding ? inspectStart(file, file.encoding) : null)
}

async function inspectStart(file: FileToInspect, encoding: string): Promise<SpillFinding | null> {
  const bytes = await file.read(0, Math.min(file.size, FIRST_BYTES) - 1)
  return inspectText(new TextDecoder(encoding).decode(bytes))
}
