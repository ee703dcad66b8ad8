import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureDataFolder } from '@/bin/data-folder'
import { ensureCluster, program } from '@/bin/db/cluster'
import { chooseIdentity } from '@/bin/db/identity'
import { readPidFile, stopLeftover } from '@/bin/db/leftover'
import { type Postmaster, startPostmaster } from '@/bin/db/postmaster'
import { embeddedUrl, ensureRoles } from '@/bin/db/roles'
import { type Secrets, secrets } from '@/bin/db/secrets'
import { type Lock, lockHolder, takeLock } from '@/bin/lock.mjs'
import { OperatorError } from '@/lib/operator-error'

/** A database to work with: the login that owns and migrates, the login of the application, and how to let go of it. */
export type EmbeddedDatabase = { ownerUrl: string; appUrl: string; stop(): Promise<void> }

const LOCK_WITHIN_MS = 30_000
const lockFile = (folder: string) => join(folder, 'database.lock')

async function lock(folder: string): Promise<Lock> {
  const until = Date.now() + LOCK_WITHIN_MS
  for (;;) {
    const taken = takeLock(lockFile(folder))
    if (taken) return taken
    if (Date.now() > until) {
      throw new OperatorError(
        `Process ${lockHolder(lockFile(folder))?.pid} uses the database in ${folder}. Wait for it or end it.`,
      )
    }
    await wait(100)
  }
}

// Not by the console: while the server runs that keeps others' words from the log, and these are ours.
const say = (words: string) => process.stderr.write(`${words}\n`)

/** Starts PostgreSQL again, on the same port, whenever it dies without having been asked to; returns how to stop it. */
function keepAlive(first: Postmaster, again: () => Promise<Postmaster>): () => Promise<void> {
  let current = first
  let stopping = false
  const watch = async () => {
    for (;;) {
      await current.exited
      if (stopping) return
      say('The embedded database has stopped unexpectedly; starting it again.')
      try {
        current = await again()
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
        await wait(5000)
      }
      if (stopping) return current.stop()
    }
  }
  const watching = watch()
  return async () => {
    stopping = true
    await current.stop()
    await watching
  }
}

const result = (port: number, passwords: Secrets, stop: () => Promise<void>): EmbeddedDatabase => ({
  ownerUrl: embeddedUrl('owner', port, passwords),
  appUrl: embeddedUrl('app', port, passwords),
  stop,
})

/**
 * Starts the embedded PostgreSQL of the data folder `folder` (made when missing) for this process alone, with its two
 * logins and its database `ledger`; not migrated. Durable, on loopback only, gone when this process is gone.
 * @throws OperatorError when another process holds the folder, or PostgreSQL cannot run here
 */
export async function startEmbedded(folder: string): Promise<EmbeddedDatabase> {
  ensureDataFolder(folder)
  const held = await lock(folder)
  try {
    const passwords = secrets(folder)
    const identity = chooseIdentity(program('postgres'), folder)
    await stopLeftover(join(folder, 'db'))
    const home = ensureCluster(folder, identity, passwords.superuser)
    const url = (port: number) => embeddedUrl('superuser', port, passwords)
    const first = await startPostmaster(home, identity, url)
    await ensureRoles(first.port, passwords)
    const stop = keepAlive(first, async () => {
      await stopLeftover(home)
      return startPostmaster(home, identity, url, first.port)
    })
    return result(first.port, passwords, async () => {
      await stop()
      held.release()
    })
  } catch (error) {
    held.release()
    throw error
  }
}

/**
 * The embedded database of `folder` for a command: the running one when the server of this folder runs (then `stop` leaves
 * it alone), else one that is started for as long as the command works.
 */
export async function connectEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const until = Date.now() + LOCK_WITHIN_MS
  while (lockHolder(lockFile(folder)) && Date.now() < until) {
    const running = readPidFile(join(folder, 'db'))
    if (running?.ready) return result(running.port, secrets(folder), async () => {})
    await wait(100)
  }
  return startEmbedded(folder)
}
