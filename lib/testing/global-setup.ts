import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { embeddedUrl } from '@/bin/db/roles'
import { secrets } from '@/bin/db/secrets'
import { startEmbedded } from '@/bin/embedded-db'
import { migrate } from '@/lib/migrate'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses of the migrated template database, as its owner and as the application. */
    templateUrls: { ownerUrl: string; appUrl: string }
    /** Address of a login that may do anything, as an operator's single login often is. */
    superuserUrl: string
  }
}

export const TEMPLATE = 'ledger_template'

/** One real PostgreSQL for the whole run, with a migrated database in it that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-test-'))
  const database = await startEmbedded(join(folder, 'data'))
  const client = new Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${TEMPLATE}` }).href
  const urls = { ownerUrl: at(database.ownerUrl), appUrl: at(database.appUrl) }
  await migrate(urls)
  project.provide('templateUrls', urls)
  const port = Number(new URL(database.ownerUrl).port)
  project.provide('superuserUrl', embeddedUrl('superuser', port, secrets(join(folder, 'data'))))
  return async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
