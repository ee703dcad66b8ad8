/**
 * `npm run bench -- --looking`: what it costs to jump into a large recording, to open a far line of a large log, and to hash what is kept again; beside
 * each what the machine does without the ledger. The files are made here, and go when it ends.
 */
import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { percentile } from '@/bench/load'
import { type Running, startServer } from '@/bench/server'
import { startEmbedded } from '@/bin/embedded-db'
import { closeDb } from '@/lib/db'
import { checkStored } from '@/lib/files/fixity'
import { migrate } from '@/lib/migrate'
import { commandLinePerson } from '@/lib/people/actor'
import { type Committee, seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { tokenFor } from '@/lib/testing/token'
import { bytes, figure } from '@/lib/words'
import { sessionOf } from '../e2e/fixtures/sign-in'

const { values: given } = parseArgs({
  options: {
    video: { type: 'string', default: String(5 * 2 ** 30) },
    log: { type: 'string', default: String(2 ** 30) },
    seeks: { type: 'string', default: '200' },
  },
})

const run = promisify(execFile)
const PIECE = 64 * 2 ** 20
const folder = mkdtempSync(join(tmpdir(), 'ledger-looking-'))
const dataDir = join(folder, 'data')

/** Milliseconds of each, sorted. */
async function times(count: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = []
  for (let n = 0; n < count; n += 1) {
    const from = performance.now()
    await work(n)
    measured.push(performance.now() - from)
  }
  return measured.sort((a, b) => a - b)
}

const told = (sorted: number[]) => [50, 95, 99].map((p) => `p${p} ${percentile(sorted, p).toFixed(1)} ms`).join('   ')

/** Bytes that no disk and no file system can make smaller. */
async function recording(path: string, size: number): Promise<void> {
  const file = await open(path, 'w')
  const piece = randomBytes(16 * 2 ** 20)
  for (let at = 0; at < size; at += piece.length) {
    piece.writeDoubleBE(at, 0)
    await file.write(piece, 0, Math.min(piece.length, size - at))
  }
  await file.close()
}

/** A log of that many bytes; answers how many lines it has. */
async function log(path: string, size: number): Promise<number> {
  const out = createWriteStream(path)
  let lines = 0
  for (let at = 0; at < size; ) {
    let block = ''
    for (let n = 0; n < 10_000; n += 1, lines += 1) {
      const time = new Date(Date.UTC(2026, 0, 1) + lines * 37).toISOString()
      block += `${time} helm ${lines} speed ${lines % 40} kn, course ${(lines * 7) % 360}, all is well on the bridge\n`
    }
    at += block.length
    if (!out.write(block)) await once(out, 'drain')
  }
  await new Promise<void>((resolve) => out.end(resolve))
  return lines
}

/** Sends a file by tus, in pieces, as any program would; answers the item that it became. */
async function upload(server: Running, slug: string, token: string, path: string, kind: string): Promise<string> {
  const { size } = statSync(path)
  const fields = {
    filename: path.split('/').pop() ?? '',
    kind,
    title: 'Made by the bench',
    requests: 'R-1',
    fromOffice: 'O-1',
    receivedOn: '2026-02-10',
    handling: 'unclassified',
  }
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
  const metadata = Object.entries(fields).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
  const made = await fetch(`${server.origin}/api/v1/inquiries/${slug}/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(size), 'upload-metadata': metadata.join(',') },
  })
  if (made.status !== 201) throw new Error(await made.text())
  const address = new URL(made.headers.get('location') ?? '', server.origin)
  const file = await open(path)
  try {
    for (let at = 0; ; ) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(PIECE, size - at)), 0, null, at)
      const answer = await fetch(address, {
        method: 'PATCH',
        headers: { ...headers, 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream' },
        body: new Uint8Array(buffer.buffer, 0, bytesRead),
      })
      if (answer.status !== 204) throw new Error(await answer.text())
      at += bytesRead
      if (at >= size) return answer.headers.get('ledger-evidence') ?? ''
    }
  } finally {
    await file.close()
  }
}

/** Resolves with the first byte of the range; the rest of it is not waited for, as when somebody drags the slider on. */
function firstByte(server: Running, path: string, cookie: string, at: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(server.origin + path, { headers: { cookie, range: `bytes=${at}-` } }, (answer) => {
      if (answer.statusCode !== 206) return reject(new Error(`${path} at ${at}: ${answer.statusCode}`))
      answer.once('data', () => {
        resolve()
        sent.destroy()
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function page(server: Running, path: string, cookie: string): Promise<string> {
  const answer = await fetch(server.origin + path, { headers: { cookie } })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return text
}

type Place = { server: Running; committee: Committee; token: string; cookie: string }

async function filesOf({ server, committee, token }: Place, item: string): Promise<string> {
  const { slug } = committee.staffer.inquiry
  const answer = await fetch(`${server.origin}/api/v1/inquiries/${slug}/evidence/${item}/files`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return ((await answer.json()) as { files: { id: string }[] }).files[0]?.id ?? ''
}

async function measure(place: Place): Promise<void> {
  const { server, committee, token, cookie } = place
  const { slug } = committee.staffer.inquiry
  const video = join(folder, 'bridge.bin')
  const text = join(folder, 'helm.log')
  const size = Number(given.video)
  await recording(video, size)
  const lines = await log(text, Number(given.log))
  const started = performance.now()
  const recordingItem = await upload(server, slug, token, video, 'video')
  const seconds = (performance.now() - started) / 1_000
  console.log(`A recording of ${bytes(size)} came in ${seconds.toFixed(1)} s (${bytes(size / seconds)} a second).`)
  const logItem = await upload(server, slug, token, text, 'log')
  const id = await filesOf(place, recordingItem)

  const seeks = Number(given.seeks)
  const places = Array.from({ length: seeks }, () => Math.floor(Math.random() * (size - 1)))
  const seek = (n: number) => firstByte(server, `/inquiries/${slug}/files/${id}`, cookie, places[n] ?? 0)
  await seek(0)
  console.log(`\nFirst byte of ${seeks} random places in it:   ${told(await times(seeks, seek))}`)
  const bare = await open(video)
  const read = (n: number) => bare.read(Buffer.alloc(256 * 1024), 0, 256 * 1024, places[n] ?? 0)
  console.log(`256 kB read at the same places of the file:   ${told(await times(seeks, read))}`)
  await bare.close()

  const far = Math.min(9_000_000, lines - 100)
  console.log(`\nA log of ${bytes(statSync(text).size)} and ${figure(lines)} lines`)
  const view = (n: number) => page(server, `/inquiries/${slug}/evidence/${logItem}/lines?from=${far + n}`, cookie)
  const first = await view(0)
  if (!first.includes(`helm ${far - 1} speed`)) throw new Error(`line ${far} is not on its page`)
  console.log(`The page that opens it at line ${figure(far)}:      ${told(await times(50, view))}`)

  console.log('')
  const total = size + statSync(text).size
  const hash = async () => {
    const from = performance.now()
    for (const path of [video, text]) await run('sha256sum', [path])
    return (performance.now() - from) / 1_000
  }
  await hash()
  const byHand = await hash()
  const from = performance.now()
  const { bad } = await checkStored({}, commandLinePerson(), async () => {})
  const ours = (performance.now() - from) / 1_000
  if (bad.length > 0) throw new Error(`${bad.length} files fail`)
  console.log(
    `Hashed again: ${bytes(total / ours)} a second; sha256sum of the same: ${bytes(total / byHand)} a second (${(ours / byHand).toFixed(2)} times)`,
  )
  console.log(`Memory of the server at the end: ${Math.round(server.memoryMb())} MB`)
}

const database = await startEmbedded(join(folder, 'database'))
Object.assign(process.env, {
  DATA_DIR: dataDir,
  DATABASE_URL: database.appUrl,
  DATABASE_OWNER_URL: database.ownerUrl,
  NEXTAUTH_SECRET: randomUUID() + randomUUID(),
})
let server: Running | undefined
try {
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl })
  const committee = await seatCommittee()
  await putOffice(committee.staffer, 1)
  await putRequest(committee.staffer, 1)
  server = await startServer({})
  const { cookie } = await sessionOf(committee.staffer.userId)
  await measure({ server, committee, cookie, token: await tokenFor(committee.staffer) })
} finally {
  await server?.stop()
  await closeDb()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
