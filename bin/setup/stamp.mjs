import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

function* filesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile()) yield path
  if (!found?.isDirectory()) return
  for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name))
}

/** SHA-256 over names and contents of files and folders, in hex; what does not exist counts as empty. */
export function hashOf(paths, without = () => false) {
  const hash = createHash('sha256').update(process.version)
  for (const path of paths) {
    for (const file of filesBelow(path)) {
      if (!without(file)) hash.update(`\0${file}\0`).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/** Does the work unless the stamp file says that it was done for this very hash. */
export async function unlessStamped(stampFile, hash, work) {
  if (readStamp(stampFile) === hash) return
  // Gone first: work that is broken off half-way must not look done.
  rmSync(stampFile, { force: true })
  await work()
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, hash)
}

function readStamp(stampFile) {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return null
  }
}
