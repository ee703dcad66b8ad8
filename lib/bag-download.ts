import { bytesOfBag, findBag, openBag } from '@/lib/bags/handing'
import { askedRange, disposition, streamOf } from '@/lib/file-download'
import type { Actor } from '@/lib/people/actor'
import { LENGTH } from '@/lib/server/headers'
import { isAhead } from '@/lib/table-download'

/**
 * Hands out a prepared bag as a tar file, or the range of it that is asked for, so that a download that broke goes on where it was. It is made of what is
 * stored while it goes; nothing is laid aside. HEAD notes nothing, having nothing to give. Throws missing(), or a Refusal when something in it may not be
 * handed on any more.
 */
export async function deliverBag(request: Request, actor: Actor, id: string): Promise<Response> {
  if (isAhead(request.headers))
    return new Response(null, { status: 403, headers: { 'content-type': 'application/x-tar' } })
  const head = request.method === 'HEAD'
  const bag = head ? await findBag(actor, id) : await openBag(actor, id)
  const size = Number(bag.size)
  const etag = `"${bag.id}"`
  const wanted = askedRange(request.headers, size, etag)
  if (wanted === 'beyond') {
    const headers = { 'content-range': `bytes */${size}`, 'content-type': 'application/x-tar' }
    return new Response(null, { status: 416, headers })
  }
  const { from, to } = wanted === 'whole' ? { from: 0, to: size - 1 } : wanted
  const headers = new Headers({
    'content-type': 'application/x-tar',
    'content-length': String(to - from + 1),
    'content-disposition': disposition('attachment', `${bag.name}.tar`),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'accept-ranges': 'bytes',
    etag,
  })
  headers.set(LENGTH, headers.get('content-length') ?? '')
  if (wanted !== 'whole') headers.set('content-range', `bytes ${from}-${to}/${size}`)
  if (head) return new Response(null, { headers })
  return new Response(streamOf(bytesOfBag(actor, bag, { from, to })), {
    status: wanted === 'whole' ? 200 : 206,
    headers,
  })
}
