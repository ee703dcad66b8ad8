import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { ProblemPage } from '@/lib/ui/problem-page'
import type { Trouble } from '@/lib/ui/troubles'

/** The parts of the sheet that such a page needs; it carries them, since the sheet's own address changes with each build. */
const PARTS = ['tokens', 'base', 'masthead', 'controls', 'form', 'gate', 'paper', 'contrast']

const sheet = PARTS.map((part) => readFileSync(new URL(`../../app/styles/${part}.css`, import.meta.url), 'utf8'))
  .join('\n')
  .replace(/\/\*.*?\*\//gs, '')
  .replace(/\s+/g, ' ')

/** What such a page may load: its own sheet and our faces; no script at all. The same for each, so that two pages differ in nothing but the id. */
export const plainPolicy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(sheet).digest('base64')}'`,
  `font-src 'self'`,
  `img-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** A whole page in our look that needs nothing but itself (and shows without faces when even those are away). */
export function plainPage(trouble: Trouble, id: string): string {
  const title = renderToStaticMarkup(<title>{`${trouble.title} - Oversight Ledger`}</title>)
  const body = renderToStaticMarkup(<ProblemPage trouble={trouble} id={id} />)
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">${title}<link rel="icon" href="/icon.svg"><style>${sheet}</style></head>
<body>${body}</body></html>`
}
