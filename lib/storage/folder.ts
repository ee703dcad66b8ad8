import { execFile } from 'node:child_process'
import { createReadStream, type Stats } from 'node:fs'
import { chmod, constants, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import {
  type ByteRange,
  NoSuchObject,
  named,
  type Storage,
  StorageFull,
  type StoredObject,
  WrongOffset,
} from '@/lib/storage/storage'

/** Written at once: large enough that the system calls cost little, small enough that many uploads at once stay small. */
const WRITE = 512 * 1024
/** Buffers of that size that wait for their next use, and how many of them at most. */
const spare: Buffer[] = []
const MOST_SPARE = 32
const READ = 256 * 1024

/**
 * A folder as a store: `arriving/<id>` while an object grows, `kept/<xy>/<id>` once it is sealed, xy being the id's last two characters (its first
 * ones are a time, which would put a day's files all into one folder). Sealed files are read-only. Durable means fsync of the file, and of
 * the folders that name it.
 */
export function folderStorage(root: string): Storage {
  const arriving = (id: string) => join(root, 'arriving', named(id))
  const kept = (id: string) => join(root, 'kept', named(id).slice(-2), id)

  return {
    async append(id, at, chunks, { later = false } = {}) {
      const path = arriving(id)
      const fresh = at === 0
      if (fresh) await mkdir(dirname(path), { recursive: true })
      const file = await openToAppend(path, fresh)
      try {
        const { size } = await file.stat()
        if (size !== at) throw new WrongOffset(size)
        return await telling(write(file, at, chunks)).finally(() => (later ? undefined : file.datasync()))
      } finally {
        await file.close()
        if (fresh && !later) await syncFolder(dirname(path))
      }
    },

    arrived: async (id) => (await statOrNull(arriving(id)))?.size ?? null,

    async seal(id, { later = false } = {}) {
      const [from, to] = [arriving(id), kept(id)]
      if (!(await statOrNull(from)) && (await statOrNull(to))) return
      const made = await mkdir(dirname(to), { recursive: true })
      if (!later) await syncFile(from)
      await chmod(from, 0o440)
      await rename(from, to)
      if (later) return
      await syncFolder(dirname(to))
      if (made) await syncFolder(dirname(made))
      await syncFolder(dirname(from))
    },

    async sync() {
      // One call for all of them: thousands of files are not each waited for. Where the command knows no `-f`, it syncs everything.
      await mkdir(root, { recursive: true })
      const run = promisify(execFile)
      await run('sync', ['-f', root]).catch(() => run('sync'))
    },

    async *read(id, range) {
      const path = (await statOrNull(kept(id))) ? kept(id) : arriving(id)
      yield* bytesOf(path, range)
    },

    size: async (id) => (await statOrNull(kept(id)))?.size ?? null,

    async remove(id, { later = false } = {}) {
      for (const path of [arriving(id), kept(id)]) {
        if (!(await statOrNull(path))) continue
        await rm(path, { force: true })
        if (!later) await syncFolder(dirname(path))
      }
    },

    async *list() {
      yield* objectsIn(join(root, 'arriving'), false)
      for (const shelf of await namesIn(join(root, 'kept'))) yield* objectsIn(join(root, 'kept', shelf), true)
    },
  }
}

async function openToAppend(path: string, fresh: boolean): Promise<FileHandle> {
  try {
    return await open(path, fresh ? constants.O_CREAT | constants.O_WRONLY : constants.O_WRONLY, 0o640)
  } catch (error) {
    throw isCode(error, 'ENOENT') ? new WrongOffset(0) : said(error)
  }
}

/**
 * Writes in pieces of WRITE bytes, one at a time, while the next one comes; what came before a failure is written too. What comes is copied into
 * buffers that are used again and again: that costs less than collecting what thousands of small ones leave behind.
 */
async function write(file: FileHandle, at: number, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let [filling, other] = [buffer(), buffer()]
  let held = 0
  let end = at
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    // One that failed is the last one: nothing may be written behind a gap.
    await writing
    writing = writeAll(file, filling.subarray(0, held), end)
    // Told to whoever waits for it, which may be later than it fails.
    writing.catch(() => {})
    end += held
    held = 0
    ;[filling, other] = [other, filling]
  }
  try {
    for await (const chunk of chunks) {
      for (let taken = 0; taken < chunk.length; ) {
        const piece = chunk.subarray(taken, taken + WRITE - held)
        filling.set(piece, held)
        held += piece.length
        taken += piece.length
        if (held === WRITE) await flush()
      }
    }
  } finally {
    try {
      await flush()
      await writing
    } finally {
      for (const used of [filling, other]) if (spare.length < MOST_SPARE) spare.push(used)
    }
  }
  return end
}

const buffer = () => spare.pop() ?? Buffer.allocUnsafeSlow(WRITE)

async function writeAll(file: FileHandle, piece: Buffer, at: number): Promise<void> {
  for (let sent = 0; sent < piece.length; ) {
    const { bytesWritten } = await file.write(piece, sent, piece.length - sent, at + sent)
    sent += bytesWritten
  }
}

async function* bytesOf(path: string, range?: ByteRange): AsyncIterable<Uint8Array> {
  const bounds = range && { start: range.from, end: range.to }
  try {
    yield* createReadStream(path, { highWaterMark: READ, ...bounds })
  } catch (error) {
    throw isCode(error, 'ENOENT') ? new NoSuchObject() : error
  }
}

async function* objectsIn(folder: string, sealed: boolean): AsyncIterable<StoredObject> {
  for (const id of await namesIn(folder)) {
    const found = await statOrNull(join(folder, id))
    if (found?.isFile()) yield { id, sealed, size: found.size, at: found.mtime }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A name is durable once the folder that holds it is. */
const syncFolder = syncFile

const isCode = (error: unknown, ...codes: string[]) =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

const said = (error: unknown) =>
  isCode(error, 'ENOSPC', 'EDQUOT') ? new StorageFull('no room is left', { cause: error }) : error

async function telling<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw said(error)
  }
}
