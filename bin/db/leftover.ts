import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { alive } from '@/bin/lock.mjs'
import { OperatorError } from '@/lib/operator-error'

/** What PostgreSQL's own pid file says of the server in `home`: null when there is none, or when it is not ready. */
export function readPidFile(home: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null
  } catch {
    return null
  }
}

/** Processes that work in `home`, which is the working directory of PostgreSQL and of all its helpers. Linux only. */
function workingIn(home: string): number[] {
  const numbers = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return numbers.map(Number).filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === home && alive(pid)
    } catch {
      return false
    }
  })
}

async function gone(seconds: number, still: () => boolean): Promise<boolean> {
  const until = Date.now() + seconds * 1000
  while (still()) {
    if (Date.now() > until) return false
    await wait(50)
  }
  return true
}

/**
 * Stops a PostgreSQL in `home` that outlived the program that had started it, and waits until it and its helpers are gone.
 * Call it only while holding the folder's lock. A pid file that it leaves behind is removed, since PostgreSQL would take
 * any later process of the same number for its predecessor.
 */
export async function stopLeftover(home: string): Promise<void> {
  const left = readPidFile(home)
  if (!left) return
  const real = realpathSync(home)
  const serving = () => alive(left.pid) && (process.platform !== 'linux' || workingIn(real).includes(left.pid))
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
  ] as const) {
    if (!serving()) break
    try {
      process.kill(left.pid, signal)
    } catch {
      // Gone already, or not ours to stop: the wait tells which.
    }
    await gone(seconds, serving)
  }
  if (serving() || !(await gone(10, () => workingIn(real).length > 0))) {
    throw new OperatorError(
      `A PostgreSQL (process ${left.pid}) still serves ${home} and does not stop. End it, then start again.`,
    )
  }
  rmSync(join(home, 'postmaster.pid'), { force: true })
}
