import type { ServerResponse } from 'node:http'

/** An answer that needs neither the framework nor the database. */
export type PlainAnswer = { status: number; title: string; detail: string }

const asText = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const style = `body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.75rem;line-height:1.2}code{font-size:1rem}
@media(prefers-color-scheme:dark){body{color:#f0f0f0;background:#1b1b1b}}`

function page({ title, detail }: PlainAnswer, id: string, nonce: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${asText(title)} - Oversight Ledger</title><style nonce="${nonce}">${style}</style></head>
<body><main><h1>${asText(title)}</h1><p>${asText(detail)}</p><p>To quote: <code>${asText(id)}</code></p></main></body></html>`
}

/** Sends a plain answer: a self-contained page, or an RFC 9457 problem below /api. */
export function sendPlain(res: ServerResponse, path: string, answer: PlainAnswer, id: string, nonce: string): void {
  const api = path === '/api' || path.startsWith('/api/')
  // The same members as the API's own problems (lib/api/problem.ts).
  const problem = {
    type: 'about:blank',
    title: answer.title,
    status: answer.status,
    detail: answer.detail,
    instance: `urn:uuid:${id}`,
  }
  res.statusCode = answer.status
  res.setHeader('Content-Type', api ? 'application/problem+json' : 'text/html; charset=utf-8')
  if (answer.status === 503) res.setHeader('Retry-After', '5')
  res.end(api ? JSON.stringify(problem) : page(answer, id, nonce))
}

export const starting: PlainAnswer = {
  status: 503,
  title: 'The ledger is starting',
  detail: 'It will be ready within a minute. Load this page again then.',
}

export const databaseAway: PlainAnswer = {
  status: 503,
  title: 'The database cannot be reached',
  detail:
    'Nothing that was saved is lost. Wait a moment, then load this page again; what you were typing was not saved.',
}

export const broken: PlainAnswer = {
  status: 500,
  title: 'Something went wrong',
  detail: 'It was logged. Go back and try again; if it happens again, quote the id below to whoever runs this server.',
}

export const badAddress: PlainAnswer = {
  status: 400,
  title: 'This is not an address here',
  detail: 'An address starts with a slash. Check the link, or start at the first page.',
}
