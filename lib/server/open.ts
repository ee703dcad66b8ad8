import { createServer, type RequestListener, type Server } from 'node:http'
import { serverLimits } from '@/lib/server/limits'
import { answerUnreadable } from '@/lib/server/unreadable'

/** A web server all of whose requests go to `handle`, and whatever is none is told so: nothing is answered by Node itself, without our headers. */
export function openServer(handle: RequestListener): Server {
  const server = createServer(serverLimits, handle)
  server.on('clientError', answerUnreadable)
  // What is expected beside "100-continue" may be passed over (RFC 9110, section 10.1.1).
  server.on('checkExpectation', handle)
  return server
}
