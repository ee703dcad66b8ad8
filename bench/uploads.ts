/** `npm run bench -- --uploads`: how fast files come in beside `cp` and `sha256sum`, what it takes of memory, and what a `kill -9` loses: nothing may be. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { startServer } from '@/bench/server'
import { makeFile, sendFile } from '@/bench/uploads/client'
import { type Round, seat, uploadRounds } from '@/bench/uploads/rounds'
import { begin } from '@/e2e/fixtures/launch'
import { PIECE } from '@/lib/files/sending'

const { values: given } = parseArgs({
  options: {
    mib: { type: 'string', default: '1024' },
    at: { type: 'string', default: '1,8' },
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Where the files lie; a folder of the disk that is measured */
    in: { type: 'string', default: tmpdir() },
  },
})
const size = Number(given.mib) * 2 ** 20
const run = promisify(execFile)
const seconds = async (work: () => Promise<unknown>) => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1_000
}
const rate = (bytes: number, s: number) => `${s.toFixed(1)} s (${Math.round(bytes / 1e6 / s)} MB/s)`
const load = () => `load ${loadavg()[0]?.toFixed(1)}`

/** So many uploads at once, beside as many `cp` and then as many `sha256sum` of the same files at once. */
async function throughput(folder: string, count: number): Promise<void> {
  const files = Array.from({ length: count }, (_, n) => join(folder, `source-${n}.bin`))
  const block = randomBytes(8 * 2 ** 20)
  // A zero first, so that no content is taken for text.
  block[0] = 0
  for (const file of files) await makeFile(file, size, block)
  const dataDir = join(folder, `data-${count}`)
  const server = await startServer({ DATA_DIR: dataDir })
  try {
    const senders = await seat(server.origin, dataDir)
    const sender = senders[0]
    if (!sender) throw new Error('nobody sends')
    const small = join(folder, 'small.bin')
    await makeFile(small, 2 ** 20, block)
    await sendFile(sender, small, 2 ** 20, PIECE)
    const before = server.memoryMb()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, server.memoryMb())
    }, 100)
    const cpuBefore = server.cpuMs()
    const at = load()
    const all = size * count
    const copied = await seconds(() => Promise.all(files.map((file) => run('cp', [file, `${file}.copy`]))))
    const durable = await seconds(() => run('sync', ['-f', folder]))
    const hashed = await seconds(() => Promise.all(files.map((file) => run('sha256sum', [file]))))
    for (const file of files) rmSync(`${file}.copy`)
    const sent = await seconds(() => Promise.all(files.map((file) => sendFile(sender, file, size, PIECE))))
    clearInterval(watch)
    const floor = copied + hashed
    console.log(
      `\n${count} at once, ${given.mib} MiB each (${at} before)\n` +
        `  cp ${rate(all, copied)}, until it was on the disk ${durable.toFixed(1)} s more, sha256sum ${rate(all, hashed)}\n` +
        `  uploaded ${rate(all, sent)}: ${(sent / floor).toFixed(2)} times cp and sha256sum, ${(sent / (floor + durable)).toFixed(2)} times with the disk waited for\n` +
        `  the server took ${((server.cpuMs() - cpuBefore) / 1_000).toFixed(1)} s of processor, and held ${Math.round(before)} MB before and ${Math.round(most)} at most: ${Math.round(most - before)} MB more`,
    )
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
    for (const file of files) rmSync(file, { force: true })
  }
}

async function kills(folder: string): Promise<boolean> {
  const rounds = Number(given.rounds)
  const seen: Round[] = []
  console.log(`\n${rounds} kills while four upload, seed ${given.seed}`)
  const start = (PORT: string) => begin('kill-uploads', { DATA_DIR: join(folder, 'kill'), PORT })
  await uploadRounds(start, join(folder, 'kill'), {
    rounds,
    seed: Number(given.seed),
    tell(round) {
      seen.push(round)
      const { acknowledged, kept, back, wrong } = round
      console.log(
        `${String(seen.length).padStart(3)}  ${acknowledged} pieces acknowledged, ${kept} files kept, back in ${back} ms`,
      )
      for (const one of wrong) console.log(`     WRONG: ${one}`)
    },
  })
  const sum = (of: (round: Round) => number) => seen.reduce((total, round) => total + of(round), 0)
  const backs = seen.map(({ back }) => back).sort((a, b) => a - b)
  console.log(
    `${seen.length} kills, ${sum(({ acknowledged }) => acknowledged)} pieces acknowledged, ${sum(({ kept }) => kept)} files kept, ` +
      `${sum(({ wrong }) => wrong.length)} wrong; back in ${backs[Math.floor(backs.length / 2)]} ms (median).`,
  )
  return seen.length === rounds && seen.every(({ wrong }) => wrong.length === 0)
}

const folder = mkdtempSync(join(given.in, 'ledger-uploads-'))
let right = true
try {
  console.log(`${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}, ${load()}`)
  for (const count of given.at.split(',').filter(Boolean).map(Number)) await throughput(folder, count)
  if (Number(given.rounds) > 0) right = await kills(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = right ? 0 : 1
