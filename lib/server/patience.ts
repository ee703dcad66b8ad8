import type { IncomingMessage } from 'node:http'

/** How long a client may take to send, in milliseconds: all of a request, or of an upload from one sign of life to the next. */
export type Patience = { request: number; silence: number }

/**
 * Hangs up on a client that does not come to its end. Node's own limit counts from the first byte of a request, whatever moves since; an
 * upload of hours is none that hangs, as long as bytes come.
 */
export function watchSending(
  req: IncomingMessage,
  { request, silence }: Patience,
  isUpload: boolean,
  hangUp: () => void,
): void {
  const { socket } = req
  let seen = socket.bytesRead
  const look = () => {
    if (req.complete || socket.destroyed) return stop()
    if (isUpload && socket.bytesRead !== seen) {
      seen = socket.bytesRead
      return
    }
    stop()
    hangUp()
  }
  const timer = setInterval(look, isUpload ? silence : request)
  timer.unref()
  const stop = () => clearInterval(timer)
  req.once('close', stop)
}
