import { config } from '@/lib/config'
import { OperatorError } from '@/lib/operator-error'

/**
 * The role whose rights the application has, and whether its connections have to step down to it first. With a login of
 * its own that is this login; with a single login, which owns the tables, it is `<database>_app`, which `migrate` makes.
 */
export function appRole(databaseUrl: string, ownerUrl: string): { role: string; stepDown: boolean } {
  const app = new URL(databaseUrl)
  const owner = new URL(ownerUrl)
  if (app.username && app.username !== owner.username) {
    return { role: decodeURIComponent(app.username), stepDown: false }
  }
  // PostgreSQL cuts names at 63 bytes, and a plain one needs no quoting in a connection's options.
  const database = decodeURIComponent(app.pathname.slice(1)).replace(/[^A-Za-z0-9_-]/g, '_')
  return { role: `${database.slice(0, 59)}_app`, stepDown: true }
}

/**
 * Where the application's own connections go, and the role that they take on when the address's login is the owner.
 * @throws OperatorError when no database is known: the launcher starts the embedded one and then sets DATABASE_URL.
 */
export function databaseConnection(): { url: string; role: string | undefined } {
  const { DATABASE_URL, DATABASE_OWNER_URL } = config()
  if (!DATABASE_URL || !DATABASE_OWNER_URL) {
    throw new OperatorError('DATABASE_URL is not set: start with npm start, which starts or finds the database.')
  }
  const { role, stepDown } = appRole(DATABASE_URL, DATABASE_OWNER_URL)
  return { url: DATABASE_URL, role: stepDown ? role : undefined }
}
