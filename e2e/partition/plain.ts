import type { Answer } from '../fixtures/send'

/** A script that hands a piece of the page's data to the framework; the first ones also make room for it. */
const PIECE = /<script[^>]*>(?:\(self\.__next_f=self\.__next_f\|\|\[\]\)|self\.__next_f)\.push\(.*?\)<\/script>/gs
const PUSHED = /\.push\((\[.*?\])\)(?=;self\.__next_f|<\/script>)/gs

/** Headers that say the same of every answer but the moment and the request itself. */
const PASSING = ['date', 'content-length', 'x-request-id', 'keep-alive', 'content-security-policy']

/**
 * An answer as it is compared with a later one: status, headers and body. The data that a page hands to its scripts comes in pieces that are
 * cut anew each time, and its parts come as they are ready: it is joined, put in order, and stands behind the markup. What differs for no
 * reason that anybody could read goes out: the nonce and the request's id wherever they stand, the mark of a page on its forms, as of when a
 * dashboard is, when a record to be printed was made, and on one's own page the time at which one was last there.
 */
export function plain(path: string, { status, text, headers }: Answer): string {
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]
  const id = headers.get('x-request-id')
  let data = ''
  const markup = text.replace(PIECE, (script) => {
    for (const [, pushed = ''] of script.matchAll(PUSHED)) {
      const [, piece] = JSON.parse(pushed) as [number, string | null | undefined]
      data += piece ?? ''
    }
    return ''
  })
  const shown = [...headers].filter(([name]) => !PASSING.includes(name)).map(([name, value]) => `${name}: ${value}`)
  let all = [String(status), ...shown, '', markup, ...inOrder(data)].join('\n')
  if (nonce) all = all.replaceAll(nonce, 'NONCE')
  all = all.replace(/<input[^>]*name="once"[^>]*>/g, '<input name="once">')
  if (id) all = all.replaceAll(id, 'REQUEST')
  all = all.replace(/As of [^<"]+/g, 'As of now').replace(/(Made by.{0,200}?)\d{1,2}:\d\d [ap]\.m\./gs, '$1now')
  return path === '/me' ? all.replace(/\d{1,2}:\d\d [ap]\.m\./g, 'now') : all
}

/** A reference of one part of the data to another: "$1c", "$L1b", "$@5", with or without a way into that part. A text that begins with a dollar has two. */
const REFERENCE = /"\$([A-Za-z@]?)([0-9a-f]+)(?=[":])/g

/** The parts of a page's data, each behind the one that first refers to it, and numbered so. */
function inOrder(data: string): string[] {
  const parts = partsOf(data)
  const numbers = new Map<string, number>()
  const visit = (id: string) => {
    const part = parts.get(id)
    if (part === undefined || numbers.has(id)) return
    numbers.set(id, numbers.size)
    for (const [, , to = ''] of part.matchAll(REFERENCE)) visit(to)
  }
  visit('0')
  const renamed = (part: string) =>
    part.replace(REFERENCE, (whole, kind: string, to: string) => {
      const number = numbers.get(to)
      return number === undefined ? whole : `"$${kind}<${number}>`
    })
  const referred = [...numbers].map(([id, number]) => `<${number}>:${renamed(parts.get(id) ?? '')}`)
  const others = [...parts].filter(([id]) => !numbers.has(id)).map(([, part]) => `:${renamed(part)}`)
  return [...referred, ...others.sort()]
}

/** Parts by their id: one a line, except texts, which say how many bytes they have. Hints have no id, and get one that nothing refers to. */
function partsOf(data: string): Map<string, string> {
  const parts = new Map<string, string>()
  let rest = Buffer.from(data)
  while (rest.length > 0) {
    const colon = rest.indexOf(':')
    const id = rest.subarray(0, colon).toString() || `hint ${parts.size}`
    const text = /^T([0-9a-f]+),/.exec(rest.subarray(colon + 1, colon + 20).toString())
    const from = colon + 1 + (text?.[0].length ?? 0)
    const until = text ? from + Number.parseInt(text[1] ?? '', 16) : rest.indexOf('\n', from)
    const end = until < 0 ? rest.length : until
    parts.set(id, rest.subarray(colon + 1, end).toString())
    rest = rest.subarray(text ? end : end + 1)
  }
  return parts
}
