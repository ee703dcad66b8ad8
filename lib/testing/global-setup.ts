import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '@/lib/migrate'
import { type TestServer, testServer } from '@/lib/testing/postgres'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses of the migrated template database, as its owner and as the application. */
    templateUrls: { ownerUrl: string; appUrl: string }
    /** Address of a login that may do anything, as an operator's single login often is. */
    superuserUrl: string
  }
}

/** One real PostgreSQL for the whole run, with a migrated database in it that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer()
  await commitWithoutWaiting(server)
  const client = new Client({ connectionString: server.ownerUrl })
  await client.connect()
  const template = `${new URL(server.ownerUrl).pathname.slice(1)}_template`
  await client.query(`create database ${template}`)
  await client.end()
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${template}` }).href
  const urls = { ownerUrl: at(server.ownerUrl), appUrl: at(server.appUrl) }
  await migrate(urls)
  project.provide('templateUrls', urls)
  project.provide('superuserUrl', server.superuserUrl)
  return server.stop
}

/** What tests write goes with the run, and that a commit outlives a crash is tried on databases of their own: nobody waits for the disk. */
async function commitWithoutWaiting({ superuserUrl, ownerUrl, appUrl }: TestServer): Promise<void> {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  for (const { username } of [ownerUrl, appUrl].map((url) => new URL(url))) {
    await client.query(`alter role ${username} set synchronous_commit = off`)
  }
  await client.end()
}
