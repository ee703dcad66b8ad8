/** The client went away before all that it announced had come. Nobody hears the answer, and nothing is wrong here. */
export class BrokenOff extends Error {}

/** What a request still brings, one piece after the other, as its reader asks for it. */
export class Body implements AsyncIterator<Uint8Array> {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined

  constructor(request: Request) {
    this.#reader = request.body?.getReader()
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    if (!this.#reader) return { done: true, value: undefined }
    try {
      const { done, value } = await this.#reader.read()
      return done ? { done, value: undefined } : { done, value }
    } catch {
      throw new BrokenOff('the connection broke')
    }
  }

  /** From now on it brings nothing; whoever waits for more is told that it has ended. */
  async stop(): Promise<void> {
    await this.#reader?.cancel().catch(() => {})
  }

  /**
   * Reads and forgets what a refused client still sends, so many bytes and so many milliseconds at most: most clients read the answer only once
   * they have sent everything.
   */
  async drain(most: number, ms: number): Promise<void> {
    const late = setTimeout(() => void this.stop(), ms)
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
