import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import type { Secrets } from '@/bin/db/secrets'

const OWNER = 'ledger_owner'
const APP = 'ledger_app'
const DATABASE = 'ledger'

/** Address of a login at the embedded database. */
export function embeddedUrl(login: 'superuser' | 'owner' | 'app', port: number, secrets: Secrets): string {
  const user = { superuser: 'postgres', owner: OWNER, app: APP }[login]
  const database = login === 'superuser' ? 'postgres' : DATABASE
  return `postgresql://${user}:${secrets[login]}@127.0.0.1:${port}/${database}`
}

/**
 * Makes the two logins and the database where they are missing. The owner migrates, and may make further databases
 * (tests, bench); the application's login can only use what the grants give it.
 */
export async function ensureRoles(port: number, secrets: Secrets): Promise<void> {
  const client = new Client({ connectionString: embeddedUrl('superuser', port, secrets) })
  await client.connect()
  try {
    for (const [role, rights, password] of [
      [OWNER, 'login createdb', secrets.owner],
      [APP, 'login', secrets.app],
    ] as const) {
      const found = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (found.rowCount) continue
      await client.query(`create role ${escapeIdentifier(role)} ${rights} password ${escapeLiteral(password)}`)
    }
    await client.query(`grant pg_signal_backend to ${OWNER}`)
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!found.rowCount) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}
