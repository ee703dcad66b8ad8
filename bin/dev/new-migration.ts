import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { command } from '@/bin/command'
import { startEmbedded } from '@/bin/embedded-db'
import { migrate } from '@/lib/migrate'
import { OperatorError } from '@/lib/operator-error'
import { schemaDiff } from '@/lib/testing/schema-diff'

/** What the migrations lack of the schema, found in a database that is made for the question. */
async function lacking(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-migration-'))
  try {
    const { ownerUrl, appUrl, stop } = await startEmbedded(join(folder, 'data'))
    try {
      // The grants may already name a table that the migration to be written will make.
      await migrate({ ownerUrl, appUrl, grants: '' })
      return await schemaDiff(ownerUrl)
    } finally {
      await stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function write(name: string, sql: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const path = join('prisma', 'migrations', `${stamp}_${name}`, 'migration.sql')
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${sql}\n`)
  return path
}

await command(
  {
    usage: 'node --import tsx bin/dev/new-migration.ts <name>',
    about:
      'Writes the next migration from the Prisma schema. It is a draft: read it, and add what Prisma cannot express. ' +
      'It stands in for prisma migrate dev, whose engine would have to be downloaded.',
    options: { check: { type: 'boolean' } },
    word: 'any',
    meanings: { check: 'write nothing; print what the migrations lack, and fail if they lack anything' },
  },
  async ({ values, word: name }) => {
    if (!values.check && !/^[a-z][a-z0-9_]*$/.test(name)) {
      throw new OperatorError('Give the migration a name of lower-case letters, digits and underscores.')
    }
    const sql = await lacking()
    if (sql === '') return console.log('The migrations and the schema agree.')
    if (!values.check) return console.log(await write(name, sql))
    console.log(sql)
    process.exitCode = 1
  },
)
