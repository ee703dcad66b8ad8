/**
 * `npm run bench -- --volumes`: imports a volume of 100,000 rows by the worker as it runs beside the server, then one with files, and then kills the
 * worker with -9 in the middle of imports, again and again, and looks for anything half-written.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '@/bin/embedded-db'
import { closeDb, db } from '@/lib/db'
import { migrate } from '@/lib/migrate'
import type { Actor } from '@/lib/people/actor'
import { logProduction } from '@/lib/productions/commands'
import { loadProduction } from '@/lib/productions/queries'
import { OWNER } from '@/lib/storage/owner'
import { storage } from '@/lib/storage/storage'
import { dat, type Files, seatWithDelivery, writeFiles } from '@/lib/testing/volumes'
import { askForVolume } from '@/lib/volumes/commands'
import { previewVolume } from '@/lib/volumes/preview'

const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    files: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '20' },
    'rows-killed': { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const numberOf = (name: keyof typeof given) => Number(given[name])
const seconds = (from: number) => (performance.now() - from) / 1_000
const said = (n: number, digits = 1) => n.toLocaleString('en-US', { maximumFractionDigits: digits })

/** A series of numbers that is the same for the same seed (xorshift32), from 0 to 1. */
function series(seed: number): () => number {
  let x = seed || 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
}

const HEADINGS = [
  'BEGDOC',
  'ENDDOC',
  'CUSTODIAN',
  'AUTHOR',
  'SUBJECT',
  'DOCDATE',
  'NATIVELINK',
  'TEXTLINK',
  'BEGATTACH',
  'ENDATTACH',
  'TO',
  'CC',
]

/** A volume of so many documents of two pages each; `withFiles`: each with a native and a text of some kilobytes. */
function volume(prefix: string, rows: number, withFiles: boolean): Files {
  const files: Files = {}
  const lines = [HEADINGS]
  for (let i = 0; i < rows; i += 1) {
    const [from, to] = [2 * i + 1, 2 * i + 2].map((n) => `${prefix}-${String(n).padStart(8, '0')}`)
    const name = String(i).padStart(6, '0')
    if (withFiles) {
      files[`NATIVES/${name.slice(0, 3)}/${name}.txt`] = `Document ${name} of the bench.\n`.repeat(100)
      files[`TEXT/${name.slice(0, 3)}/${name}.txt`] = `Text of document ${name}.\n`.repeat(50)
    }
    lines.push([
      ...[from ?? '', to ?? '', 'Harbor office', `Clerk ${i % 40}`, `About the crossing of day ${i % 365}, part ${i}`],
      ...[`0${1 + (i % 9)}/1${i % 9}/2026`, withFiles ? `NATIVES\\${name.slice(0, 3)}\\${name}.TXT` : ''],
      ...[withFiles ? `TEXT\\${name.slice(0, 3)}\\${name}.TXT` : '', from ?? '', to ?? ''],
      ...['Harbor master; Deputy of the harbor master', i % 3 ? '' : 'Records of the harbor office'],
    ])
  }
  files['DATA/LOAD.DAT'] = dat(lines)
  return files
}

type Worker = { child: ChildProcess; peakMb(): number }

/** The worker, as the server starts it. */
function startWorker(): Worker {
  const child = spawn(process.execPath, ['--max-old-space-size=256', '--import', 'tsx', 'bin/worker.ts'], {
    env: { ...process.env, LEDGER_ALONE_SINCE: new Date().toISOString() },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const peakMb = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024
  return { child, peakMb }
}

async function end({ child }: Worker, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function ended(id: string): Promise<{ status: string; problem: string | null; ms: number }> {
  for (;;) {
    const job = await db().job.findUniqueOrThrow({ where: { id } })
    if (job.endedAt)
      return {
        status: job.status,
        problem: job.problem,
        ms: job.endedAt.getTime() - (job.startedAt ?? job.createdAt).getTime(),
      }
    await pause(50)
  }
}

async function objects(): Promise<number> {
  let count = 0
  for await (const { id } of storage().list()) if (id !== OWNER) count += 1
  return count
}

const came = { fromOffice: 'O-1', receivedOn: '2026-03-02', medium: 'drive', certification: 'not_stated', leave: 'R-1' }

async function deliver(staffer: Actor): Promise<string> {
  return String((await logProduction(staffer, came)).ref)
}

/** Puts a volume on the server and asks for its import. */
async function ask(staffer: Actor, folder: string, files: Files): Promise<string> {
  const production = await deliver(staffer)
  writeFiles(join(process.env.DATA_DIR ?? '', 'import', staffer.inquiry.slug, folder), files)
  return String((await askForVolume(staffer, { production, folder })).job)
}

async function measured(staffer: Actor, name: string, rows: number, withFiles: boolean): Promise<void> {
  const job = await ask(staffer, name, volume(name, rows, withFiles))
  const { number } = await db().production.findFirstOrThrow({ orderBy: { number: 'desc' } })
  const delivery = await loadProduction(db(), staffer, { series: 'shared', number })
  const from = performance.now()
  await previewVolume(staffer, delivery, { folder: name })
  const preview = seconds(from)
  const worker = startWorker()
  const { status, problem, ms } = await ended(job)
  const peak = worker.peakMb()
  await end(worker, 'SIGTERM')
  console.log(
    `${said(rows)} rows${withFiles ? ` with ${said(2 * rows)} files` : ''}: seen in ${said(preview)} s, ${status} in ${said(ms / 1_000)} s, ` +
      `${said((rows * 1_000) / ms, 0)} rows a second; the worker held ${said(peak, 0)} MB at most${problem ? `; ${problem}` : ''}`,
  )
}

/** What is wrong when nothing works on an import: it must be there as a whole or not at all. */
async function halfWritten(job: string, before: { items: number; files: number }, rows: number): Promise<string[]> {
  const [items, files, events, { status }] = await Promise.all([
    db().evidenceItem.count(),
    db().storedFile.count(),
    db().auditEvent.count({ where: { event: 'evidence.logged' } }),
    db().job.findUniqueOrThrow({ where: { id: job } }),
  ])
  const made = status === 'done' ? rows : 0
  return [
    items !== before.items + made && `${items - before.items} items of a job that is ${status}`,
    files !== before.files + 2 * made && `${files - before.files} files of a job that is ${status}`,
    events !== items && `${events} events for ${items} items`,
  ].filter((one) => one !== false)
}

async function killed(staffer: Actor, rounds: number, rows: number, random: () => number): Promise<number> {
  let [wrong, broken] = [0, 0]
  for (let round = 1; round <= rounds; round += 1) {
    const before = { items: await db().evidenceItem.count(), files: await db().storedFile.count() }
    const name = `K${round}`
    const job = await ask(staffer, name, volume(name, rows, true))
    const found: string[] = []
    let [kills, begun] = [0, 0]
    // Twice in the middle, wherever that is; then it may end.
    for (; kills < 2; kills += 1) {
      const worker = startWorker()
      await Promise.race([ended(job), pause(3_000 + random() * 9_000)])
      await end(worker, 'SIGKILL')
      found.push(...(await halfWritten(job, before, rows)))
      const { endedAt, attempts } = await db().job.findUniqueOrThrow({ where: { id: job } })
      if (endedAt) break
      // One that had not yet taken the job up was not in the middle of it.
      broken += attempts > begun ? 1 : 0
      begun = attempts
    }
    const worker = startWorker()
    const { status } = await ended(job)
    await end(worker, 'SIGTERM')
    if (status !== 'done') found.push(`it ended as ${status}`)
    found.push(...(await halfWritten(job, before, rows)))
    const last = await db().evidenceItem.aggregate({ _max: { number: true }, _count: true })
    if (last._max.number !== last._count) found.push(`the last item is E-${last._max.number}, of ${last._count}`)
    // A new start sweeps what the killed ones left in the store.
    const sweeping = startWorker()
    const files = await db().storedFile.count()
    for (let tries = 0; tries < 100 && (await objects()) !== files; tries += 1) await pause(100)
    await end(sweeping, 'SIGTERM')
    const left = (await objects()) - files
    if (left !== 0) found.push(`${left} objects in the store that no record names`)
    console.log(
      `${String(round).padStart(3)}  ${kills} kills in the middle: ${found.length === 0 ? 'whole' : `WRONG: ${found.join('; ')}`}`,
    )
    wrong += found.length
  }
  console.log(`\n${rounds} imports of ${said(rows)} rows, ${broken} kills with -9 in the middle, ${wrong} wrong.`)
  return wrong
}

const folder = mkdtempSync(join(tmpdir(), 'ledger-volumes-bench-'))
const embedded = await startEmbedded(join(folder, 'db'))
try {
  await migrate(embedded)
  Object.assign(process.env, {
    DATABASE_URL: embedded.appUrl,
    DATABASE_OWNER_URL: embedded.ownerUrl,
    DATA_DIR: join(folder, 'data'),
  })
  const { staffer } = await seatWithDelivery()
  console.log(`Node ${process.version}, seed ${given.seed}`)
  if (numberOf('rows') > 0) await measured(staffer, 'BENCH', numberOf('rows'), false)
  if (numberOf('files') > 0) await measured(staffer, 'FILES', numberOf('files'), true)
  const wrong = await killed(staffer, numberOf('rounds'), numberOf('rows-killed'), series(numberOf('seed')))
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  await closeDb()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}
