import type { MediaInfoResult } from 'mediainfo.js'
import type { FileMetadata } from '@/lib/files/schema'
import { inspectArchive } from '@/lib/spill/inspect-archive'
import { inspectMail } from '@/lib/spill/inspect-mail'
import { inspectPdf } from '@/lib/spill/inspect-pdf'
import { markingIn } from '@/lib/spill/inspect-text'
import { runsIn, textOfRtf, wordsIn } from '@/lib/spill/markup'
import type { Marking } from '@/lib/spill/places'

/*
 * The process that takes containers and documents apart, for examine.ts, and has the spill guard look through them: of what they say, nothing but the
 * rule that it broke leaves this process. It has neither the store nor the database: it asks for the bytes that it wants, one piece after the other. Run
 * by its path and never imported, so it stands apart.
 */

/** `bytes`: an older form of document, of which no more is known than where its words stand */
export type Needs = 'media' | 'pdf' | 'archive' | 'mail' | 'bytes'
export type Asked = { from: number; to: number; of: number }
export type Said = { metadata: FileMetadata; marking: Marking | null }
export type Found = { found: Said } | { failed: string }

type Told = { what: Needs; size: number } | { bytes: Uint8Array; of: number }

const waiting = new Map<number, (bytes: Uint8Array) => void>()
let asked = 0

const tell = (what: Asked | Found) => process.send?.(what)

/** Bytes from `from`, `length` of them, less where the file ends. */
const read = (from: number, length: number): Promise<Uint8Array> =>
  new Promise((resolve) => {
    asked += 1
    waiting.set(asked, resolve)
    tell({ from, to: from + length - 1, of: asked })
  })

process.on('message', (told: Told) => {
  if ('bytes' in told) {
    // A copy: what came may be a view of something larger, and is handed on as a whole.
    waiting.get(told.of)?.(new Uint8Array(told.bytes))
    waiting.delete(told.of)
    return
  }
  looks[told.what](told.size).then(
    (found) => tell({ found }),
    (error) => tell({ failed: error instanceof Error ? error.name : 'unknown' }),
  )
})
// The server is gone.
process.on('disconnect', () => process.exit())

/** Of a message or of a text that is taken apart in memory so much is looked at. */
const FIRST_BYTES = 8 * 1024 * 1024

const looks: Record<Needs, (size: number) => Promise<Said>> = {
  media: ofMedia,
  pdf: ofPdf,
  archive: async (size) => only(await inspectArchive(size, read)),
  mail: async (size) => only(await inspectMail(await read(0, Math.min(size, FIRST_BYTES)), attached)),
  bytes: async (size) => only(await attached(await read(0, Math.min(size, FIRST_BYTES)))),
}

const only = (marking: Marking | null): Said => ({ metadata: {}, marking })

/** What is in memory already, by its first bytes. What cannot be read says nothing. */
async function attached(given: Uint8Array): Promise<Marking | null> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const begins = bytes.toString('latin1', 0, 8)
  try {
    if (begins.startsWith('PK'))
      return await inspectArchive(bytes.length, async (from, n) => bytes.subarray(from, from + n))
    if (begins.startsWith('%PDF')) return (await inDocument({ data: new Uint8Array(bytes) })).marking
  } catch {
    return null
  }
  if (begins.startsWith('{\\rtf')) return markingIn(textOfRtf(bytes.toString('latin1')), 'text')
  return markingIn(runsIn(bytes), 'text')
}

async function ofMedia(size: number): Promise<Said> {
  const { default: mediaInfo } = await import('mediainfo.js')
  const reader = await mediaInfo({ format: 'object', chunkSize: 256 * 1024 })
  try {
    const result = await reader.analyzeData(size, (length, at) =>
      length > 0 && at < size ? read(at, length) : new Uint8Array(),
    )
    return { metadata: said(result), marking: markingIn(wordsIn(result).join('\n'), 'properties') }
  } finally {
    reader.close()
  }
}

function said({ media }: MediaInfoResult): FileMetadata {
  const tracks = media?.track ?? []
  const general = tracks.find((track) => track['@type'] === 'General')
  const video = tracks.find((track) => track['@type'] === 'Video')
  const audio = tracks.filter((track) => track['@type'] === 'Audio')
  const [heard] = audio
  const length = general?.Duration ?? video?.Duration ?? heard?.Duration
  return tidy({
    container: general?.Format,
    durationMs: length === undefined ? undefined : Math.round(Number(length) * 1_000),
    video: video
      ? tidy({
          codec: codecName(video.Format),
          width: video.Width,
          height: video.Height,
          frameRate: video.FrameRate_Mode === 'VFR' ? undefined : video.FrameRate,
        })
      : null,
    audio: heard
      ? tidy({
          codec: heard.Format,
          channels: heard.Channels,
          samplingRate: heard.SamplingRate,
          tracks: audio.length,
        })
      : null,
    createdAt: moment(general?.Encoded_Date),
    startsAt: moment(general?.Recorded_Date),
  })
}

/** What the two standards are called by those who deliver video. */
function codecName(format: string | undefined): string | undefined {
  return format === 'AVC' ? 'H.264' : format === 'HEVC' ? 'H.265' : format
}

/** '2026-02-10 14:31:00 UTC', 'UTC 2026-02-10 14:31:00', or with an offset; what names no zone is no moment, and the year in which clocks begin none either. */
function moment(text: string | undefined): string | undefined {
  const day = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?/.exec(text ?? '')
  const zone = /UTC|Z$/.test(text ?? '')
    ? 'Z'
    : /[+-]\d\d:?\d\d$/.exec(text ?? '')?.[0].replace(/(\d\d)(\d\d)$/, '$1:$2')
  if (!day || !zone) return undefined
  const at = new Date(`${day[1]}T${day[2]}${day[3] ?? ''}${zone}`)
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1980 ? undefined : at.toISOString()
}

type Source = { data: Uint8Array } | { size: number }

async function ofPdf(size: number): Promise<Said> {
  return inDocument({ size })
}

async function inDocument(source: Source): Promise<Said> {
  const { getResolvedPDFJS } = await import('unpdf')
  const { getDocument, PDFDataRangeTransport } = await getResolvedPDFJS()
  class Ranges extends PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      void read(begin, end - begin).then((bytes) => this.onDataRange(begin, bytes))
    }
  }
  const from =
    'data' in source
      ? { data: source.data }
      : { range: new Ranges(source.size, await read(0, Math.min(source.size, 64 * 1024))) }
  const task = getDocument({
    ...from,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    return { metadata: { pages: document.numPages }, marking: await inspectPdf(document) }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return { metadata: { locked: true }, marking: null }
    throw error
  } finally {
    await task.destroy()
  }
}

/** Without what is not known. */
function tidy<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T
}
