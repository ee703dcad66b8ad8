/**
 * Copies into `public/` what the screens use of packages and the bundler does not bundle, so that a browser asks no other host: the faces of the
 * U.S. Web Design System, and of PDF.js its worker, its decoders, and the character maps and standard faces that documents may lack.
 * Idempotent: a file that is there with the same size is left. Run after each install; what it makes is not committed.
 */
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

function copy(source, target) {
  if (statSync(target, { throwIfNoEntry: false })?.size === statSync(source).size) return
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(source, target)
}

const faces = [
  'public-sans/PublicSans-Regular.woff2',
  'public-sans/PublicSans-SemiBold.woff2',
  'public-sans/PublicSans-Bold.woff2',
  'merriweather/Latin-Merriweather-Regular.woff2',
  'merriweather/Latin-Merriweather-Bold.woff2',
  'roboto-mono/roboto-mono-v5-latin-regular.woff2',
]
for (const face of faces) {
  copy(join(at('node_modules/@uswds/uswds/dist/fonts'), face), join(at('public/uswds/fonts'), face.split('/').pop()))
}

const pdfjs = at('node_modules/pdfjs-dist')
copy(join(pdfjs, 'build/pdf.worker.min.mjs'), at('public/pdfjs/pdf.worker.min.mjs'))
for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
  for (const name of readdirSync(join(pdfjs, folder)))
    copy(join(pdfjs, folder, name), join(at('public/pdfjs'), folder, name))
}
