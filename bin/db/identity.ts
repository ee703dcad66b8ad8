import { spawnSync } from 'node:child_process'
import { OperatorError } from '@/lib/operator-error'

/** As whom PostgreSQL runs: the user to switch to, if any, and what goes before its command. */
export type Identity = { uid?: number; gid?: number; prefix: string[] }

const NOBODY = 65534
const USER_NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

const works = (command: string, args: string[], as: { uid?: number; gid?: number } = {}) =>
  spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...as }).status === 0

/**
 * PostgreSQL refuses to run as root. As root it therefore runs as "nobody" where that user can reach the programs and the
 * data, and otherwise (a checkout that only its owner may enter) inside a user namespace where root is an ordinary user.
 * @throws OperatorError when neither works here.
 */
export function chooseIdentity(program: string, folder: string): Identity {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const nobody = { uid: NOBODY, gid: NOBODY }
  if (works('/bin/sh', ['-c', 'test -x "$1" && cd "$2"', 'sh', program, folder], nobody))
    return { ...nobody, prefix: [] }
  const [command = '', ...args] = USER_NAMESPACE
  if (works(command, [...args, 'true'])) return { prefix: USER_NAMESPACE }
  throw new OperatorError(
    `PostgreSQL does not run as root, and the user "nobody" cannot enter ${folder}. Start as an ordinary user, ` +
      'or put the checkout and DATA_DIR where others may enter, or set DATABASE_URL to a PostgreSQL of yours.',
  )
}

/** What makes PostgreSQL stop when the process that started it dies, even by kill -9. Linux with util-linux only. */
export function dieWithParent(): string[] {
  return process.platform === 'linux' && works('setpriv', ['--version']) ? ['setpriv', '--pdeathsig', 'INT'] : []
}
