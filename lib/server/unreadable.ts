import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { securityHeaders } from '@/lib/server/headers'
import { answers, render } from '@/lib/server/plain-answer'
import { plainPolicy } from '@/lib/server/plain-page'

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Answers what is no HTTP request, one with too much in front of its body, or one that never comes to its end; then hangs up. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { headers, body } = render('/', answers.unreadable, randomUUID())
  const all = { ...securityHeaders(plainPolicy, false), ...headers, 'Cache-Control': 'no-store', Connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}\r\n${lines.join('')}\r\n${body}`)
}
