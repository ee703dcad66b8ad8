import { Readable } from 'node:stream'
import type { ReadableStream as Pulled } from 'node:stream/web'
import { currentRequest } from '@/lib/in-request'

/** The client went away before all that it announced had come. Nobody hears the answer, and nothing is wrong here. */
export class BrokenOff extends Error {}

const END: IteratorResult<Uint8Array> = { done: true, value: undefined }

/**
 * What a request still brings, one piece after the other, as its reader asks for it: straight off the wire, where the server noted it. The framework's
 * wrapping of it copies each byte once more, and what that leaves to be collected cost more than all the rest of an upload.
 */
export class Body implements AsyncIterator<Uint8Array> {
  readonly #from: Readable | undefined
  #stopped = false
  #listens = false
  #wake = () => {}

  constructor({ body }: Pick<Request, 'body'>) {
    this.#from =
      currentRequest()?.sending ??
      (body ? Readable.from(body as Pulled, { objectMode: false, highWaterMark: 0 }) : undefined)
    // It closes then too, which is what counts.
    this.#from?.on('error', () => {})
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    const from = this.#from
    while (from && !this.#stopped) {
      const piece: Uint8Array | null = from.read()
      if (piece !== null) return { done: false, value: piece }
      if (from.readableEnded) return END
      if (from.destroyed) throw new BrokenOff('the connection broke')
      await this.#news(from)
    }
    return END
  }

  /** Resolves when there may be something to read, or nothing any more. Listens from the first time on: whatever is not asked for is left to the server. */
  #news(from: Readable): Promise<void> {
    const news = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    if (!this.#listens) for (const event of ['readable', 'end', 'close']) from.on(event, () => this.#wake())
    this.#listens = true
    return news
  }

  /** From now on it brings nothing; whoever waits for more is told that it has ended. */
  stop(): void {
    this.#stopped = true
    this.#wake()
  }

  /**
   * Reads and forgets what a refused client still sends, so many bytes and so many milliseconds at most: most clients read the answer only once
   * they have sent everything.
   */
  async drain(most: number, ms: number): Promise<void> {
    const late = setTimeout(() => this.stop(), ms)
    try {
      for (let seen = 0; seen < most; ) {
        const { done, value } = await this.next()
        if (done) return
        seen += value.length
      }
    } catch {
      // It went away: nobody waits for an answer.
    } finally {
      clearTimeout(late)
    }
  }
}
