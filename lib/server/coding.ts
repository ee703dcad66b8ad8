import type { Transform } from 'node:stream'
import { brotliCompressSync, constants, createBrotliCompress, createGzip, gzipSync } from 'node:zlib'

/** How an answer is packed on its way, by its name in HTTP. */
export type Coding = 'br' | 'gzip'

/** From the one that is preferred. Every browser of this decade takes the first over https and on this machine, programs often only the second. */
const CODINGS: readonly Coding[] = ['br', 'gzip']

/** The coding to send, of those that a client names and does not refuse (`q=0`); null when it takes the answer only as it is. */
export function codingFor(accepted: string | string[] | undefined): Coding | null {
  const named = new Map<string, boolean>()
  for (const part of [accepted ?? []].flat().join(',').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    named.set(name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
  }
  return CODINGS.find((coding) => named.get(coding)) ?? null
}

/** Names one more header that an answer depends on. `given` is what stands in Vary so far. */
export function varyBy(given: number | string | string[] | undefined, name: string): string {
  const names = [given ?? []].flat().join(', ')
  if (names.toLowerCase().split(/, */).includes(name.toLowerCase())) return names
  return names ? `${names}, ${name}` : name
}

/**
 * What packs an answer that was made a moment ago and goes out once: the levels are those that cost least for what they save. Of a list page
 * of 120 kB, brotli makes 11.4 kB in 0.4 ms at 3, and 9.8 in 1.0 at 5; gzip makes 14.1 in 0.35 at 3, and 12.4 in 1.0 at 6.
 */
const QUICK = { br: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }, gzip: { level: 3 } }

/** Packs an answer that is whole. */
export function packed(coding: Coding, bytes: Buffer): Buffer {
  return coding === 'br' ? brotliCompressSync(bytes, QUICK.br) : gzipSync(bytes, QUICK.gzip)
}

/** Packs an answer that is too large to be held. */
export function packing(coding: Coding): Transform {
  return coding === 'br' ? createBrotliCompress(QUICK.br) : createGzip(QUICK.gzip)
}
