import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { freemem } from 'node:os'
import { join } from 'node:path'
import { fileTypeFromBlob } from 'file-type'
import type { Asked, Found, Needs, Said } from '@/lib/files/content-reader'
import { decode, looksLikeText, stampOf, type TextFound, wideOf } from '@/lib/files/lines'
import type { FileMetadata } from '@/lib/files/schema'
import { log } from '@/lib/log'
import type { Marking } from '@/lib/spill/places'
import { storage } from '@/lib/storage/storage'

/*
 * What a file is, and what it says of itself: read from its content, never from its name. It only reads, and stands apart because it asks no
 * record. Containers of video and documents are taken apart in a process of their own: their readers are large, work on what strangers made,
 * and are stopped when they take too long.
 */

/** `marking`: a classification marking in what was taken apart, for `inspectFile`; text is for that to look at */
export type Examined = { mediaType: string; metadata: FileMetadata; marking: Marking | null }

const HEAD = 64 * 1024
/** Of a file's bytes, those that the readers may ask for, one after the other. */
const MOST_READ = 256 * 1024 * 1024
const PATIENCE_MS = 30_000
const IDLE_MS = 60_000

/** A part of an object in one piece; shorter where the object ends. */
export async function part(id: string, from: number, to: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of storage().read(id, { from, to })) pieces.push(piece)
  return Buffer.concat(pieces)
}

/**
 * What is stored under `id`, sealed or not. `text` is what was found while it came; null for what is no text. What cannot be read is
 * said in the metadata's `unread`; nothing here throws for what a file is.
 */
export async function examine(id: string, size: number, text: TextFound | null): Promise<Examined> {
  const head = await part(id, 0, Math.min(size, HEAD) - 1)
  const known = await knownType(id, size)
  const asText = !known || known === 'application/xml' || wideOf(head) !== null
  if (text && asText && looksLikeText(head)) return ofText(id, size, head, text)
  const mediaType = known ?? 'application/octet-stream'
  const needs = needsOf(mediaType, head)
  if (needs) return { mediaType, ...(await ask(needs, id, size)) }
  return { mediaType, metadata: pictureSize(mediaType, head), marking: null }
}

/** What has to be taken apart, by its type or its first bytes: what a document calls itself is no matter. */
function needsOf(mediaType: string, head: Buffer): Needs | null {
  if (/^(video|audio)\//.test(mediaType)) return 'media'
  if (mediaType === 'application/pdf') return 'pdf'
  const begins = head.toString('latin1', 0, 5)
  if (begins.startsWith('PK\x03\x04') || begins.startsWith('PK\x05\x06')) return 'archive'
  const older = begins === '{\\rtf' || begins.startsWith('\xd0\xcf\x11\xe0')
  return older || mediaType === 'application/octet-stream' ? 'bytes' : null
}

/** The type that the first bytes and, for archives, their contents tell; undefined for text and for what nobody knows. */
async function knownType(id: string, size: number): Promise<string | undefined> {
  // As much of a Blob as the library asks of one.
  const blob = {
    size,
    type: '',
    slice: (from: number, to: number) => ({ arrayBuffer: async () => exact(await part(id, from, to - 1)) }),
  } as unknown as Blob
  try {
    return (await fileTypeFromBlob(blob))?.mime
  } catch (error) {
    // It ends in the middle of what it began as.
    log.failure(error, { while: 'finding the type of a file' })
    return undefined
  }
}

const exact = (bytes: Buffer): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer

async function ofText(id: string, size: number, head: Buffer, found: TextFound): Promise<Examined> {
  const begins = decode(head, found.encoding).replace(/^\uFEFF/, '')
  const tail = size > HEAD ? await part(id, size - (size % 2) - HEAD, size - 1) : head
  const text = {
    encoding: found.encoding,
    lines: found.lines,
    firstStamp: stampOf(begins) ?? undefined,
    lastStamp: stampOf(decode(tail, found.encoding), true) ?? undefined,
  }
  const mediaType = textType(begins)
  const mail = mediaType === 'message/rfc822' ? await ask('mail', id, size) : null
  return { mediaType, metadata: { text }, marking: mail?.marking ?? null }
}

/** Text has types too; what a browser would carry out is never taken for plain text. */
function textType(text: string): string {
  const start = text.slice(0, 2_000).trimStart()
  if (/^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|script)\b/i.test(start)) return 'text/html'
  if (/^<\?xml|^<!doctype|^<svg\b/i.test(start)) return /<svg\b/i.test(start) ? 'image/svg+xml' : 'application/xml'
  if (
    /^(from|to|subject|date|received|return-path|message-id|mime-version|x-[\w-]+): /i.test(start) &&
    /^(from|received|message-id): /im.test(start)
  )
    return 'message/rfc822'
  if (/^[{[]\s*["{[\]}\d]/.test(start)) return 'application/json'
  const lines = text.split(/\r?\n/).slice(0, 20)
  // The last one may be cut.
  const whole = lines.length > 2 ? lines.slice(0, -1).filter(Boolean) : []
  if (tabular(whole, '\t')) return 'text/tab-separated-values'
  return [',', ';', '|'].some((mark) => tabular(whole, mark)) ? 'text/csv' : 'text/plain'
}

/** Do all these lines have as many of this mark, outside of quotes, and at least two? */
function tabular(lines: string[], mark: string): boolean {
  const counts = new Set(lines.map((line) => line.replace(/"[^"]*"/g, '').split(mark).length - 1))
  const [count] = counts
  return lines.length > 1 && counts.size === 1 && count !== undefined && count >= 2
}

/** The size of a picture, where it stands at a place that everybody knows. */
function pictureSize(mediaType: string, head: Buffer): FileMetadata {
  if (mediaType === 'image/png' && head.length >= 24)
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
  if (mediaType === 'image/gif' && head.length >= 10)
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
  return {}
}

/** A process that takes files apart, one after the other. */
type Reader = { child: ChildProcess; idle: NodeJS.Timeout | undefined }
/** A turn at a reader; the second is begun only while the first is busy. */
type Lane = { reader: Reader | undefined; busy: boolean; quick: boolean }
type Turn = { large: boolean; take: (lane: Lane) => void }

/** Larger files may take their time; they never get the second lane, so that quick ones pass by them. */
const LARGE = 16 * 1024 * 1024
/** A reader takes up to 256 MB, and so much has to be left besides before there is a second one. */
const ROOM_FOR_TWO = 768 * 1024 * 1024

const kept = globalThis as { ledgerContentLanes?: Lane[]; ledgerContentTurns?: Turn[] }

const lanes = (): Lane[] => {
  kept.ledgerContentLanes ??= [false, true].map((quick) => ({ reader: undefined, busy: false, quick }))
  return kept.ledgerContentLanes
}
const turns = (): Turn[] => {
  kept.ledgerContentTurns ??= []
  return kept.ledgerContentTurns
}

/** The free lane takes the first file that waits and may have it. */
function next(): void {
  for (const lane of lanes()) {
    if (lane.busy || (lane.quick && !lane.reader && freemem() < ROOM_FOR_TWO)) continue
    const at = turns().findIndex(({ large }) => !(lane.quick && large))
    const [turn] = at < 0 ? [] : turns().splice(at, 1)
    if (!turn) continue
    lane.busy = true
    turn.take(lane)
  }
}

/**
 * Asks a reader, each of the two one file at a time, the large ones only the first. One that breaks or takes too long is ended, and the next file gets a new
 * one: such a file was not looked through, which counts as a marking. What is only damaged says nothing to anybody.
 */
async function ask(what: Needs, id: string, size: number): Promise<Said> {
  const lane = await new Promise<Lane>((take) => {
    turns().push({ large: size > LARGE, take })
    next()
  })
  try {
    return await answerOf(lane, what, id, size)
  } catch (error) {
    log.failure(error, { while: 'reading what a file says of itself' })
    end(lane)
    const unread = 'Its content could not be read: it is damaged, or not quite what it begins as.'
    const gaveUp = error instanceof GaveUp && what !== 'media'
    return { metadata: { unread }, marking: gaveUp ? { rule: 'not-inspected', place: 'pages' } : null }
  } finally {
    lane.busy = false
    next()
  }
}

/** The reader broke, took too long, or wanted more than it may have. */
class GaveUp extends Error {}

/** What a process of this kind needs to run, on any system: where programs, its home and temporary files are. */
const NEEDED = /^(path|home|userprofile|systemroot|tmpdir|temp|tmp)$/i

function bareEnvironment(): NodeJS.ProcessEnv {
  const given = Object.entries(process.env).filter(([name]) => NEEDED.test(name))
  return { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(given) }
}

function readerOf(lane: Lane): Reader {
  if (lane.reader) {
    clearTimeout(lane.reader.idle)
    return lane.reader
  }
  // By its path at run time: the framework would otherwise look for it among what it bundles.
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'files', 'content-reader.ts')
  const child = fork(file, {
    execArgv: ['--max-old-space-size=256', '--import', 'tsx'],
    // Of this process's settings none: passwords stand in them, and what it reads was made by strangers.
    env: bareEnvironment(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Neither it nor its channel keeps a process that has nothing else to do.
  child.unref()
  child.channel?.unref()
  const made: Reader = { child, idle: undefined }
  child.once('exit', () => {
    if (lane.reader === made) lane.reader = undefined
  })
  lane.reader = made
  return made
}

function end(lane: Lane): void {
  const ended = lane.reader
  lane.reader = undefined
  clearTimeout(ended?.idle)
  ended?.child.kill('SIGKILL')
}

async function answerOf(lane: Lane, what: Needs, id: string, size: number): Promise<Said> {
  const one = readerOf(lane)
  const { child } = one
  const heard = new EventEmitter()
  const hear = (event: string) => (said?: unknown) => heard.emit(event, said)
  const [message, error, exit] = [hear('message'), hear('error'), hear('exit')]
  child.on('message', message).on('error', error).on('exit', exit)
  const late = setTimeout(exit, PATIENCE_MS)
  try {
    child.send({ what, size })
    return await conversation(heard, id, size, (bytes, of) => child.send({ bytes, of }))
  } finally {
    clearTimeout(late)
    child.off('message', message).off('error', error).off('exit', exit)
    one.idle = setTimeout(() => end(lane), IDLE_MS).unref()
  }
}

/** Hands over the bytes that the reader asks for until it says what it found. Throws when it breaks, asks for too much or never ends. */
function conversation(
  heard: EventEmitter,
  id: string,
  size: number,
  hand: (bytes: Buffer, of: number) => void,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    let left = MOST_READ
    heard.once('error', reject)
    heard.once('exit', () => reject(new GaveUp('the reader ended, or took too long')))
    heard.on('message', (said: Asked | Found) => {
      if ('found' in said) return resolve(said.found)
      if ('failed' in said) return reject(Object.assign(new Error('it cannot be read'), { name: said.failed }))
      left -= said.to - said.from + 1
      if (left < 0) return reject(new GaveUp('it asked for too much'))
      part(id, said.from, Math.min(said.to, size - 1)).then((bytes) => hand(bytes, said.of), reject)
    })
  })
}
