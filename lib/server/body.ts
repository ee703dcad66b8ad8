import type { IncomingMessage } from 'node:http'
import { BODY_LIMIT, isUpload } from '@/lib/server/limits'
import { answers, type PlainAnswer } from '@/lib/server/plain-answer'

/** A refused body is still read up to here, because most clients read the answer only once they have sent everything. */
const DRAIN_LIMIT = 16 * BODY_LIMIT

/**
 * Why a request's body is not taken, judged by its headers alone; null when it is. The HTTP parser holds a client to the
 * length that it named, so a named length within the limit is a kept one. Of an upload the length is judged where it is taken in.
 */
export function refuseBody({ method, url, headers }: IncomingMessage): PlainAnswer | null {
  if (isUpload(method, url)) return null
  if (headers['transfer-encoding'] !== undefined && headers['content-length'] === undefined) return answers.noLength
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT) return answers.tooMuch
  return null
}

/** Reads and forgets what a refused client still sends, within bounds; resolves when it is time to answer. */
export function drain(req: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0
    req.on('data', (chunk: Buffer) => {
      seen += chunk.length
      if (seen > DRAIN_LIMIT) resolve()
    })
    req.once('end', resolve)
    req.once('close', resolve)
    req.once('error', () => resolve())
  })
}
