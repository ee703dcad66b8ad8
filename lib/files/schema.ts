import { z } from 'zod'
import { line, optionalDay, optionalLine, optionalPassage, optionalRef, passage } from '@/lib/fields'
import { uploadLabels } from '@/lib/files/labels'
import { MOST_BYTES } from '@/lib/files/sending'
import { FileRole, UploadStatus } from '@/lib/generated/prisma/enums'
import { bytes } from '@/lib/words'

/** Where a kept file is, as it stands in registers and in the chain of custody. */
export const STORE = 'Committee store'

/** What a file is of its item, in words. */
export const fileRoles: Readonly<Record<FileRole, string>> = {
  original: 'the file',
  page_image: 'a page image',
  extracted_text: 'the extracted text',
}

/** A time as it stands in a log: with its zone where the log has one, else as the clock that wrote it showed it. */
const stamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/)

/**
 * What was read from a file's content; never guessed: what the content does not say is left out. Times are in UTC unless it says otherwise.
 */
export const fileMetadata = z.object({
  /** Of video and audio: 'MPEG-4', 'Matroska', 'Wave' */
  container: z.string().optional(),
  durationMs: z.int().optional(),
  /** null: there is none */
  video: z
    .object({
      codec: z.string().optional(),
      width: z.int().optional(),
      height: z.int().optional(),
      /** Frames a second; left out when it varies */
      frameRate: z.number().optional(),
    })
    .nullable()
    .optional(),
  audio: z
    .object({
      codec: z.string().optional(),
      channels: z.int().optional(),
      /** In hertz */
      samplingRate: z.int().optional(),
      tracks: z.int(),
    })
    .nullable()
    .optional(),
  /** When the file says that it was made */
  createdAt: z.iso.datetime().optional(),
  /** When the file says that the recording begins */
  startsAt: z.iso.datetime().optional(),
  /** Of a document */
  pages: z.int().optional(),
  /** A line in it that may be a classification marking was ruled to be its company's own */
  ruledOrdinary: z.boolean().optional(),
  /** It opens only with a password */
  locked: z.boolean().optional(),
  /** Of text */
  text: z
    .object({
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
      lines: z.int(),
      /** The first and the last time that a line begins with */
      firstStamp: stamp.optional(),
      lastStamp: stamp.optional(),
    })
    .optional(),
  /** Of a picture, in pixels */
  width: z.int().optional(),
  height: z.int().optional(),
  /** Why it could not be read, in words */
  unread: z.string().optional(),
})

export type FileMetadata = z.output<typeof fileMetadata>

/** A kept file as it is shown, on screens and by the API. */
export const fileRecord = z.object({
  id: z.uuid(),
  revision: z.int(),
  role: z.enum(FileRole),
  /** Of a page image, from 1; 0 for the others */
  page: z.int(),
  name: z.string(),
  /** In bytes */
  size: z.int(),
  sha256: z.string(),
  md5: z.string().nullable(),
  mediaType: z.string(),
  metadata: fileMetadata,
  /** The hash that the producer gave, and whether the file has it; null where none was given */
  claimedHash: z.string().nullable(),
  matches: z.boolean().nullable(),
  keptAt: z.iso.datetime(),
  keptBy: z.string(),
})

export type FileRecord = z.output<typeof fileRecord>

/**
 * What a browser may show in place: kinds that run nothing. Not SVG and not HTML, which can hold scripts, and no text, which has a page of its own.
 * The kind was read from the content, so a page that calls itself a picture is none.
 */
const INLINE =
  /^(video\/(mp4|webm|ogg|quicktime|matroska|x-matroska|x-m4v)|audio\/(mpeg|mp4|aac|ogg|wav|x-wav|vnd\.wave|flac|x-flac|webm|x-m4a)|image\/(png|jpeg|gif|webp|avif|bmp)|application\/pdf)$/

export const isInline = (mediaType: string): boolean => INLINE.test(mediaType)

/** Uploads that nobody touches for so many days are swept. */
export const UPLOAD_DAYS = 7

const size = z
  .int({ error: 'Upload-Length must be the number of bytes.' })
  .min(1, 'The file is empty: it has no bytes, so there is nothing to keep.')
  .max(MOST_BYTES, `The file is larger than ${bytes(MOST_BYTES)}, which is the most that is taken at once.`)

/** As it stands on a producer's list: SHA-256 or MD5 in hex. */
const claimedHash = optionalLine(uploadLabels.claimedHash, { max: 100 }).transform((given, ctx) => {
  if (!given) return null
  const hash = given.replace(/^(sha-?256|md5)[:= ]*/i, '').toLowerCase()
  if (/^([0-9a-f]{32}|[0-9a-f]{64})$/.test(hash)) return hash
  ctx.issues.push({
    code: 'custom',
    message: `${uploadLabels.claimedHash} is neither SHA-256 (64 signs, 0 to 9 and a to f) nor MD5 (32).`,
    input: undefined,
  })
  return z.NEVER
})

/** A correction that comes with a file; as for the move by itself, what changed must be said. */
const revises = {
  changed: optionalPassage(uploadLabels.changed, { max: 5_000 }),
  receivedOn: optionalDay(uploadLabels.receivedOn),
}

/** How an upload keeps it until all of the file has come. */
export const revisesKept = z.object({ changed: z.string(), receivedOn: z.string().nullish() })

/**
 * Beginning an upload: for an item (its present revision, or with `changed` a new one), or with the entry that is logged when all of it has
 * come; that is judged by the rules of the register.
 */
export const beginUploadInput = z.strictObject({
  filename: line(uploadLabels.filename, { max: 255, hint: 'say what it is called' }),
  size,
  claimedHash,
  againReason: optionalPassage(uploadLabels.againReason, { max: 1_000 }),
  evidence: optionalRef('E', uploadLabels.evidence),
  ...revises,
  entry: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
})

const upload = z.uuid({ error: 'There is no such upload.' })

export const uploadInput = z.strictObject({ upload })

/** A decision on a file that was set aside: why. It stands in the history. */
export const decideUploadInput = z.strictObject({
  upload,
  note: passage(uploadLabels.note, { max: 5_000, hint: 'say in a sentence why' }),
})

/** A file on its way in, as it is shown. */
export const uploadRecord = z.object({
  id: z.uuid(),
  name: z.string(),
  /** In bytes: in all, and how many are safe */
  size: z.int(),
  arrived: z.int(),
  status: z.enum(UploadStatus),
  /** The item that it is for; null when one is logged with it */
  item: z.string().nullable(),
  title: z.string(),
  /** It becomes a new revision of the item */
  corrects: z.boolean(),
  by: z.string(),
  own: z.boolean(),
  begunAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  claimedHash: z.string().nullable(),
  /** Of what was set aside: what it has instead */
  sha256: z.string().nullable(),
  md5: z.string().nullable(),
})

export type UploadRecord = z.output<typeof uploadRecord>

/** Which files are to be hashed again: those of one item, or all of the inquiry. */
export const verifyInput = z.strictObject({ evidence: optionalRef('E', 'Evidence item') })

/** One check of a stored file, where it is the newest or found otherwise than the one before. */
const fileCheck = z.object({
  file: z.uuid(),
  name: z.string(),
  revision: z.int(),
  at: z.iso.datetime(),
  matches: z.boolean(),
  /** What was found instead: a hash, 'missing', or 'unreadable' */
  found: z.string().nullable(),
  /** Null: the system, by itself */
  by: z.string().nullable(),
  /** It is another outcome than that of the check before */
  turned: z.boolean(),
  /** Somebody asked for this item alone to be checked */
  own: z.boolean(),
})

export type FileCheck = z.output<typeof fileCheck>

/** What a check of stored files reports; see `Checked` in lib/files/fixity.ts. */
export const fixityReport = z.object({
  files: z.int(),
  bytes: z.int(),
  failed: z.int(),
  bad: z.array(
    z.object({ item: z.string(), revision: z.int(), name: z.string(), expected: z.string(), found: z.string() }),
  ),
})
