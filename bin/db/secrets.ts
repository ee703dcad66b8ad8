import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '@/lib/operator-error'

const schema = z.object({ superuser: z.string(), owner: z.string(), app: z.string() })

/** Passwords of the embedded database's three logins. */
export type Secrets = z.infer<typeof schema>

const password = () => randomBytes(24).toString('base64url')

/**
 * Passwords of the embedded database in `folder`, made on the first start and kept in a file that only its owner reads.
 * @throws OperatorError when there is a database but its passwords are gone.
 */
export function secrets(folder: string): Secrets {
  const file = join(folder, 'database.json')
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (existsSync(join(folder, 'db', 'PG_VERSION'))) {
    throw new OperatorError(
      `${file} is missing: it holds the passwords of the database beside it. Restore it from a backup.`,
    )
  }
  const made = { superuser: password(), owner: password(), app: password() }
  const temporary = `${file}.${process.pid}`
  const handle = openSync(temporary, 'w', 0o600)
  writeSync(handle, JSON.stringify(made))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
  return made
}
