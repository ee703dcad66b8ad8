import { inspectFileName } from './inspect-file-name'
import { Found, markingIn } from './inspect-text'
import type { Marking } from './places'

/** Messages in messages, and parts in all, after which no more is looked at. */
const DEEPEST = 6
const MOST_PARTS = 500

/** Looks at the bytes of an attachment. */
type Look = (bytes: Buffer) => Promise<Marking | null>

/**
 * Looks through a message (RFC 5322, MIME): its heading and its texts, decoded, the names of its attachments, and with `look` what is in them.
 */
export async function inspectMail(message: Uint8Array, look: Look): Promise<Marking | null> {
  let parts = 0
  const doubts = new Found()
  async function walk(entity: string, depth: number): Promise<Marking | null> {
    parts += 1
    if (depth > DEEPEST || parts > MOST_PARTS) return { rule: 'not-inspected', place: 'attachment' }
    const split = /\r?\n\r?\n/.exec(entity)
    const head = entity.slice(0, split?.index ?? entity.length).replace(/\r?\n[ \t]+/g, ' ')
    const body = split ? entity.slice(split.index + split[0].length) : ''
    const place = depth === 0 ? 'text' : 'attachment'
    const headed = doubts.sure(markingIn(decodedWords(head), place))
    if (headed) return headed
    const type = fieldOf(head, 'content-type') || 'text/plain'
    const named = [nameIn(head, 'content-disposition', 'filename'), nameIn(head, 'content-type', 'name')]
      .filter((name) => name !== '')
      .map(inspectFileName)
      .find(Boolean)
    if (named) return { rule: named.rule, place: 'parts' }
    if (/^multipart\//i.test(type)) {
      for (const inner of partsOf(body, nameIn(head, 'content-type', 'boundary'))) {
        const found = await walk(inner, depth + 1)
        if (found) return found
      }
      return null
    }
    const bytes = transferred(body, fieldOf(head, 'content-transfer-encoding'))
    if (/^message\//i.test(type)) return walk(bytes.toString('latin1'), depth + 1)
    if (/^text\//i.test(type))
      return doubts.sure(markingIn(asText(bytes, nameIn(head, 'content-type', 'charset')), place))
    const found = await look(bytes)
    return found && doubts.sure({ rule: found.rule, place: 'attachment' })
  }
  const sure = await walk(Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString('latin1'), 0)
  return sure ?? doubts.doubt
}

const fieldOf = (head: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''

/** A parameter of a field: name="report.pdf", or name*=utf-8''report.pdf (RFC 2231); '' where there is none. */
function nameIn(head: string, field: string, parameter: string): string {
  const value = fieldOf(head, field)
  const [, star = '', quoted, bare = ''] =
    new RegExp(`;\\s*${parameter}(\\*)?=(?:"((?:[^"\\\\]|\\\\.){0,500})"|([^;\\s]{1,500}))`, 'i').exec(value) ?? []
  const given = quoted ?? bare
  if (!star) return decodedWords(given)
  try {
    return decodeURIComponent(given.replace(/^[\w-]*'[\w-]*'/, ''))
  } catch {
    return given
  }
}

function partsOf(body: string, boundary: string): string[] {
  if (!boundary) return []
  const pieces = `\n${body}`.split(`\n--${boundary}`)
  return pieces.slice(1).flatMap((piece) => (piece.startsWith('--') ? [] : [piece.replace(/^[^\n]*\n/, '')]))
}

function transferred(body: string, encoding: string): Buffer {
  if (/^base64/i.test(encoding)) return Buffer.from(body, 'base64')
  if (/^quoted-printable/i.test(encoding)) return Buffer.from(unquoted(body.replace(/=[ \t]*\r?\n/g, '')), 'latin1')
  return Buffer.from(body, 'latin1')
}

const unquoted = (text: string) =>
  text.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function asText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Words of a heading in another encoding: =?utf-8?B?U0VD...?= (RFC 2047). */
function decodedWords(head: string): string {
  return head
    .replace(/\?=[ \t]+=\?/g, '?==?')
    .replace(/=\?([\w-]{1,40})\?([bq])\?([^?]{0,1000})\?=/gi, (_, charset: string, way: string, text: string) =>
      asText(
        /b/i.test(way) ? Buffer.from(text, 'base64') : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1'),
        charset,
      ),
    )
}
