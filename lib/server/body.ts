import type { IncomingMessage } from 'node:http'
import type { PlainAnswer } from '@/lib/server/plain-answer'

/** Largest body that is taken, in bytes: forms and API calls. It agrees with serverActions.bodySizeLimit in next.config.ts. */
export const BODY_LIMIT = 3 * 1024 * 1024
/** A refused body is still read up to here, because most clients read the answer only once they have sent everything. */
const DRAIN_LIMIT = 16 * BODY_LIMIT

/**
 * Why a request's body is not taken, judged by its headers alone; null when it is. The HTTP parser holds a client to the
 * length that it named, so a named length within the limit is a kept one.
 */
export function refuseBody({ headers }: Pick<IncomingMessage, 'headers'>): PlainAnswer | null {
  if (headers['transfer-encoding'] !== undefined && headers['content-length'] === undefined) {
    return {
      status: 411,
      title: 'The length of what was sent is missing',
      detail: 'Send the body with a Content-Length header, not in chunks.',
    }
  }
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT) {
    return {
      status: 413,
      title: 'Too much was sent at once',
      detail: 'At most 3 MB fit into one form or one call. Shorten the text, or split it into several records.',
    }
  }
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
