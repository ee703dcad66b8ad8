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
const WRITE = 1024 * 1024
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

/** Writes in pieces of WRITE bytes; what came before a failure is written too. */
async function write(file: FileHandle, at: number, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let end = at
  let waiting: Uint8Array[] = []
  let held = 0
  const flush = async () => {
    const piece = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting, held)
    waiting = []
    held = 0
    for (let sent = 0; sent < piece.length; ) {
      const { bytesWritten } = await file.write(piece, sent, piece.length - sent, end)
      sent += bytesWritten
      end += bytesWritten
    }
  }
  try {
    for await (const chunk of chunks) {
      waiting.push(chunk)
      held += chunk.length
      if (held >= WRITE) await flush()
    }
  } catch (error) {
    await flush()
    throw error
  }
  await flush()
  return end
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
