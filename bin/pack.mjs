/**
 * Packs the scripts and sheets of the build as small as they get, once, so that nobody waits for it later: beside each file of
 * `.next/static` its .br and .gz, for lib/server/static-files.ts. Run after each build.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const text = /\.(css|html|js|json|map|svg|txt)$/
const best = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }

async function pack(file) {
  const bytes = readFileSync(file)
  const params = { ...best, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
  writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }))
}

const root = '.next/static'
const found = readdirSync(root, { recursive: true }).map((name) => join(root, String(name)))
await Promise.all(found.filter((file) => text.test(file)).map(pack))
