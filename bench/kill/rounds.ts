import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { whatIsWrong } from '@/bench/kill/check'
import { killIn, type Way, ways } from '@/bench/kill/victims'
import { type Hand, type Sent, startWriters } from '@/bench/kill/writers'
import { connectEmbedded } from '@/bin/embedded-db'
import type { Begun } from '@/e2e/fixtures/launch'
import { closeDb } from '@/lib/db'
import { logQuestion } from '@/lib/questions/commands'
import { seatCommittee } from '@/lib/testing/committee'
import { putOffice } from '@/lib/testing/records'
import { tokenFor } from '@/lib/testing/token'

/** What came of one round. */
export type Round = {
  way: Way
  /** Milliseconds from the kill until everybody was answered again */
  back: number
  /** Acknowledged in it; of those, sent again because no answer had come; of those, kept the first time */
  acknowledged: number
  again: number
  kept: number
  wrong: string[]
}

const WRITERS = 8
/** At most so many acknowledgements come before a kill, and then it hits within so many milliseconds of one. */
const MOST_WRITES = 150
const INSTANT_MS = 30
/** Within this time a start is killed. */
const START_MS = 2_000

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Writes with eight hands through the API of a real server on its embedded database in `dataDir`, kills the one, the other or both with -9
 * at a random moment, starts again what does not start itself, and looks whether everything that was acknowledged is there once, whole,
 * and nothing else. As many times as `rounds`; each round is told as it ends.
 *
 * @param start begins the server of the data folder on this port
 */
export async function killRounds(
  start: (port: string) => Begun,
  dataDir: string,
  { rounds, seed, tell }: { rounds: number; seed: number; tell: (round: Round) => void },
): Promise<void> {
  const random = randomFrom(seed)
  const port = await freePort(random)
  let server = start(port)
  const { origin } = new URL(await server.ready)
  const { ownerUrl, appUrl } = await connectEmbedded(dataDir)
  const { slug, inquiryId, hands } = await seat(ownerUrl, appUrl)
  const journal: Sent[] = []
  const writers = startWriters(origin, slug, hands, journal)
  try {
    for (let n = 0; n < rounds; n += 1) {
      const way = ways[n % ways.length] ?? 'both'
      const since = journal.length
      await writers.more(Math.ceil(WRITERS + random() * MOST_WRITES))
      await wait(random() * INSTANT_MS)
      const from = performance.now()
      if (killIn(way, server.pid, dataDir, random)) {
        await server.ended
        if (way === 'both, and the start after it') await killAStart(start(port), dataDir, random)
        server = start(port)
        await server.ready
      }
      await writers.pause()
      const back = Math.round(performance.now() - from)
      const urls = await connectEmbedded(dataDir)
      const wrong = await whatIsWrong({ origin, ownerUrl: urls.ownerUrl, inquiryId }, journal, since)
      const again = journal.slice(since).filter(({ tries }) => tries > 1)
      const kept = again.filter(({ answer }) => answer?.replayed).length
      tell({ way, back, acknowledged: journal.length - since, again: again.length, kept, wrong })
      writers.go()
    }
  } finally {
    writers.stop()
    await server.stop()
  }
}

/** A port that nobody is given by chance while nobody listens there between a kill and the next start. */
export async function freePort(random: () => number): Promise<string> {
  for (;;) {
    const port = 20_000 + Math.floor(random() * 10_000)
    const probe = createServer()
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    await new Promise((resolve) => probe.close(resolve))
    if (free) return String(port)
  }
}

/** Kills a server that is just starting, and its database, at a random moment. */
async function killAStart(server: Begun, dataDir: string, random: () => number): Promise<void> {
  await Promise.race([wait(random() * START_MS), server.ended])
  killIn('both', server.pid, dataDir, random)
  await server.ended
}

/** An inquiry with an office, a question and eight hands of three sides, in this database. */
async function seat(ownerUrl: string, appUrl: string): Promise<{ slug: string; inquiryId: string; hands: Hand[] }> {
  Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl })
  try {
    const committee = await seatCommittee()
    const { staffer, otherStaffer, minorityStaffer, nonpartisanStaffer } = committee
    await putOffice(staffer, 1)
    await logQuestion(staffer, { wording: 'Who?', why: 'To know.', theme: 'who_ordered', needs: ['log'] })
    const actors = [staffer, otherStaffer, minorityStaffer, nonpartisanStaffer]
    const hands = await Promise.all(
      Array.from({ length: WRITERS }, async (_, n) => {
        const actor = actors[n % actors.length] ?? staffer
        return { token: await tokenFor(actor), side: actor.side }
      }),
    )
    return { slug: staffer.inquiry.slug, inquiryId: staffer.inquiry.id, hands }
  } finally {
    await closeDb()
  }
}
