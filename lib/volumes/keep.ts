import { createHash, randomUUID } from 'node:crypto'
import { db } from '@/lib/db'
import type { ManyFile } from '@/lib/evidence/bulk'
import { examine, part as partOf } from '@/lib/files/examine'
import { LineReader } from '@/lib/files/lines'
import { insistOnStore } from '@/lib/files/whose'
import { spilled, spilledFile } from '@/lib/input'
import { isRuledOrdinary } from '@/lib/inquiries/queries'
import type { Actor } from '@/lib/people/actor'
import { Refusal } from '@/lib/refusal'
import { inspectFile } from '@/lib/spill/inspect-file'
import { inspectFileName } from '@/lib/spill/inspect-file-name'
import { StorageFull, storage } from '@/lib/storage/storage'
import type { Volume } from '@/lib/volumes/parts'
import { nameIn } from '@/lib/volumes/paths'
import type { DocumentFile } from '@/lib/volumes/survey'

/*
 * The files of a volume put into the store, before any record names them: if nothing comes of it they are taken away again, and after a crash the
 * sweep takes them. Durable only once `settle` was called.
 */

export class Kept {
  #ids: string[] = []
  /** So far */
  files = 0
  bytes = 0

  constructor(
    readonly volume: Volume,
    readonly actor: Actor,
  ) {}

  /** Puts one file into the store, hashed, looked at and sealed. Throws a Refusal where it carries a marking, or there is no room. */
  async keep(file: DocumentFile): Promise<ManyFile> {
    const { part, role, page, claimed } = file
    const name = nameIn(part.path)
    const marked = inspectFileName(part.path)
    if (marked) throw spilled({ path: 'list', finding: marked })
    const id = randomUUID()
    this.#ids.push(id)
    const sha256 = createHash('sha256')
    const md5 = claimed?.length === 32 ? createHash('md5') : null
    const lines = new LineReader()
    const source = file.inline === null ? this.volume.read(part) : once(Buffer.from(file.inline))
    async function* through() {
      for await (const piece of source) {
        sha256.update(piece)
        md5?.update(piece)
        lines.push(piece)
        yield piece
      }
    }
    const size = await storage().append(id, 0, through(), { later: true }).catch(inWords)
    const text = lines.finish()
    const { mediaType, metadata, marking } = await examine(id, size, text)
    const encoding = metadata.text?.encoding
    const read = (from: number, to: number) => partOf(id, from, to)
    const finding = await inspectFile({ name, mediaType, encoding, marking, size, read })
    const hash = sha256.digest('hex')
    const ruled = finding !== null && (await isRuledOrdinary(db(), this.actor, { rule: finding.rule, sha256: hash }))
    if (finding && !ruled) throw spilledFile(finding, hash, 'list')
    await storage().seal(id, { later: true })
    this.files += 1
    this.bytes += size
    return {
      ...{ id, role, page, name, size, mediaType },
      metadata: ruled ? { ...metadata, ruledOrdinary: true } : metadata,
      sha256: hash,
      md5: md5?.digest('hex') ?? null,
      lineIndex: encoding ? (text?.index?.toString('base64') ?? null) : null,
      claimedHash: claimed,
    }
  }

  /** Everything that was put there is durable. Throws a Refusal where that is not the store of this database. */
  async settle(): Promise<void> {
    await storage().sync()
    await insistOnStore()
  }

  /** Nothing of it is left. */
  async undo(): Promise<void> {
    for (const id of this.#ids) await storage().remove(id, { later: true })
    this.#ids = []
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

function inWords(error: unknown): never {
  if (!(error instanceof StorageFull)) throw error
  throw new Refusal('full', 'The disk has no room left for the files of this volume', {
    detail: 'Nothing of it was kept. Tell whoever runs this server to free some room, then import it again.',
  })
}

/**
 * What was read and not written yet, a line of JSON each: it stands in the store as an object that no record names, since a hundred thousand
 * documents are more than a process should hold, and what is left of it after a crash is swept like everything else there.
 */
export class Spool<T> {
  readonly #id = randomUUID()
  #end = 0
  #held: string[] = []
  count = 0

  async add(one: T): Promise<void> {
    this.#held.push(`${JSON.stringify(one)}\n`)
    this.count += 1
    if (this.#held.length >= AT_ONCE) await this.#write()
  }

  async #write(): Promise<void> {
    if (this.#held.length === 0) return
    const bytes = Buffer.from(this.#held.join(''))
    this.#held = []
    this.#end = await storage().append(this.#id, this.#end, once(bytes), { later: true }).catch(inWords)
  }

  /** All of it, in parts of so many. */
  async *read(): AsyncGenerator<T[]> {
    await this.#write()
    if (this.#end === 0) return
    let part: T[] = []
    let rest = ''
    const decoder = new TextDecoder()
    for await (const piece of storage().read(this.#id)) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        part.push(JSON.parse(line) as T)
        if (part.length < AT_ONCE) continue
        yield part
        part = []
      }
    }
    if (part.length > 0) yield part
  }

  undo(): Promise<void> {
    return storage().remove(this.#id, { later: true })
  }
}

/** As many go into one statement; see lib/audit/append.ts for why they are not more. */
const AT_ONCE = 250
