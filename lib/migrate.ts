import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, type ClientBase, escapeIdentifier } from 'pg'
import { appRole } from '@/lib/db-url'
import { OperatorError } from '@/lib/operator-error'

/** One file of `prisma/migrations`. Its checksum is SHA-256 in hex, as Prisma keeps it. */
export type Migration = { name: string; sql: string; checksum: string }

const OLDEST_MAJOR = 15
/** Any number, as long as every instance uses the same. */
const LOCK = 7_203_118_001

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

/** The migrations of a folder laid out as Prisma does (`<name>/migration.sql`), in order. */
function readMigrations(folder = join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations')): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names
    .map(({ name }) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function applied(client: ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

/** Whether the database stands exactly where this version of the program expects it. False when it cannot tell. */
export async function migrationsCurrent(client: ClientBase, migrations = readMigrations()): Promise<boolean> {
  try {
    const done = await applied(client)
    return done.size === migrations.length && migrations.every(({ name, checksum }) => done.get(name) === checksum)
  } catch {
    return false
  }
}

async function transaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const value = await work()
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function refuseUnfit(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  )
  if (Math.floor(Number(rows[0]?.number) / 10_000) < OLDEST_MAJOR) {
    throw new OperatorError(`The database is PostgreSQL ${rows[0]?.name}; version ${OLDEST_MAJOR} or newer is needed.`)
  }
}

function refuseUnknown(done: Map<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const [name, checksum] of done) {
    if (!known.has(name)) {
      throw new OperatorError(
        `The database is ahead of this version of the program: it has the migration ${name}, which is not known here. ` +
          'Start the version that made it, or a newer one.',
      )
    }
    if (known.get(name) !== checksum) {
      throw new OperatorError(
        `The migration ${name} was changed after it had been applied. Restore its file, and put the change into a new migration.`,
      )
    }
  }
}

async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await transaction(client, async () => {
      await client.query(sql)
      await client.query(
        `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         values ($1, $2, $3, clock_timestamp(), 1)`,
        [randomUUID(), checksum, name],
      )
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new OperatorError(`The migration ${name} failed and nothing of it was kept: ${reason}`, { cause: error })
  }
}

/** Makes the application's role when the login may do that; a login of its own has to be there already. */
async function ensureAppRole(client: ClientBase, role: string, stepDown: boolean): Promise<void> {
  const name = escapeIdentifier(role)
  const exists = async (condition: string) => {
    const { rows } = await client.query<{ yes: boolean }>(
      `select exists (select from pg_roles where rolname = $1 and ${condition}) as yes`,
      [role],
    )
    return rows[0]?.yes === true
  }
  if (!stepDown) {
    if (await exists('true')) return
    throw new OperatorError(
      `The login ${role} of DATABASE_URL does not exist in the database. Create it, then start again.`,
    )
  }
  if (await exists(`pg_has_role(current_user, oid, 'member')`)) return
  try {
    if (!(await exists('true'))) await client.query(`create role ${name} nologin`)
    await client.query(`grant ${name} to current_user`)
  } catch (error) {
    const { rows } = await client.query<{ login: string }>('select current_user as login')
    const login = escapeIdentifier(rows[0]?.login ?? '')
    throw new OperatorError(
      `The application works with a role of fewer rights, and this login may not make it. As an administrator of the database ` +
        `run: create role ${name} nologin; grant ${name} to ${login}; Or give the application a login of its own in ` +
        'DATABASE_URL, and the one that owns the tables in DATABASE_OWNER_URL.',
      { cause: error },
    )
  }
}

async function applyGrants(client: ClientBase, role: string, grants: string): Promise<void> {
  await transaction(client, async () => {
    await client.query(`select set_config('ledger.app_role', $1, true)`, [role])
    await client.query(grants)
  })
}

/** What to bring where: the two addresses may be the same login. */
export type MigrateInput = {
  ownerUrl: string
  appUrl: string
  migrations?: Migration[]
  /** SQL that gives the application's role its rights, run after the migrations, every time. */
  grants?: string
}

const grantsFile = join(process.cwd(), 'prisma', 'grants.sql')

/**
 * Brings the database to where this version of the program expects it, and gives the application's role its rights.
 * Safe when several instances do it at once; each migration is kept whole or not at all.
 * @returns names of the migrations that were applied now
 * @throws OperatorError when the database is too old, ahead, edited or not reachable, or a migration fails
 */
export async function migrate({ ownerUrl, appUrl, ...input }: MigrateInput): Promise<string[]> {
  const migrations = input.migrations ?? readMigrations()
  const grants = input.grants ?? (existsSync(grantsFile) ? readFileSync(grantsFile, 'utf8') : '')
  const { role, stepDown } = appRole(appUrl, ownerUrl)
  const client = new Client({ connectionString: ownerUrl, options: '-c timezone=UTC', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(Object(error).code) : String(error)
    throw new OperatorError(
      `The database cannot be reached: ${reason}. Check DATABASE_URL, and that the database runs.`,
      {
        cause: error,
      },
    )
  }
  try {
    await refuseUnfit(client)
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query('set client_min_messages = warning')
    await client.query(TABLE)
    const done = await applied(client)
    refuseUnknown(done, migrations)
    await ensureAppRole(client, role, stepDown)
    const due = migrations.filter(({ name }) => !done.has(name))
    for (const migration of due) await apply(client, migration)
    await applyGrants(client, role, grants)
    return due.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
