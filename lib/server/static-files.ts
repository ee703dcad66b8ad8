import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { type Coding, codingFor } from '@/lib/server/coding'

/** One form in which a file goes out, and the name of exactly these bytes. */
type Form = { bytes: Buffer; etag: string }
/** A file that is the same for everybody and holds nobody's data. */
type StaticFile = { type: string; plain: Form; packed: Partial<Record<Coding, Form>> }
/** By address, such as `/uswds/fonts/a.woff2`. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'application/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** What bin/pack.mjs left beside a file; they have no address of their own. */
const PACKED: Record<string, Coding> = { '.br': 'br', '.gz': 'gzip' }

/**
 * Reads what the build made and what lies in `public/`, into memory: a megabyte or two. An address is then looked up, never made into a
 * path, so none can lead elsewhere; and a build that replaces the files under a running server does not take them from its pages.
 */
export function staticFiles(root: string): StaticFiles {
  const found = new Map<string, StaticFile>()
  for (const [address, folder] of [
    ['/_next/static', join(root, '.next', 'static')],
    ['', join(root, 'public')],
  ] as const) {
    const names = namesIn(folder)
    for (const name of names) {
      if (extname(name) in PACKED) continue
      const read = (file: string) => formOf(readFileSync(join(folder, file)))
      const forms = Object.entries(PACKED).filter(([ending]) => names.has(name + ending))
      found.set(`${address}/${name}`, {
        type: TYPES[extname(name)] ?? 'application/octet-stream',
        plain: read(name),
        packed: Object.fromEntries(forms.map(([ending, coding]) => [coding, read(name + ending)])),
      })
    }
  }
  return found
}

/** The files below a folder, as they stand in addresses; hidden ones left out, none when there is no such folder. */
function namesIn(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    return new Set(files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Set()
    throw error
  }
}

function formOf(bytes: Buffer): Form {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}

/** Answers with the file, in the smallest form that the client takes, or with 304 when it has these very bytes. */
export function sendStatic(req: IncomingMessage, res: ServerResponse, { type, plain, packed }: StaticFile): void {
  const coding = codingFor(req.headers['accept-encoding'])
  const chosen = coding ? packed[coding] : undefined
  const { bytes, etag } = chosen ?? plain
  if (Object.keys(packed).length > 0) res.setHeader('Vary', 'Accept-Encoding')
  res.setHeader('ETag', etag)
  if (hasIt(req.headers['if-none-match'], etag)) {
    res.writeHead(304)
    res.end()
    return
  }
  if (coding && chosen) res.setHeader('Content-Encoding', coding)
  res.writeHead(200, { 'Content-Type': type, 'Content-Length': String(bytes.length) })
  res.end(req.method === 'HEAD' ? undefined : bytes)
}

const hasIt = (given: string | undefined, etag: string) =>
  (given ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*')
