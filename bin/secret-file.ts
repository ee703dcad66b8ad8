import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/**
 * The text of a secret that was made once: read from `file`, or made now and kept there, durably, for this user's eyes only.
 * Half a file is never left: it is written beside and moved.
 */
export function keptSecret(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = make()
  const temporary = `${file}.${process.pid}`
  const handle = openSync(temporary, 'w', 0o600)
  writeSync(handle, made)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
  return made
}
