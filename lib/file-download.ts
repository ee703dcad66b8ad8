import { bytesFor, fileAsked, type How, openFile } from '@/lib/files/opening'
import type { FileToOpen } from '@/lib/files/queries'
import { type Wanted, wantedRange } from '@/lib/files/range'
import { isInline } from '@/lib/files/schema'
import type { Actor } from '@/lib/people/actor'
import { LENGTH } from '@/lib/server/headers'
import { isAhead } from '@/lib/table-download'

/**
 * Hands out a kept file, or the range of it that is asked for: to be looked at in its page, or with `?download` to be saved. Rights, and whether the
 * bytes are those that came, are asked anew for each range; the sitting is noted before the first byte goes, and what went out is added as
 * it goes. HEAD notes nothing but a refusal, having nothing to give. Throws missing(), or a Refusal when the file may not be opened.
 */
export async function deliver(request: Request, actor: Actor, id: string): Promise<Response> {
  if (isAhead(request.headers))
    return new Response(null, { status: 403, headers: { 'content-type': 'application/octet-stream' } })
  const how: How = new URL(request.url).searchParams.has('download') ? 'download' : 'view'
  const { file, opening } =
    request.method === 'HEAD' ? { file: await fileAsked(actor, id), opening: null } : await openFile(actor, id, how)
  const size = Number(file.size)
  const wanted = askedRange(request.headers, size, etagOf(file))
  if (wanted === 'beyond') {
    const headers = { 'content-range': `bytes */${size}`, 'content-type': 'application/octet-stream' }
    return new Response(null, { status: 416, headers })
  }
  const headers = headersOf(file, how, wanted)
  if (opening === null) return new Response(null, { headers })
  const bytes = bytesFor(opening, file, wanted === 'whole' ? { from: 0, to: size - 1 } : wanted)
  // Before anything is promised: of what the store has no more, the reader gets a reason instead of half an answer.
  const first = await bytes.next()
  return new Response(streamOf(bytes, first), { status: wanted === 'whole' ? 200 : 206, headers })
}

/** Which bytes are asked for. A range of another version than this one would not fit what the reader has (RFC 9110, section 13.1.5): they get all of it. */
export function askedRange(headers: Headers, size: number, etag: string): Wanted | 'whole' | 'beyond' {
  const condition = headers.get('if-range')
  return wantedRange(condition === null || condition === etag ? headers.get('range') : null, size)
}

/** Pulled by hand: the platform's own wrapping of a Node stream logs an error each time a reader breaks off. `taken`: what was pulled before. */
export function streamOf(
  bytes: AsyncGenerator<Uint8Array>,
  taken?: IteratorResult<Uint8Array>,
): ReadableStream<Uint8Array> {
  let first = taken
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = first ?? (await bytes.next())
      first = undefined
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await bytes.return(undefined)
    },
  })
}

/**
 * A name in a header: plain ASCII for old readers, and as it is for all others (RFC 6266, RFC 8187). A producer may have sent a path as a name:
 * whoever saves the file is led into no folder by it.
 */
export function disposition(how: 'inline' | 'attachment', given: string): string {
  const name = given.replace(/[/\\]/g, '_')
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`
}

/**
 * Kind by content, length, range, and the SHA-256 as entity tag and as digest of the whole (RFC 9530), so that a download can be checked against
 * what is on record. What is not safe to show comes as an attachment; either way nothing in it may run.
 */
function headersOf(file: FileToOpen, how: How, range: Wanted | 'whole'): Headers {
  const size = Number(file.size)
  const inline = how === 'view' && isInline(file.mediaType)
  const headers = new Headers({
    'content-type': inline ? file.mediaType : 'application/octet-stream',
    'content-length': String(range === 'whole' ? size : range.to - range.from + 1),
    'content-disposition': disposition(inline ? 'inline' : 'attachment', file.name),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'accept-ranges': 'bytes',
    etag: etagOf(file),
    'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
  })
  headers.set(LENGTH, headers.get('content-length') ?? '')
  if (range !== 'whole') headers.set('content-range', `bytes ${range.from}-${range.to}/${size}`)
  return headers
}

const etagOf = (file: Pick<FileToOpen, 'sha256'>): string => `"${file.sha256}"`
