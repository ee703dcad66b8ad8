import { spawnSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { OperatorError } from '@/lib/operator-error'

/** As whom PostgreSQL runs: the user to switch to, if any, and what goes before its command. */
export type Identity = { uid?: number; gid?: number; prefix: string[] }

const NOBODY = 65534
const USER_NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]

const works = (command: string, args: string[], as: { uid?: number; gid?: number } = {}) =>
  spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...as }).status === 0

function inNamespace(why: string): Identity {
  const [command = '', ...args] = USER_NAMESPACE
  if (works(command, [...args, 'true'])) return { prefix: USER_NAMESPACE }
  throw new OperatorError(why)
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/**
 * PostgreSQL refuses to run as root, and as a user without a name. As root it therefore runs as "nobody" where that user can
 * reach the programs and the data. Otherwise (a checkout that only its owner may enter; a container's bare number) it
 * runs inside a user namespace, where this user is called "nobody".
 * @throws OperatorError when none of this works here
 */
export function chooseIdentity(program: string, folder: string): Identity {
  if (process.getuid?.() !== 0) {
    if (hasName()) return { prefix: [] }
    return inNamespace(
      `PostgreSQL does not run as a user without a name, and ${process.getuid?.()} has none in /etc/passwd. ` +
        'Give it one, or start as another user, or set DATABASE_URL to a PostgreSQL of yours.',
    )
  }
  const nobody = { uid: NOBODY, gid: NOBODY }
  const reached = works('/bin/sh', ['-c', 'test -x "$1" && cd "$2"', 'sh', program, folder], nobody)
  if (reached) return { ...nobody, prefix: [] }
  return inNamespace(
    `PostgreSQL does not run as root, and the user "nobody" cannot enter ${folder}. Start as an ordinary user, ` +
      'or put the checkout and DATA_DIR where others may enter, or set DATABASE_URL to a PostgreSQL of yours.',
  )
}

/** What makes PostgreSQL stop when the process that started it dies, even by kill -9. Linux with util-linux only. */
export function dieWithParent(): string[] {
  return process.platform === 'linux' && works('setpriv', ['--version']) ? ['setpriv', '--pdeathsig', 'INT'] : []
}
