import { setTimeout as wait } from 'node:timers/promises'
import { freePort, randomFrom } from '@/bench/kill/rounds'
import { whatIsWrong } from '@/bench/uploads/check'
import type { Sender } from '@/bench/uploads/client'
import { startSenders } from '@/bench/uploads/senders'
import { connectEmbedded } from '@/bin/embedded-db'
import type { Begun } from '@/e2e/fixtures/launch'
import { closeDb } from '@/lib/db'
import { seatCommittee } from '@/lib/testing/committee'
import { putOffice, putRequest } from '@/lib/testing/records'
import { tokenFor } from '@/lib/testing/token'

/** What came of one round. */
export type Round = {
  /** Pieces that were acknowledged in it, files that were kept, and milliseconds until the first answer after the kill */
  acknowledged: number
  kept: number
  back: number
  wrong: string[]
}

const SENDERS = 4
const MOST_BYTES = 6 * 2 ** 20
/** At most so many pieces are acknowledged before a kill, and then it hits within so many milliseconds of one. */
const MOST_PIECES = 40
const INSTANT_MS = 60
/** So long the start after a kill may take to sweep. */
const SWEPT_WITHIN_MS = 15_000

/** Uploads with four hands, kills the server with -9 at a random moment, starts it again, and looks at bytes and rows; so many times. */
export async function uploadRounds(
  start: (port: string) => Begun,
  dataDir: string,
  { rounds, seed, tell }: { rounds: number; seed: number; tell: (round: Round) => void },
): Promise<void> {
  const random = randomFrom(seed)
  const port = await freePort(random)
  let server = start(port)
  const { origin } = new URL(await server.ready)
  const senders = startSenders(await seat(origin, dataDir), MOST_BYTES, random)
  try {
    for (let n = 0; n < rounds; n += 1) {
      const [before, since] = [senders.acknowledgements(), firstOpen(senders.sent)]
      const kept = senders.sent.filter(({ ref }) => ref).length
      await senders.more(1 + Math.floor(random() * MOST_PIECES))
      await wait(random() * INSTANT_MS)
      process.kill(server.pid, 'SIGKILL')
      await server.ended
      const from = performance.now()
      const acknowledged = senders.acknowledgements() - before
      server = start(port)
      await server.ready
      await senders.more(SENDERS)
      const back = Math.round(performance.now() - from)
      const wrong = [...senders.wrong.splice(0), ...(await settled(dataDir, senders.sent, since))]
      // What was compared to its end needs no bytes any more.
      for (const done of senders.sent.slice(0, since)) done.bytes = Buffer.alloc(0)
      tell({ acknowledged, kept: senders.sent.filter(({ ref }) => ref).length - kept, back, wrong })
    }
  } finally {
    await senders.stop()
    await server.stop()
  }
}

/** The first that was not acknowledged to its end: those before it were compared in earlier rounds. */
function firstOpen(sent: readonly { ref: string | null }[]): number {
  const open = sent.findIndex(({ ref }) => ref === null)
  return Math.max(0, (open < 0 ? sent.length : open) - SENDERS)
}

/** What is wrong once the start has swept. What is on its way while it is looked at moves: only what stays wrong counts. */
async function settled(dataDir: string, sent: Parameters<typeof whatIsWrong>[2], since: number): Promise<string[]> {
  const { ownerUrl } = await connectEmbedded(dataDir)
  const until = performance.now() + SWEPT_WITHIN_MS
  let wrong = await whatIsWrong(dataDir, ownerUrl, sent, since)
  while (wrong.length > 0 && performance.now() < until) {
    await wait(250)
    const now = new Set(await whatIsWrong(dataDir, ownerUrl, sent, since))
    wrong = wrong.filter((one) => now.has(one))
  }
  return wrong
}

/** An inquiry with an office, a request and four staffers' tokens. */
export async function seat(origin: string, dataDir: string): Promise<Sender[]> {
  const { ownerUrl, appUrl } = await connectEmbedded(dataDir)
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })
  try {
    const { staffer, otherStaffer, minorityStaffer, nonpartisanStaffer } = await seatCommittee()
    await putOffice(staffer, 1)
    await putRequest(staffer, 1)
    const tokens = await Promise.all(
      [staffer, otherStaffer, minorityStaffer, nonpartisanStaffer].map((who) => tokenFor(who)),
    )
    return tokens.slice(0, SENDERS).map((token) => ({ origin, slug: staffer.inquiry.slug, token }))
  } finally {
    await closeDb()
    // The next server has a database of its own.
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL']) delete process.env[name]
  }
}
