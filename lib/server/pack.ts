import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Transform } from 'node:stream'
import { type Coding, codingFor, packed, packing, varyBy } from '@/lib/server/coding'
import { type Given, take } from '@/lib/server/stand-in'

/** Text that is made for one reader. What lies in files is left as it is: ranges and hashes of it are those of the file. */
const TEXT = /^(text\/(html|csv|x-component)|application\/(problem\+)?json)\b/

/** In bytes; what is smaller gains nothing. */
const LEAST = 1_024

/**
 * Up to here an answer is collected and packed in one go, which takes a third of what packing it write by write takes. Pages are a tenth of
 * it; what is larger, an export, goes on as a stream.
 */
const COLLECTED = 1024 * 1024

/**
 * Packs an answer, if it is text, in a coding that the client takes. Its head then goes out with its first packed bytes; until then another
 * head may be written, and the answer begins anew with it.
 */
export function packAnswer(req: IncomingMessage, res: ServerResponse): void {
  const coding = req.method === 'HEAD' ? null : codingFor(req.headers['accept-encoding'])
  const below = { writeHead: res.writeHead.bind(res), write: res.write.bind(res), end: res.end.bind(res) }
  const flushHeaders = res.flushHeaders.bind(res)
  let packs: Transform | undefined
  /** What was written so far; null once it is settled that nothing is held back. */
  let held: Buffer[] | null = []
  let size = 0

  /** Settles it by the headers, which are complete by now. */
  const holds = (): boolean => {
    if (held && !isText(res)) held = null
    if (held) res.setHeader('Vary', varyBy(res.getHeader('vary'), 'Accept-Encoding'))
    if (!coding) held = null
    return held !== null
  }

  const begin = (as: Coding) => {
    held = null
    res.setHeader('Content-Encoding', as)
  }

  const goOn = (as: Coding, first: Buffer) => {
    begin(as)
    res.removeHeader('Content-Length')
    // Now, so that what breaks later is cut off and not answered anew.
    flushHeaders()
    const transform = packing(as)
    packs = transform
    transform.on('data', (chunk: Buffer) => {
      if (below.write(chunk)) return
      transform.pause()
      res.once('drain', () => transform.resume())
    })
    // Whoever writes waits for the answer to drain, and knows nothing of what stands before it.
    transform.on('drain', () => res.emit('drain'))
    transform.once('end', () => below.end())
    res.once('close', () => transform.destroy())
    return transform.write(first)
  }

  const flushed = () => {
    if (!holds()) flushHeaders()
  }

  const headed = (status: number, reason?: string | Given, headers?: Given) => {
    if (typeof reason === 'string') res.statusMessage = reason
    take(res, typeof reason === 'object' ? reason : headers)
    if (!held) return below.writeHead(status)
    held = []
    size = 0
    res.statusCode = status
    return holds() ? res : below.writeHead(status)
  }

  const written = (...given: unknown[]) => {
    if (packs) return packs.write(...(given as [Buffer]))
    if (!holds() || !held || !coding) return below.write(...(given as [Buffer]))
    const chunk = bytesOf(given)
    held.push(chunk)
    size += chunk.length
    const callback = callbackIn(given)
    if (callback) process.nextTick(callback)
    return size <= COLLECTED || goOn(coding, Buffer.concat(held))
  }

  const ended = (...given: unknown[]) => {
    if (packs) packs.end(...(given as [Buffer]))
    else if (!holds() || !held || !coding) below.end(...(given as [Buffer]))
    else {
      const whole = Buffer.concat([...held, bytesOf(given)])
      const callback = callbackIn(given)
      if (whole.length >= LEAST) {
        begin(coding)
        const bytes = packed(coding, whole)
        res.setHeader('Content-Length', String(bytes.length))
        below.end(bytes, callback)
      } else {
        held = null
        below.end(whole, callback)
      }
    }
    return res
  }

  Object.assign(res, { flushHeaders: flushed, writeHead: headed, write: written, end: ended })
}

const isText = (res: ServerResponse) =>
  TEXT.test(String(res.getHeader('content-type') ?? '')) &&
  !res.hasHeader('content-encoding') &&
  !res.hasHeader('accept-ranges')

/** Of the arguments of `write` and `end`: a chunk, its encoding and a callback, each of which may be left out. */
function bytesOf([chunk, encoding]: unknown[]): Buffer {
  if (typeof chunk === 'string')
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
  return chunk instanceof Uint8Array ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.alloc(0)
}

const callbackIn = (given: unknown[]) => given.find((one): one is () => void => typeof one === 'function')
