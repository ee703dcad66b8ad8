import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { keptSecret } from '@/bin/secret-file'
import { OperatorError } from '@/lib/operator-error'

const schema = z.object({ superuser: z.string(), owner: z.string(), app: z.string() })

/** Passwords of the embedded database's three logins. */
export type Secrets = z.infer<typeof schema>

const password = () => randomBytes(24).toString('base64url')

/**
 * Passwords of the embedded database in `folder`, made on the first start.
 * @throws OperatorError when there is a database but its passwords are gone.
 */
export function secrets(folder: string): Secrets {
  const file = join(folder, 'database.json')
  if (!existsSync(file) && existsSync(join(folder, 'db', 'PG_VERSION'))) {
    throw new OperatorError(
      `${file} is missing: it holds the passwords of the database beside it. Restore it from a backup.`,
    )
  }
  const make = () => JSON.stringify({ superuser: password(), owner: password(), app: password() })
  return schema.parse(JSON.parse(keptSecret(file, make)))
}
