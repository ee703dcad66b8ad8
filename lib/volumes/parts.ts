import { constants, type Dirent } from 'node:fs'
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl'
import { config } from '@/lib/config'
import { isMarkedName } from '@/lib/input'
import { storage } from '@/lib/storage/storage'
import { TableTrouble } from '@/lib/tables/table'
import { figure } from '@/lib/words'

/*
 * The files of a volume, from a folder on the server or out of a zip, found by the paths that load files give them. It only reads, and is no
 * record. Nothing outside of the inquiry's own folder is reachable: links are never followed.
 */

/** One file of a volume. Light, since a volume has hundreds of thousands. */
export type Part = { path: string /** In bytes */; size: number }

export type Volume = {
  /** Every file, in the order in which it was found */
  parts: readonly Part[]
  /** What was left out, and why */
  remarks: string[]
  read(part: Part): AsyncIterable<Uint8Array>
  close(): void
}

/** More files than any volume here has, and more letters than all of their paths have: they are held in memory. */
const MOST_PARTS = 2_000_000
const MOST_LETTERS = 128 * 1024 * 1024
/** A zip may unpack to so many times its size, beyond what no disk minds: more is a bomb. */
const MOST_RATIO = 200
const FREE_SIZE = 2 ** 30
/** Of what was left out so many are named. */
const MOST_NAMED = 20

/** The folder in which whoever runs the server puts volumes for this inquiry. */
const importFolder = (slug: string): string => join(config().IMPORT_DIR, slug)

/** What lies in an inquiry's folder, by name: folders and zips, each a volume. */
export async function volumesIn(slug: string): Promise<string[]> {
  const entries = await readdir(importFolder(slug), { withFileTypes: true }).catch(gone)
  return (entries ?? [])
    .filter(isVolume)
    .map(({ name }) => name)
    .sort()
}

const isVolume = (entry: Dirent) =>
  !entry.name.startsWith('.') && (entry.isDirectory() || (entry.isFile() && /\.zip$/i.test(entry.name)))

function gone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}

/** A volume of the inquiry's folder, by its name; null when there is none of it. Throws TableTrouble where it cannot be read. */
export async function openVolumeIn(slug: string, name: string): Promise<Volume | null> {
  // A name of one level, so that no path leads elsewhere.
  if (!(await volumesIn(slug)).includes(name)) return null
  const root = await realpath(importFolder(slug))
  const path = join(root, name)
  const found = await lstat(path).catch(gone)
  if (found?.isDirectory()) return folderVolume(path)
  if (!found?.isFile()) return null
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  return zipVolume(
    (from, to) => bytesOf(file, from, to),
    found.size,
    () => void file.close(),
  )
}

/** A zip that is kept as the file of an item. Throws TableTrouble where it cannot be read. */
export function openKeptVolume(file: { id: string; size: number }): Promise<Volume> {
  const read = (from: number, to: number) => storage().read(file.id, { from, to: to - 1 })
  return zipVolume(read, file.size, () => {})
}

/** Bytes of an open file, which stays open. */
async function* bytesOf(file: FileHandle, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(PIECE, to - at)), 0, null, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

async function folderVolume(root: string): Promise<Volume> {
  const parts: Part[] = []
  const links: string[] = []
  const fits = measure()
  const visit = async (folder: string, inside: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = inside ? `${inside}/${entry.name}` : entry.name
      if (entry.isDirectory()) await visit(join(folder, entry.name), path)
      else if (entry.isFile()) parts.push({ path, size: (await lstat(join(folder, entry.name))).size })
      else links.push(path)
      if (!fits(path)) throw tooMany()
    }
  }
  await visit(root, '')
  return {
    parts,
    remarks: leftOut(links, 'is a link or no file, and is not followed'),
    async *read(part) {
      const path = join(root, ...part.path.split('/'))
      // A folder on the way may have become a link since it was listed.
      if (!`${await realpath(path)}`.startsWith(root + sep))
        throw new TableTrouble('A file of the volume became a link.')
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
      yield* file.createReadStream({ highWaterMark: 256 * 1024 })
    },
    close: () => {},
  }
}

/** Says of one path after the other whether all of them until now are no more than is held. */
function measure(): (path: string) => boolean {
  let [many, letters] = [0, 0]
  return (path) => {
    many += 1
    letters += path.length
    return many <= MOST_PARTS && letters <= MOST_LETTERS
  }
}

/** What stands in reports for good: a name that carries a marking is not told. */
function leftOut(paths: string[], why: string): string[] {
  const named = paths
    .slice(0, MOST_NAMED)
    .map((path) => `${isMarkedName(path) ? 'A file whose name carries a marking' : path} ${why}.`)
  return paths.length > MOST_NAMED ? [...named, `${figure(paths.length - MOST_NAMED)} more are left out.`] : named
}

const tooMany = () => new TableTrouble(`It has more than ${figure(MOST_PARTS)} files: import it in parts.`)
const NO_ZIP = 'It is no zip that can be read.'

/** The bytes from `from` up to, and without, `to`. */
type ReadRange = (from: number, to: number) => AsyncIterable<Uint8Array>

const PIECE = 256 * 1024
/** A directory is read in tens of bytes, which must not go to the disk one by one. */
const BLOCK = 1024 * 1024

class Bytes extends RandomAccessReader {
  /** How much is read at once */
  ahead = BLOCK
  #block: Buffer = Buffer.alloc(0)
  #from = 0

  constructor(
    readonly range: ReadRange,
    readonly size: number,
  ) {
    super()
  }

  override _readStreamForRange(from: number, to: number): Readable {
    return Readable.from(this.range(from, to), { objectMode: false })
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#at(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset)
        done(null)
      },
      (error) => done(error),
    )
  }

  async #at(position: number, length: number): Promise<Buffer> {
    const end = position + length
    if (position < this.#from || end > this.#from + this.#block.length) {
      const pieces: Uint8Array[] = []
      for await (const piece of this.range(position, Math.min(this.size, position + Math.max(length, this.ahead))))
        pieces.push(piece)
      this.#block = Buffer.concat(pieces)
      this.#from = position
      if (this.#block.length < length) throw new Error('it ends in the middle')
    }
    return this.#block.subarray(position - this.#from, end - this.#from)
  }
}

/** Of an entry what it takes to read it: all of it would be a kilobyte each. */
class Packed implements Part {
  constructor(
    readonly path: string,
    readonly size: number,
    readonly compressedSize: number,
    readonly compressionMethod: number,
    readonly relativeOffsetOfLocalHeader: number,
  ) {}
  get uncompressedSize(): number {
    return this.size
  }
  isEncrypted(): boolean {
    return false
  }
}

/** A symbolic link, by the mode that Unix programs write. */
const isLink = ({ externalFileAttributes }: Entry) => ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

async function zipVolume(range: ReadRange, size: number, close: () => void): Promise<Volume> {
  try {
    const bytes = new Bytes(range, size)
    const zip = await directory(bytes, size)
    const { parts, remarks } = await listed(zip, size)
    // From here on it is asked for the few bytes in front of each file.
    bytes.ahead = 0
    return { parts, remarks, read: (part) => unpacked(zip, part), close }
  } catch (error) {
    close()
    throw error instanceof TableTrouble ? error : new TableTrouble(NO_ZIP)
  }
}

function directory(bytes: Bytes, size: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(bytes, size, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    )
  })
}

function listed(zip: ZipFile, size: number): Promise<{ parts: Part[]; remarks: string[] }> {
  return new Promise((resolve, reject) => {
    const parts: Part[] = []
    const links: string[] = []
    const locked: string[] = []
    const fits = measure()
    let all = 0
    zip.on('entry', (entry: Entry) => {
      const { fileName, uncompressedSize, compressedSize, compressionMethod, relativeOffsetOfLocalHeader } = entry
      all += uncompressedSize
      if (all > FREE_SIZE && all > size * MOST_RATIO)
        return reject(new TableTrouble('It unpacks to far more than any volume has.'))
      if (!fits(fileName)) return reject(tooMany())
      if (isLink(entry)) links.push(fileName)
      else if (entry.isEncrypted()) locked.push(fileName)
      else if (!fileName.endsWith('/'))
        parts.push(
          new Packed(fileName, uncompressedSize, compressedSize, compressionMethod, relativeOffsetOfLocalHeader),
        )
      zip.readEntry()
    })
    zip.on('end', () =>
      resolve({
        parts,
        remarks: [
          ...leftOut(links, 'is a link, and is not followed'),
          ...leftOut(locked, 'opens only with a password, and is left out'),
        ],
      }),
    )
    zip.on('error', reject)
    zip.readEntry()
  })
}

async function* unpacked(zip: ZipFile, part: Part): AsyncGenerator<Uint8Array> {
  // Of an entry the library asks no more than this.
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(part as unknown as Entry, (error, found) => (error ? reject(error) : resolve(found)))
  })
  yield* stream
}
