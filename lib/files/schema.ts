import { z } from 'zod'
import { FileRole } from '@/lib/generated/prisma/enums'

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
  /^(video\/(mp4|webm|ogg|quicktime|x-matroska|x-m4v)|audio\/(mpeg|mp4|aac|ogg|wav|x-wav|vnd\.wave|flac|x-flac|webm|x-m4a)|image\/(png|jpeg|gif|webp|avif|bmp)|application\/pdf)$/

export const isInline = (mediaType: string): boolean => INLINE.test(mediaType)
