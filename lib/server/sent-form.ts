import type { IncomingMessage } from 'node:http'

/** The fields of a form as they were sent, in order, and whether files were among them, which cannot be given back. */
export type SentForm = { fields: [name: string, value: string][]; files: boolean }

/** A form that is on its way in: what has come of it, without taking it from whoever reads it. */
export type Incoming = {
  /** All of it; reads on by itself when nobody else does. Null when it is no form, or it broke off. */
  whole(): Promise<SentForm | null>
  /** The same at this moment; null also while it is still coming. */
  sofar(): SentForm | null
}

/** Where passwords are typed: what is sent there is given back by nobody. The names of such fields, too, wherever they are. */
const SECRET_PLACES = /^\/(sign-in|me|people)(\/|$)/
export const SECRET_FIELDS: readonly string[] = ['password', 'current']

/**
 * Keeps what a browser without scripts sends as a form, so that it can be given back when it cannot be saved. Undefined for everything else,
 * and for forms with a password in them. The body is held to the limit of every body before.
 */
export function keepForm(req: IncomingMessage, path: string): Incoming | undefined {
  const type = req.headers['content-type'] ?? ''
  const byScript = req.headers['next-action'] !== undefined || req.headers.rsc !== undefined
  if (req.method !== 'POST' || byScript || SECRET_PLACES.test(path)) return undefined
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return undefined

  const chunks: Buffer[] = []
  let form: SentForm | null = null
  let settle: (form: SentForm | null) => void = () => {}
  const settled = new Promise<SentForm | null>((resolve) => {
    settle = resolve
  })
  const push = req.push.bind(req)
  // What the connection brings goes by here on its way to whoever reads.
  req.push = (chunk, encoding) => {
    if (chunk !== null) chunks.push(Buffer.from(chunk, encoding))
    else {
      read(Buffer.concat(chunks), type).then(
        (read) => {
          form = read
          settle(form)
        },
        () => settle(null),
      )
    }
    return push(chunk, encoding)
  }
  req.once('close', () => {
    if (!req.complete) settle(null)
  })
  return {
    whole() {
      req.resume()
      return settled
    },
    sofar: () => form,
  }
}

async function read(body: Buffer, type: string): Promise<SentForm | null> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const entries = [...form.entries()]
  if (entries.some(([name]) => SECRET_FIELDS.includes(name))) return null
  const fields = entries.flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const files = entries.some(([, value]) => typeof value !== 'string' && value.size > 0)
  return fields.length > 0 ? { fields, files } : null
}
