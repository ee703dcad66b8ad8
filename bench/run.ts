/** `npm run bench`: what the app costs at 10,000 and at 100,000 requests, beside the same SQL without the app. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Filled, fill } from '@/bench/fill'
import { caught, floorOf } from '@/bench/floor'
import { load, type Measured, percentile, summary } from '@/bench/load'
import { bareWrite, type Keys, type Operation, operations } from '@/bench/operations'
import { line, ratios } from '@/bench/report'
import { type Running, startServer } from '@/bench/server'
import { signIn } from '@/bench/sign-in'
import { startEmbedded } from '@/bin/embedded-db'
import { closeDb } from '@/lib/db'
import { migrate } from '@/lib/migrate'
import type { Actor } from '@/lib/people/actor'

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    connections: { type: 'string', default: '1,8' },
    seconds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
  },
})
const numbers = (text: string) => text.split(',').map(Number)
const seconds = Number(given.seconds)
/**
 * For so many seconds each operation is asked before it is measured first: a server that has just started is still compiling itself, and one
 * that runs is not. With more connections, it has been asked before.
 */
const WARM = { first: Number(given.warm), again: 1 }
/** Writes change what is measured after them, so they are few. */
const WRITES = 300

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href

async function database(
  ownerUrl: string,
  appUrl: string,
  size: number,
): Promise<{ ownerUrl: string; appUrl: string; filled: Filled }> {
  const name = `bench_${size}`
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const urls = { ownerUrl: at(ownerUrl, name), appUrl: at(appUrl, name) }
  await migrate(urls)
  return { ...urls, filled: await fill(urls.ownerUrl, size) }
}

function actorOf(filled: Filled): Actor {
  const inquiry = {
    id: filled.inquiryId,
    slug: filled.slug,
    name: 'Bench inquiry',
    timeZone: 'America/New_York',
    closedOn: null,
  }
  return { ...filled.staffer, isAdmin: false, via: 'screen', inquiry, role: 'staffer', side: 'majority' }
}

async function floor(operation: Operation, filled: Filled, url: string, connections: number): Promise<Measured> {
  if (operation.reads) {
    const { reads } = operation
    return floorOf(url, await caught(() => reads(actorOf(filled))), { connections, seconds: Math.min(2, seconds) })
  }
  const times: number[] = []
  const from = performance.now()
  const worker = async () => {
    while (performance.now() - from < 1_000) {
      const start = performance.now()
      await bareWrite(filled)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return summary(times, (performance.now() - from) / 1_000, 0, [])
}

async function measure(
  running: Running,
  keys: Keys,
  filled: Filled,
  url: string,
  { size, connections, warm }: { size: number; connections: number; warm: number },
): Promise<Map<string, Measured>> {
  const results = new Map<string, Measured>()
  for (const operation of operations(filled, keys, size, connections)) {
    if (!operation.name.includes(given.only) || (operation.alone && connections > 1)) continue
    const { name, next, expect } = operation
    const most = operation.kind === 'write' ? WRITES : undefined
    const first = await load(running.origin, next, { connections, seconds: warm, most: operation.warm, expect })
    const before = running.cpuMs()
    await running.times()
    const app = await load(running.origin, next, { connections, seconds, most, expect })
    const cpu = (running.cpuMs() - before) / Math.max(1, app.n)
    const times = (await running.times()).sort((a, b) => a - b)
    const inServer = { p50: percentile(times, 50), p95: percentile(times, 95) }
    const bare = await floor(operation, filled, url, connections)
    console.log(line(name, app, { cpu, inServer, first, bare }))
    if (app.wrong.length) console.log(`    ${app.wrong.length} answers were wrong, the first: ${app.wrong[0]}`)
    results.set(`${name} at ${connections}`, app)
  }
  return results
}

const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'))
const embedded = await startEmbedded(join(folder, 'data'))
const bySize = new Map<number, Map<string, Measured>>()
try {
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  )
  for (const size of numbers(given.sizes)) {
    const from = performance.now()
    const { ownerUrl, appUrl, filled } = await database(embedded.ownerUrl, embedded.appUrl, size)
    console.log(
      `\n${size.toLocaleString('en-US')} requests, filled in ${Math.round((performance.now() - from) / 1_000)} s`,
    )
    const env = {
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATA_DIR: join(folder, `app-${size}`),
      NEXTAUTH_SECRET: 'b'.repeat(64),
    }
    Object.assign(process.env, env)
    const running = await startServer(env)
    try {
      const keys = await signIn(filled)
      const results = new Map<string, Measured>()
      for (const [pass, connections] of numbers(given.connections).entries()) {
        const warm = pass === 0 ? WARM.first : WARM.again
        console.log(`\n  ${connections} ${connections === 1 ? 'connection' : 'connections'}`)
        for (const [name, measured] of await measure(running, keys, filled, appUrl, { size, connections, warm }))
          results.set(name, measured)
      }
      bySize.set(size, results)
      console.log(`\n  memory of the server after the run: ${Math.round(running.memoryMb())} MB`)
    } finally {
      await closeDb()
      await running.stop()
    }
  }
  console.log(ratios(bySize))
} finally {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}
