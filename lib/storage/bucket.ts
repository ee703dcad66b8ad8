import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import {
  type ByteRange,
  NoSuchObject,
  named,
  type Storage,
  StorageFull,
  type StoredObject,
  WrongOffset,
} from '@/lib/storage/storage'

/** Where a bucket is, and the keys to it. */
export type BucketSettings = { endpoint: string; bucket: string; region: string; keyId: string; secret: string }

/** How an object that grows is kept: at least 5 MiB, or no store takes it as a part; 10,000 of them, as many as a store takes, are four times the largest file. Held in memory once for each append. */
export const PIECE = 8 * 1024 * 1024
/** So many calls at once where they do not wait for each other. */
const AT_ONCE = 8
/** What was begun so long ago belongs to nobody who still works on it. */
const STALE_MS = 24 * 60 * 60 * 1000

type Piece = { start: number; size: number; at: Date }

/**
 * A bucket of an S3-compatible store. No store lets an object grow, so one that grows is a row of pieces, `arriving/<id>/<where it begins>`: each
 * PIECE bytes long but the last, which is written anew, longer, by the next append. What is written is durable when the store has answered, and
 * a piece is replaced as a whole or not at all. Sealing has the store itself join the pieces into `kept/<id>`, as the parts of one multipart
 * upload: no byte comes back here, and none ever lies on a disk of this machine.
 */
export function bucketStorage(settings: BucketSettings): Storage {
  const { bucket: Bucket } = settings
  const s3 = new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    credentials: { accessKeyId: settings.keyId, secretAccessKey: settings.secret },
    // Names of buckets in host names want DNS and a certificate of their own for each.
    forcePathStyle: true,
    maxAttempts: 5,
    // Stores other than Amazon's know MD5 alone; it is sent with each piece.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const kept = (id: string) => `kept/${named(id)}`
  const arriving = (id: string) => `arriving/${named(id)}/`
  const pieceKey = (id: string, start: number) => `${arriving(id)}${String(start).padStart(12, '0')}`

  async function put(Key: string, Body: Uint8Array): Promise<void> {
    const ContentMD5 = createHash('md5').update(Body).digest('base64')
    await telling(s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentMD5, ContentLength: Body.length })))
  }

  async function* keys(Prefix: string, StartAfter?: string): AsyncIterable<{ key: string; size: number; at: Date }> {
    let after = StartAfter
    for (;;) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, StartAfter: after }))
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        yield { key: Key, size: Size, at: LastModified }
        after = Key
      }
      if (!page.IsTruncated) return
    }
  }

  /** The pieces of an object that grows, in their order; those from the one on that holds byte `from`. */
  async function piecesOf(id: string, from = 0): Promise<Piece[]> {
    const before = from < PIECE ? undefined : pieceKey(id, (Math.floor(from / PIECE) - 1) * PIECE)
    const found: Piece[] = []
    for await (const { key, size, at } of keys(arriving(id), before)) {
      found.push({ start: Number(key.slice(arriving(id).length)), size, at })
    }
    return found
  }

  async function arrived(id: string): Promise<number | null> {
    const last = (await piecesOf(id)).at(-1)
    return last ? last.start + last.size : null
  }

  async function size(id: string): Promise<number | null> {
    try {
      return (await s3.send(new HeadObjectCommand({ Bucket, Key: kept(id) }))).ContentLength ?? 0
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async function* bytesOf(Key: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const Range = range && `bytes=${range.from}-${range.to}`
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }))
    if (!Body) throw new Error('the store answered without a body')
    yield* Body as unknown as AsyncIterable<Uint8Array>
  }

  /** The unfinished last piece of an object that is `at` bytes long. Throws WrongOffset. */
  async function tailOf(id: string, at: number): Promise<Uint8Array> {
    // The piece before as well: where an object ends with a full one, that is the one that says so.
    const last = (await piecesOf(id, Math.max(0, at - PIECE))).at(-1)
    const end = last ? last.start + last.size : 0
    if (end !== at) throw new WrongOffset((await arrived(id)) ?? 0)
    if (!last || last.size >= PIECE) return new Uint8Array()
    return Buffer.concat(await all(bytesOf(pieceKey(id, last.start))))
  }

  async function removeKeys(of: AsyncIterable<{ key: string }>): Promise<void> {
    await eachOf(of, async ({ key }) => void (await s3.send(new DeleteObjectCommand({ Bucket, Key: key }))))
  }

  async function join(id: string, pieces: readonly Piece[]): Promise<void> {
    const Key = kept(id)
    const source = ({ start }: Piece) => `${Bucket}/${pieceKey(id, start)}`
    const [first] = pieces
    if (!first) throw new NoSuchObject()
    if (pieces.length === 1) {
      await telling(s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: source(first) })))
      return
    }
    const { UploadId } = await telling(s3.send(new CreateMultipartUploadCommand({ Bucket, Key })))
    try {
      const Parts: { PartNumber: number; ETag: string | undefined }[] = []
      await eachOf(pieces.entries(), async ([i, piece]) => {
        const part = { Bucket, Key, UploadId, PartNumber: i + 1, CopySource: source(piece) }
        const { CopyPartResult } = await telling(s3.send(new UploadPartCopyCommand(part)))
        Parts[i] = { PartNumber: i + 1, ETag: CopyPartResult?.ETag }
      })
      await telling(s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } })))
    } catch (error) {
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {})
      throw error
    }
  }

  /** What a crash while sealing left: parts that were never joined, and pieces of what was joined. */
  async function tidy(): Promise<void> {
    const before = Date.now() - STALE_MS
    const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'kept/' }))
    for (const { Key, UploadId, Initiated } of Uploads ?? []) {
      if (Initiated && Initiated.getTime() > before) continue
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    }
    let seen = ''
    for await (const { key, at } of keys('arriving/')) {
      const [, id = ''] = key.split('/')
      if (id === seen || at.getTime() > before) continue
      seen = id
      if ((await size(id)) !== null) await removeKeys(keys(arriving(id)))
    }
  }

  return {
    async append(id, at, chunks) {
      let start = Math.floor(at / PIECE) * PIECE
      let waiting: Uint8Array[] = [await tailOf(id, at)]
      let held = at - start
      let fresh = 0
      const flush = async () => {
        if (fresh === 0) return
        const bytes = Buffer.concat(waiting, held)
        const whole = bytes.length >= PIECE
        await put(pieceKey(id, start), whole ? bytes.subarray(0, PIECE) : bytes)
        const rest = whole ? bytes.subarray(PIECE) : null
        if (rest) start += PIECE
        waiting = rest?.length ? [Buffer.from(rest)] : rest ? [] : [bytes]
        held = rest ? rest.length : held
        fresh = rest ? rest.length : 0
      }
      try {
        for await (const chunk of chunks) {
          waiting.push(chunk)
          held += chunk.length
          fresh += chunk.length
          while (held >= PIECE) await flush()
        }
      } catch (error) {
        await flush()
        throw error
      }
      // Also of no bytes: whoever appends nothing to nothing has an object of no bytes from then on.
      if (at === 0 && held === 0 && start === 0) await put(pieceKey(id, 0), new Uint8Array())
      await flush()
      return start + held
    },

    arrived,
    size,

    async seal(id) {
      if ((await size(id)) === null) await join(id, await piecesOf(id))
      await removeKeys(keys(arriving(id)))
    },

    async sync() {
      // Whatever the store has answered is durable.
    },

    async *read(id, range) {
      try {
        yield* bytesOf(kept(id), range)
        return
      } catch (error) {
        if (!isMissing(error)) throw error
      }
      const pieces = await piecesOf(id)
      if (pieces.length === 0) throw new NoSuchObject()
      const { from, to } = range ?? { from: 0, to: Number.MAX_SAFE_INTEGER }
      for (const { start, size } of pieces) {
        const [first, last] = [Math.max(from - start, 0), Math.min(to - start, size - 1)]
        if (first <= last) yield* bytesOf(pieceKey(id, start), { from: first, to: last })
      }
    },

    async remove(id) {
      await removeKeys(keys(arriving(id)))
      await s3.send(new DeleteObjectCommand({ Bucket, Key: kept(id) }))
    },

    async *list() {
      await tidy()
      for await (const { key, size, at } of keys('kept/'))
        yield { id: key.slice('kept/'.length), sealed: true, size, at }
      let open: StoredObject | null = null
      for await (const { key, size, at } of keys('arriving/')) {
        const [, id = '', start = ''] = key.split('/')
        if (open && open.id !== id) yield open
        open = { id, sealed: false, size: Number(start) + size, at }
      }
      if (open) yield open
    },
  }
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const found: Uint8Array[] = []
  for await (const chunk of chunks) found.push(chunk)
  return found
}

/** Does it with each, a few at once. */
async function eachOf<T>(all: AsyncIterable<T> | Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const going = new Set<Promise<void>>()
  for await (const one of all) {
    const done = work(one).finally(() => going.delete(done))
    going.add(done)
    if (going.size >= AT_ONCE) await Promise.race(going)
  }
  await Promise.all(going)
}

const isMissing = (error: unknown) => error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404

/** What stores say when a bucket, or all of the store, has no room left. */
const FULL = /^(QuotaExceeded|InsufficientCapacity|InsufficientStorage|XMinioStorageFull)$/

async function telling<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error
    const full = FULL.test(error.name) || error.$metadata.httpStatusCode === 507
    throw full ? new StorageFull('no room is left', { cause: error }) : error
  }
}
