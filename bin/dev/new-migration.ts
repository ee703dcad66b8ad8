/**
 * Writes the next migration from the Prisma schema: `node --import tsx bin/dev/new-migration.ts <name>`.
 * With `--check` it prints what the migrations lack, and exits with 1 if they lack anything.
 *
 * It stands in for `prisma migrate dev`, whose engine is a binary that has to be downloaded. The SQL is a draft: read
 * it, and add by hand what Prisma cannot express.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { readMigrations, root } from '../../lib/testing/prisma-files.ts'
import { schemaDiff } from '../../lib/testing/schema-diff.ts'
import { withThrowAwayDatabase } from './throw-away-database.ts'

const [name] = process.argv.slice(2)
if (!name || !/^(--check|[a-z][a-z0-9_]*)$/.test(name)) {
  console.error('Usage: new-migration.ts <name> (lower case and underscores), or --check')
  process.exit(2)
}

const sql = await withThrowAwayDatabase(async (url) => {
  await applyMigrations(url)
  return schemaDiff(url)
})

if (sql === '') {
  console.log('The migrations and the schema agree.')
} else if (name === '--check') {
  console.log(sql)
  process.exitCode = 1
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const path = join('prisma/migrations', `${stamp}_${name}`, 'migration.sql')
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), `${sql}\n`)
  console.log(path)
}

async function applyMigrations(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const { path, content } of await readMigrations()) {
      await client.query(content).catch((cause) => {
        throw new Error(`${path}: ${cause.message}`, { cause })
      })
    }
  } finally {
    await client.end()
  }
}
