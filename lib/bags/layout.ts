/*
 * How a bag lies in a tar file, byte by byte: known before anything is read, so that any range of it can be made. Pure, and of a name of its own,
 * because it knows nothing of records. (POSIX.1-2017, pax interchange format: ustar headers, with extended ones where they do not suffice.)
 */

const BLOCK = 512
/** The largest size that the eleven octal digits of a ustar header hold. */
const MOST_IN_HEADER = 0o77777777777

/** With what a tar file ends. */
const TAR_END = Buffer.alloc(2 * BLOCK)

/** What fills the last block of a file of this size. */
const paddingOf = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

/** What stands before a file in a tar: its name, size in bytes, and time (to the second). */
export function headOf(path: string, size: number, at: Date): Buffer {
  const fits = /^[\x20-\x7e]{1,100}$/.test(path)
  const extended = [
    ...(fits ? [] : [recordOf('path', path)]),
    ...(size > MOST_IN_HEADER ? [recordOf('size', String(size))] : []),
  ]
  const plain = path.replace(/[^\x20-\x7e]/g, '_').slice(-100)
  const head = ustar(plain, Math.min(size, MOST_IN_HEADER), at, '0')
  if (extended.length === 0) return head
  const records = Buffer.concat(extended)
  return Buffer.concat([ustar('pax-header', records.length, at, 'x'), records, paddingOf(records.length), head])
}

/** '27 path=...\n', where the number counts all of it, itself too. */
function recordOf(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`)
  let length = rest.length
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function ustar(name: string, size: number, at: Date, type: '0' | 'x'): Buffer {
  const head = Buffer.alloc(BLOCK)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  head.write(name, 0, 'latin1')
  head.write(octal(0o644, 8), 100)
  head.write(octal(0, 8), 108)
  head.write(octal(0, 8), 116)
  head.write(octal(size, 12), 124)
  head.write(octal(Math.floor(at.getTime() / 1_000), 12), 136)
  head.write('        ', 148)
  head.write(type, 156)
  head.write('ustar\x0000', 257, 'latin1')
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return head
}

/** Names that Windows keeps for its devices, whatever their ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 150

/**
 * A file's name as every system takes it, and as a manifest can name it without escapes (RFC 8493, section 2.1.3, escapes CR, LF and %; sha256sum
 * also the backslash): what cannot stand in it is an underscore. What it was called is told in the bag's metadata.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%]/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const short = shortened(plain || 'file')
  return DEVICES.test(short) || /^(pages|text)$/i.test(short) ? `_${short}` : short
}

/** Cut so that its ending stays. Counted in bytes, as file systems do. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  let stem = ''
  for (const char of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(stem + char + ending) > LONGEST) break
    stem += char
  }
  return stem.trimEnd() + ending
}

type Placed = {
  item: string
  revision: number
  role: 'original' | 'page_image' | 'extracted_text'
  page: number
  name: string
}

/** Where a file lies in the bag: data/E-12/r1/report.pdf; page images and texts in folders of their own beside it. */
export function placeOf({ item, revision, role, page, name }: Placed): string {
  const folder = `data/${item}/r${revision}`
  if (role === 'page_image') return `${folder}/pages/${String(page).padStart(5, '0')}-${safeName(name)}`
  return role === 'extracted_text' ? `${folder}/text/${safeName(name)}` : `${folder}/${safeName(name)}`
}

/** A piece of a bag as it is kept: a stored file, or bytes. */
export type Segment = { at: number; size: number } & ({ fileId: string } | { content: Buffer })

/** So long a piece of bytes is, at most: that much is read for a range that begins within it. */
const PIECE = 512 * 1024

/** Puts files and texts one after the other into a tar, in their order, and tells where each piece of it stands. */
export class Layout {
  readonly segments: Segment[] = []
  #at = 0
  #bytes: Buffer[] = []

  constructor(
    private readonly folder: string,
    private readonly made: Date,
  ) {}

  /** In bytes, so far. */
  get size(): number {
    return this.#at + this.#bytes.reduce((sum, { length }) => sum + length, 0)
  }

  text(path: string, content: Buffer): void {
    this.#bytes.push(headOf(`${this.folder}/${path}`, content.length, this.made), content, paddingOf(content.length))
  }

  file(path: string, fileId: string, size: number): void {
    this.#bytes.push(headOf(`${this.folder}/${path}`, size, this.made))
    this.#settle()
    this.segments.push({ at: this.#at, size, fileId })
    this.#at += size
    this.#bytes.push(paddingOf(size))
  }

  end(): Segment[] {
    this.#bytes.push(TAR_END)
    this.#settle()
    return this.segments
  }

  #settle(): void {
    const all = Buffer.concat(this.#bytes)
    this.#bytes = []
    for (let from = 0; from < all.length; from += PIECE) {
      const content = all.subarray(from, from + PIECE)
      this.segments.push({ at: this.#at, size: content.length, content })
      this.#at += content.length
    }
  }
}
