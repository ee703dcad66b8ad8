import { bytes, counted } from '@/lib/words'

/*
 * What whoever sends a file is told, by the page and by the command line. Pure, and of a name of its own: the two have nothing else in common.
 */

/** '48 %, 1.2 GB of 2.5 GB, 84 MB a second, 12 seconds left'. The speed is in bytes a second. */
export function progressWords(sent: number, total: number, speed: number): string {
  const parts = [`${Math.floor((sent / total) * 100)} %`, `${bytes(sent)} of ${bytes(total)}`]
  if (speed > 0 && Number.isFinite(speed))
    parts.push(`${bytes(Math.round(speed))} a second`, `${leftWords((total - sent) / speed)} left`)
  return parts.join(', ')
}

/** '12 seconds', '3 minutes', '2 hours'. */
function leftWords(seconds: number): string {
  if (seconds < 90) return counted(Math.max(1, Math.round(seconds)), 'second')
  if (seconds < 5_400) return counted(Math.round(seconds / 60), 'minute')
  return counted(Math.round(seconds / 3_600), 'hour')
}

/** The largest file that is taken: 20 GiB. */
export const MOST_BYTES = 20 * 2 ** 30

/** At once on its way: each acknowledged piece is safe on the server. */
export const PIECE = 64 * 2 ** 20

/** When what passes by itself is tried again, in milliseconds: a dropped network, a restart of the server, for some ten minutes. */
export const RETRIES = [1_000, 2_000, 5_000, 10_000, 20_000, ...Array.from({ length: 20 }, () => 30_000)]

/** Does it pass by itself? No answer at all, or one that says "not now"; a disk that is full does not. */
export const mayPass = (status = 0): boolean =>
  status === 0 || status === 423 || status === 429 || (status >= 500 && status !== 507)

/** The title of the refusal of bytes that are here already, and the item in it that a sender can look up. */
export const twinTitle = (ref: string): string => `This is ${ref} already`
export const twinIn = (title: string): string | null => /^This is (E-\d+) already$/.exec(title)?.[1] ?? null

/** The title of the refusal of what was set aside: all of it came, and somebody decides. */
export const SET_ASIDE = 'This is not the file on its producer’s list, so it was set aside'

/** The hashes of a producer's list, by file name in lower case, without its folders: lines as `sha256sum`, `md5sum` and `shasum --tag` write them. */
export function hashesIn(list: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const line of list.split(/\r?\n/)) {
    const plain = /^\\?([0-9a-f]{64}|[0-9a-f]{32})[\s,;]+\*?(.+?)\s*$/i.exec(line.trim())
    const tagged = /^(?:SHA256|MD5) ?\((.+)\) ?= ?([0-9a-f]{64}|[0-9a-f]{32})$/i.exec(line.trim())
    const [name, hash] = plain ? [plain[2], plain[1]] : [tagged?.[1], tagged?.[2]]
    const bare = name?.split(/[\\/]/).pop()
    if (bare && hash) found.set(bare.toLowerCase(), hash.toLowerCase())
  }
  return found
}

/** What a refusal says, as far as it could be read. */
export type Refused = { kind: string; title: string; detail: string; fields: { path: string; message: string }[] }

/** A refusal of the API, read from its answer. */
export function refusedIn(status: number, body: string): Refused {
  const { type, title, detail, errors } = readProblem(body)
  const fields = (Array.isArray(errors) ? errors : []).map((one: { path?: unknown; message?: unknown }) => ({
    path: String(one.path ?? ''),
    message: String(one.message ?? ''),
  }))
  return {
    kind: typeof type === 'string' ? (type.split('#')[1] ?? '') : '',
    title: typeof title === 'string' && title !== '' ? title : `The ledger answered ${status}`,
    detail: typeof detail === 'string' ? detail : '',
    fields,
  }
}

/** The same in one line; '' parts are left out. */
export function refusalWords({ kind, title, detail, fields }: Refused): string {
  const found = fields.map(({ message }) => message)
  // Of what was stopped: first what was found, then what to do.
  const said = kind === 'spill' ? [...found, detail] : [detail, ...found]
  return [`${title}.`, ...said].filter((part) => part !== '').join(' ')
}

function readProblem(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
