import type { IncomingMessage, ServerResponse } from 'node:http'

type Application<A> = (req: IncomingMessage, res: ServerResponse) => Promise<void> | A

/** The address at which Next renders app/not-found.tsx on the server. */
const NOT_FOUND = '/_not-found'

/** Is this a browser asking for a whole page, and not a script for a part of one, a file, or a program for data? */
function asksForPage(req: IncomingMessage, path: string): boolean {
  const reads = req.method === 'GET' || req.method === 'HEAD'
  return reads && !req.headers.rsc && !path.startsWith('/_next/') && !/^\/api(\/|$)/.test(path) && path !== NOT_FOUND
}

/**
 * Lets the application answer; but where a page turns out not to exist, its "not found" is rendered once more, on the server. What Next
 * itself sends when a page calls notFound() is an empty body that scripts fill in (vercel/next.js#62228): without scripts a blank page,
 * and another one than for an address that nobody ever had.
 */
export async function answerPage<A>(
  application: Application<A>,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<A | undefined> {
  if (!asksForPage(req, path)) return (await application(req, res)) || undefined
  const asBefore = [remember(req), remember(res)]
  let missing = false
  const { writeHead, write, end } = res
  const dropped = new Promise<void>((ended) => {
    // Next sends nothing else before its head, so the head decides about all of it.
    res.writeHead = (...head: unknown[]) => {
      missing = head[0] === 404 || res.statusCode === 404
      return missing ? res : Reflect.apply(writeHead, res, head)
    }
    res.write = (...part: unknown[]) => {
      if (!res.headersSent && !missing) res.writeHead(res.statusCode)
      return missing || Reflect.apply(write, res, part)
    }
    res.end = (...part: unknown[]) => {
      if (!res.headersSent && !missing) res.writeHead(res.statusCode)
      if (!missing) return Reflect.apply(end, res, part)
      ended()
      return res
    }
  })
  const said = await Promise.race([application(req, res), dropped])
  if (!missing) return said || undefined
  for (const restore of asBefore) restore()
  for (const name of res.getHeaderNames()) res.removeHeader(name)
  req.url = NOT_FOUND
  return (await application(req, res)) || undefined
}

/** What the object holds of its own, functions and notes that the application pinned to it; gives how to put that back. */
function remember(object: object): () => void {
  const own = new Map(Reflect.ownKeys(object).map((key) => [key, Reflect.get(object, key)]))
  return () => {
    for (const key of Reflect.ownKeys(object)) {
      if (!own.has(key)) Reflect.deleteProperty(object, key)
      else if (typeof own.get(key) === 'function') Reflect.set(object, key, own.get(key))
    }
  }
}
