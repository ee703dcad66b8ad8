/**
 * Copies the faces that the screens use from the U.S. Web Design System package into `public/uswds/fonts`, so that the
 * app serves its own copies and a browser asks no other host. Idempotent: a file that is there with the same size is left.
 * Run after each install; `public/uswds` is not committed.
 */
import { copyFileSync, mkdirSync, statSync } from 'node:fs'

const from = new URL('../node_modules/@uswds/uswds/dist/fonts/', import.meta.url)
const to = new URL('../public/uswds/fonts/', import.meta.url)

const faces = [
  'public-sans/PublicSans-Regular.woff2',
  'public-sans/PublicSans-SemiBold.woff2',
  'public-sans/PublicSans-Bold.woff2',
  'merriweather/Latin-Merriweather-Regular.woff2',
  'merriweather/Latin-Merriweather-Bold.woff2',
  'roboto-mono/roboto-mono-v5-latin-regular.woff2',
]

mkdirSync(to, { recursive: true })
for (const face of faces) {
  const source = new URL(face, from)
  const target = new URL(face.split('/').pop(), to)
  if (statSync(target, { throwIfNoEntry: false })?.size !== statSync(source).size) copyFileSync(source, target)
}
