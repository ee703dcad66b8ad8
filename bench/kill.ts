/** `npm run bench -- --kill`: kills the server and its database with -9 while people write, and counts what is lost: nothing may be. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killRounds, type Round } from '@/bench/kill/rounds'
import { begin } from '@/e2e/fixtures/launch'

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const rounds = Number(given.rounds)
const seed = Number(given.seed)

const folder = mkdtempSync(join(tmpdir(), 'ledger-kill-'))
const dataDir = join(folder, 'data')
const seen: Round[] = []
const sum = (of: (round: Round) => number) => seen.reduce((total, round) => total + of(round), 0)

console.log(`${rounds} rounds, seed ${seed}`)
try {
  const start = (PORT: string) => begin('kill', { DATA_DIR: dataDir, PORT })
  await killRounds(start, dataDir, {
    rounds,
    seed,
    tell(round) {
      seen.push(round)
      const { way, back, acknowledged, again, kept, wrong } = round
      console.log(
        `${String(seen.length).padStart(3)}  ${way.padEnd(30)} back in ${back} ms: ` +
          `${acknowledged} acknowledged, ${again} sent again, ${kept} of them kept the first time`,
      )
      for (const one of wrong) console.log(`     WRONG: ${one}`)
    },
  })
  const backs = seen.map(({ back }) => back).sort((a, b) => a - b)
  console.log(
    `\n${seen.length} kills, ${sum(({ acknowledged }) => acknowledged)} writes acknowledged, ${sum(({ again }) => again)} sent again, ` +
      `${sum(({ kept }) => kept)} of them kept the first time; ${sum(({ wrong }) => wrong.length)} wrong. ` +
      `Everybody wrote again after ${backs[Math.floor(backs.length / 2)]} ms (median), ${backs[backs.length - 1]} ms at most.`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = seen.length === rounds && seen.every(({ wrong }) => wrong.length === 0) ? 0 : 1
