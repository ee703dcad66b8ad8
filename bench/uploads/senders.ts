import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { begin, call, piece, type Sender } from '@/bench/uploads/client'

/** A file that is sent: what its sender was told of it. */
export type Sent = {
  id: string
  bytes: Buffer
  sha256: string
  /** So many bytes were acknowledged */
  acknowledged: number
  /** The item that it is on, once that was acknowledged */
  ref: string | null
}

const AGAIN_AFTER_MS = 50
const LEAST = 64 * 1024

/** Senders that upload one file after the other, and go on with it where the ledger says, whatever breaks in between. */
export function startSenders(senders: readonly Sender[], most: number, random: () => number) {
  const sent: Sent[] = []
  /** What the ledger said otherwise than it may */
  const wrong: string[] = []
  let stopped = false
  let acknowledged = 0

  async function one(sender: Sender): Promise<void> {
    const bytes = randomBytes(LEAST + Math.floor(random() * most))
    // No text, or it would be read for lines.
    bytes[0] = 0
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    let id: string | null = null
    while (!id && !stopped) {
      id = await begin(sender, bytes.length, { filename: 'recording.bin', claimedHash: sha256 }).catch((error) => {
        wrong.push(String(error))
        return null
      })
      if (!id) await wait(AGAIN_AFTER_MS)
    }
    if (!id) return
    const mine: Sent = { id, bytes, sha256, acknowledged: 0, ref: null }
    sent.push(mine)
    let at: number | null = 0
    while (!mine.ref && !stopped) {
      if (at === null) at = await ask(sender, mine)
      else at = await next(sender, mine, at)
      if (at === null) await wait(AGAIN_AFTER_MS)
    }
  }

  /** How far it is, by the ledger; never less than what was acknowledged. Null where it does not answer. */
  async function ask(sender: Sender, mine: Sent): Promise<number | null> {
    const told = await call(sender, 'HEAD', mine.id, {})
    if (told === null || told.status >= 500) return null
    const at = Number(told.headers['upload-offset'])
    if (told.status !== 200 || Number.isNaN(at)) {
      wrong.push(`${mine.id} is answered ${told.status} after ${mine.acknowledged} bytes were acknowledged`)
      mine.ref = 'lost'
      return null
    }
    if (at < mine.acknowledged) wrong.push(`${mine.id} is at ${at} after ${mine.acknowledged} bytes were acknowledged`)
    note(mine, told.headers, at)
    return at
  }

  async function next(sender: Sender, mine: Sent, at: number): Promise<number | null> {
    const length = Math.min(mine.bytes.length - at, LEAST + Math.floor(random() * 2 ** 22))
    const told = await piece(sender, mine.id, at, length, Readable.from(slices(mine.bytes.subarray(at, at + length))))
    if (told === null || told.status !== 204) return null
    note(mine, told.headers, Number(told.headers['upload-offset']))
    return mine.acknowledged
  }

  function note(mine: Sent, headers: Record<string, unknown>, at: number): void {
    mine.acknowledged = at
    acknowledged += 1
    if (typeof headers['ledger-evidence'] === 'string') mine.ref = headers['ledger-evidence']
  }

  const going = senders.map(async (sender) => {
    while (!stopped) await one(sender)
  })
  return {
    sent,
    wrong,
    acknowledgements: () => acknowledged,
    /** Resolves after so many further acknowledgements. */
    async more(count: number): Promise<void> {
      const until = acknowledged + count
      while (acknowledged < until) await wait(2)
    },
    async stop(): Promise<void> {
      stopped = true
      await Promise.all(going)
    },
  }
}

function* slices(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += LEAST) yield bytes.subarray(at, at + LEAST)
}
