import { createHash, type Hash } from 'node:crypto'
import { LineReader, type TextFound } from '@/lib/files/lines'
import { log } from '@/lib/log'
import { storage } from '@/lib/storage/storage'

/*
 * What is worked out of a file while it comes: its hashes and its lines. The state stays in this process between two chunks; where it is not
 * there (a restart, another instance) it is made again from what is stored, beside what still comes. It only reads, and is no record.
 */

/** What all of a file's bytes gave. MD5 only where it was asked for. */
export type Worked = { sha256: string; md5: string | null; text: TextFound | null }

/** Uploads whose state is kept at once; one that falls out is read again. */
const MOST = 256

const kept = globalThis as { ledgerHashing?: Map<string, Hashing> }

export class Hashing {
  #at = 0
  #sha256: Hash = createHash('sha256')
  #md5: Hash | null
  #lines = new LineReader()
  #catching: Promise<void> | null = null

  private constructor(
    readonly id: string,
    md5: boolean,
  ) {
    this.#md5 = md5 ? createHash('md5') : null
  }

  /** That of this upload, as far as it is. */
  static of(id: string, md5: boolean): Hashing {
    kept.ledgerHashing ??= new Map()
    const all = kept.ledgerHashing
    const one = all.get(id) ?? new Hashing(id, md5)
    all.delete(id)
    all.set(id, one)
    if (all.size > MOST) all.delete(all.keys().next().value ?? '')
    return one
  }

  static forget(id: string): void {
    kept.ledgerHashing?.delete(id)
  }

  get at(): number {
    return this.#at
  }

  /** Takes what comes at this place; what lies further on is read from the store later. */
  feed(piece: Uint8Array, at: number): void {
    if (at === this.#at && !this.#catching) this.#push(piece)
  }

  #push(piece: Uint8Array): void {
    this.#sha256.update(piece)
    this.#md5?.update(piece)
    this.#lines.push(piece)
    this.#at += piece.length
  }

  /** Goes through what is stored up to there and did not go by; does not wait for it. */
  catchUp(to: number): void {
    if (this.#at >= to || this.#catching) return
    this.#catching = this.#readOn(to)
      .catch((error) => {
        log.failure(error)
        Hashing.forget(this.id)
      })
      .finally(() => {
        this.#catching = null
      })
  }

  async #readOn(to: number): Promise<void> {
    for await (const piece of storage().read(this.id, { from: this.#at, to: to - 1 })) this.#push(piece)
  }

  /** What a file of that many bytes gave, once all of them are stored. */
  async result(size: number): Promise<Worked> {
    await this.#catching
    if (this.#at < size) await this.#readOn(size)
    if (this.#at !== size) throw new Error('the store has another number of bytes than the upload')
    return { sha256: this.#sha256.digest('hex'), md5: this.#md5?.digest('hex') ?? null, text: this.#lines.finish() }
  }
}
