import { readFileSync, rmSync } from 'node:fs'
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

function serves(pid: number, home: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(home)
  } catch {
    return false
  }
}

/**
 * Stops a PostgreSQL in `home` that outlived the program that had started it, and waits until it is gone. Call it only
 * while holding the folder's lock. A pid file whose number now belongs to some other program is removed.
 */
export async function stopLeftover(home: string): Promise<void> {
  const left = readPidFile(home)
  if (!left || !alive(left.pid)) return
  if (!serves(left.pid, home)) return rmSync(join(home, 'postmaster.pid'), { force: true })
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
  ] as const) {
    try {
      process.kill(left.pid, signal)
    } catch {
      // Gone already, or not ours to stop: the wait tells which.
    }
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      if (!alive(left.pid)) return
      await wait(50)
    }
  }
  throw new OperatorError(
    `A PostgreSQL (process ${left.pid}) still serves ${home} and does not stop. End it, then start again.`,
  )
}
