import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** State and time of birth of a process as the kernel tells them; Linux only. */
function kernelSays(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], born: fields[19] }
  } catch {
    return { state: null, born: null }
  }
}

/** Whether a process runs, also one of another user. One that ended but was not collected by its parent does not. */
export function alive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return !['Z', 'X'].includes(kernelSays(pid).state)
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

// The time of birth tells a process from a later one that was given the same number.
function holderIn(text) {
  try {
    const holder = JSON.parse(text)
    return alive(holder.pid) && holder.born === kernelSays(holder.pid).born ? holder : null
  } catch {
    return null
  }
}

/** Who holds the lock now: what was written into it, with `pid`; null when nobody does, or its process is gone. */
export function lockHolder(path) {
  const text = read(path)
  return text === null ? null : holderIn(text)
}

/**
 * Takes a lock file for this process, at once or not at all. A lock whose process is gone counts as free.
 * Written beside and linked, so that nobody ever reads half a lock.
 */
export function takeLock(path, details = {}) {
  mkdirSync(dirname(path), { recursive: true })
  const own = `${path}.${process.pid}`
  const write = (more) =>
    writeFileSync(own, JSON.stringify({ pid: process.pid, born: kernelSays(process.pid).born, ...more }))
  try {
    for (;;) {
      write(details)
      try {
        linkSync(own, path)
        return {
          describe(more) {
            write(more)
            renameSync(own, path)
          },
          release: () => rmSync(path, { force: true }),
        }
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const seen = read(path)
      if (seen === null) continue
      if (holderIn(seen)) return null
      // The holder is gone. Move its lock aside; if somebody took it in between, give theirs back.
      try {
        renameSync(path, own)
        if (read(own) !== seen) linkSync(own, path)
      } catch (error) {
        if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
      }
    }
  } finally {
    rmSync(own, { force: true })
  }
}
