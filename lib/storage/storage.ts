import { join } from 'node:path'
import { config } from '@/lib/config'
import { folderStorage } from '@/lib/storage/folder'

/*
 * Where the bytes of files are kept. An object is named by a generated id (a UUID) and grows by appending until it is sealed; from then on it
 * never changes. Nothing here knows of people, rights or records: whoever asks has judged before. The folder has its own file names, since it
 * holds no records.
 */

/** Bytes from `from` up to and with `to`, counted from 0; both must lie within the object. */
export type ByteRange = { from: number; to: number }

export type StoredObject = { id: string; sealed: boolean; size: number /** Last written */; at: Date }

export type Storage = {
  /**
   * Appends to an unsealed object, which begins with the first byte. When it resolves, every byte is durable. When `chunks` or the store fails in
   * between, it rejects, and what came until then stays: `arrived` tells how much. Holds no more than a part of the object in memory.
   * @param at how many bytes are there already; throws WrongOffset when that is not so
   * @param later durability may wait for `sync`: for thousands of small files at once
   * @returns how many bytes are there now
   * Throws StorageFull.
   */
  append(id: string, at: number, chunks: AsyncIterable<Uint8Array>, options?: { later?: boolean }): Promise<number>
  /** How many bytes of an unsealed object are there; null when there is none of this id. */
  arrived(id: string): Promise<number | null>
  /** Makes an object final and read-only, durably. Sealing it again changes nothing. */
  seal(id: string, options?: { later?: boolean }): Promise<void>
  /** Makes durable what was appended and sealed `later`. */
  sync(): Promise<void>
  /** The bytes of an object, sealed or not yet. Throws NoSuchObject before the first chunk. */
  read(id: string, range?: ByteRange): AsyncIterable<Uint8Array>
  /** Size of a sealed object; null when there is none of this id. */
  size(id: string): Promise<number | null>
  /** Removes an object, sealed or not; nothing happens when there is none. `later`: that it is gone need not be durable yet. */
  remove(id: string, options?: { later?: boolean }): Promise<void>
  /** Everything that is there, for the sweep of what no record names. */
  list(): AsyncIterable<StoredObject>
}

/** The store has another number of bytes than the caller thinks. */
export class WrongOffset extends Error {
  constructor(readonly arrived: number) {
    super(`the object has ${arrived} bytes`)
  }
}
/** There is no room left. */
export class StorageFull extends Error {}
export class NoSuchObject extends Error {}

/** Ids come from the database; a name that is none must never become a path or a key. */
export function named(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Error('this is no id of a stored object')
  return id
}

const kept = globalThis as { ledgerStorage?: Storage }

/** The store that the settings name: a bucket, or else a folder in DATA_DIR. Made on first use. */
export function storage(): Storage {
  const { BUCKET, DATA_DIR } = config()
  kept.ledgerStorage ??= BUCKET
    ? // Its client is large, and loaded only where there is a bucket.
      whenNeeded(async () => (await import('@/lib/storage/bucket')).bucketStorage(BUCKET))
    : folderStorage(join(DATA_DIR, 'files'))
  return kept.ledgerStorage
}

/** A store that is made by the first call to it. */
function whenNeeded(make: () => Promise<Storage>): Storage {
  let made: Promise<Storage> | undefined
  const it = () => {
    made ??= make()
    return made
  }
  return {
    append: async (...args) => (await it()).append(...args),
    arrived: async (id) => (await it()).arrived(id),
    seal: async (...args) => (await it()).seal(...args),
    sync: async () => (await it()).sync(),
    async *read(...args) {
      yield* (await it()).read(...args)
    },
    size: async (id) => (await it()).size(id),
    remove: async (id) => (await it()).remove(id),
    async *list() {
      yield* (await it()).list()
    },
  }
}
