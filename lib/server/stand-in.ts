import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** Another answer in the place of the one that is being written. */
export type StandIn = { status: number; headers: Record<string, string>; body: string }

/** Headers as `writeHead` takes them. */
export type Given = OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined

/** Of an answer that is put aside only this stays: a cookie may have ended or begun with it. */
const STAYS = ['set-cookie']

/** Sets the headers that were given to `writeHead` one by one, so that they can still be read and changed. */
export function take(res: ServerResponse, given: Given): void {
  if (Array.isArray(given)) {
    for (let i = 0; i < given.length; i += 2) res.setHeader(String(given[i]), given[i + 1] as OutgoingHttpHeader)
    return
  }
  for (const [name, value] of Object.entries(given ?? {})) if (value !== undefined) res.setHeader(name, value)
}

/**
 * Runs `judge` when the status of an answer is settled and its headers are about to go, whoever sends them. What it returns goes out
 * instead, whatever is still written; `last` then sets the headers that every answer carries.
 */
export function beforeHead(
  res: ServerResponse,
  judge: (status: number) => StandIn | undefined,
  last: (status: number) => void,
): void {
  const raw = { writeHead: res.writeHead.bind(res), write: res.write.bind(res), end: res.end.bind(res) }
  let standIn: StandIn | undefined

  res.writeHead = (status: number, reason?: string | Given, headers?: Given) => {
    take(res, typeof reason === 'object' ? reason : headers)
    standIn = judge(status)
    if (standIn) {
      for (const name of res.getHeaderNames()) if (!STAYS.includes(name)) res.removeHeader(name)
      take(res, standIn.headers)
    }
    last(standIn?.status ?? status)
    if (standIn) return raw.writeHead(standIn.status)
    return typeof reason === 'string' ? raw.writeHead(status, reason) : raw.writeHead(status)
  }

  // Who writes before the head has gone sends it so; it has to go now, to know whether what is written still counts.
  const headGone = () => {
    if (!res.headersSent) res.writeHead(res.statusCode)
  }
  const written = (...given: unknown[]) => {
    headGone()
    if (!standIn) return raw.write(...(given as Parameters<typeof raw.write>))
    const callback = given.find((one) => typeof one === 'function')
    if (callback) process.nextTick(callback)
    return true
  }
  const ended = (...given: unknown[]) => {
    // An answer of one piece is left to Node, which then knows its length.
    if (!res.headersSent && judge(res.statusCode)) headGone()
    if (!standIn) return raw.end(...(given as Parameters<typeof raw.end>))
    const callback = given.find((one): one is () => void => typeof one === 'function')
    return raw.end(standIn.body, callback)
  }
  res.write = written as typeof res.write
  res.end = ended as typeof res.end
}
