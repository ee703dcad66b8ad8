import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** When a process began, so that a number that was given out again is not taken for it. Known on Linux only. */
function bornAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** Whether a process runs, also one of another user. */
export function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function holderIn(text) {
  try {
    const holder = JSON.parse(text)
    return alive(holder.pid) && holder.born === bornAt(holder.pid) ? holder : null
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
  const write = (more) => writeFileSync(own, JSON.stringify({ pid: process.pid, born: bornAt(process.pid), ...more }))
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
