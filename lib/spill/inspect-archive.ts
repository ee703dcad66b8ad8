import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl'
import { inspectFileName } from './inspect-file-name'
import { Found, markingIn } from './inspect-text'
import { textOfProperties, textOfXml } from './markup'
import type { Marking } from './places'

/** Bytes from `from`, `length` of them, less where the file ends. */
export type ReadBytes = (from: number, length: number) => Promise<Uint8Array>

/** What unpacks to more than this is cut there: of one part, and of all that are read. So a bomb costs no more than any other. */
const MOST_OF_PART = 2 * 1024 * 1024
const MOST_OF_ALL = 48 * 1024 * 1024
/** A delivery of 12,000 pages has some 36,000 files; an archive with more than this is asked for in pieces. */
const MOST_PARTS = 60_000
const MOST_SHEETS = 20
const MOST_SLIDES = 30
const PIECE = 256 * 1024

/** Properties of OOXML, with labels of protection, and of ODF. */
const PROPERTIES = /^(docProps\/[^/]+\.xml|docMetadata\/[^/]+\.xml|customXml\/item\d+\.xml|meta\.xml)$/
/** What is read first: the head of a document, what stands at the top and the foot of each page, then the rest. */
const TEXT =
  /^(word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl\/(workbook|sharedStrings|comments\d*)\.xml|content\.xml|styles\.xml)$/
const NUMBERED =
  /^(?:xl\/worksheets\/(?<sheet>sheet)|ppt\/(?:slides\/slide|notesSlides\/notesSlide|slideMasters\/slideMaster|slideLayouts\/slideLayout))(?<number>\d+)\.xml$/

/** What to read of a part; null: nothing. */
function wanted(name: string): 'properties' | 'pages' | null {
  if (PROPERTIES.test(name)) return 'properties'
  if (TEXT.test(name)) return 'pages'
  const { number, sheet } = NUMBERED.exec(name)?.groups ?? {}
  if (number === undefined) return null
  return Number(number) <= (sheet ? MOST_SHEETS : MOST_SLIDES) ? 'pages' : null
}

/**
 * Looks through a zip: the names of all that is in it and its comment; and, where it is a document of an office program (OOXML, ODF), its
 * properties and its first text. Throws where it is no zip.
 */
export async function inspectArchive(size: number, read: ReadBytes): Promise<Marking | null> {
  const zip = await opened(new Reader(read), size)
  let left = MOST_OF_ALL
  let parts = 0
  const found = new Found()
  const commented = markingIn(zip.comment ?? '', 'properties')
  if (commented) return commented
  return new Promise((resolve, reject) => {
    // What was not looked at may hold anything.
    const broken = (error: unknown) =>
      found.doubt ? resolve({ rule: 'not-inspected', place: found.doubt.place }) : reject(error)
    const look = async (entry: Entry): Promise<Marking | null> => {
      parts += 1
      if (parts > MOST_PARTS) return { rule: 'not-inspected', place: 'parts' }
      const named = inspectFileName(entry.fileName)
      if (named) return { rule: named.rule, place: 'parts' }
      const place = wanted(entry.fileName)
      if (!place || left <= 0 || entry.isEncrypted()) return null
      const bytes = await beginningOf(zip, entry, Math.min(MOST_OF_PART, left))
      left -= bytes.length
      const xml = decoded(bytes)
      return markingIn(place === 'properties' ? textOfProperties(xml) : textOfXml(xml), place)
    }
    zip.on('entry', (entry: Entry) => {
      look(entry).then((marking) => (found.sure(marking) ? resolve(marking) : zip.readEntry()), broken)
    })
    zip.on('end', () => resolve(found.doubt))
    zip.on('error', broken)
    zip.readEntry()
  })
}

const opened = (reader: RandomAccessReader, size: number): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    // Names that lead out of a folder are looked at, not unpacked.
    const options = { lazyEntries: true, autoClose: false, strictFileNames: false, decodeStrings: true }
    fromRandomAccessReader(reader, size, options, (error, zip) => (error ? reject(error) : resolve(zip)))
  })

/** The first bytes of a part as they unpack; nothing more is unpacked then. */
function beginningOf(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      const pieces: Buffer[] = []
      let size = 0
      const done = () => resolve(Buffer.concat(pieces).subarray(0, most))
      stream.on('data', (piece: Buffer) => {
        pieces.push(piece)
        size += piece.length
        if (size < most) return
        stream.destroy()
        done()
      })
      stream.on('end', done)
      stream.on('error', reject)
    })
  })
}

function decoded(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  return new TextDecoder(mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8').decode(bytes)
}

/** Hands the library what it asks for. It asks for entry after entry, so what is read reaches further than what was asked. */
class Reader extends RandomAccessReader {
  #from = 0
  #held = Buffer.alloc(0)

  constructor(private readonly readBytes: ReadBytes) {
    super()
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false })
  }

  /** What the library asks for most; its own way makes a stream for each few bytes. */
  override read(into: Buffer, at: number, length: number, from: number, done: (error: Error | null) => void): void {
    const copy = async () => {
      let filled = at
      for await (const piece of this.#pieces(from, from + length)) filled += piece.copy(into, filled)
      if (filled < at + length) throw new Error('it ends in the middle')
    }
    copy().then(() => done(null), done)
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      if (at < this.#from || at >= this.#from + this.#held.length) {
        this.#held = Buffer.from(await this.readBytes(at, PIECE))
        this.#from = at
      }
      const bytes = this.#held.subarray(at - this.#from, end - this.#from)
      if (bytes.length === 0) return
      yield bytes
      at += bytes.length
    }
  }
}
