import type { ServerResponse } from 'node:http'
import type { ProblemKind } from '@/lib/api/problem'
import { type Besides, plainPage, plainPolicy } from '@/lib/server/plain-page'
import { failedTrouble, forbiddenTrouble, notFoundTrouble, type Trouble } from '@/lib/ui/troubles'

/** An answer that needs neither the framework nor the database, nor scripts. `kind` is what the API calls it, where it has a word for it. */
export type PlainAnswer = Trouble & { status: number; kind?: ProblemKind; headers?: Record<string, string> }

/** Is this an address of the API, whose answers are read by programs? */
export const isApi = (path: string) => path === '/api' || path.startsWith('/api/')

const start = { label: 'Go to the first page', href: '/' }

export const answers = {
  starting: {
    status: 503,
    kind: 'unavailable',
    title: 'The ledger is starting',
    words: ['It will be ready within a minute. Load this page again then.'],
    ways: [{ label: 'Load the page again', href: '' }],
    headers: { 'Retry-After': '5' },
  },
  databaseAway: {
    status: 503,
    kind: 'unavailable',
    title: 'The database does not answer just now',
    words: [
      'Nothing that was saved before is lost. Wait a moment, then load this page again.',
      'If you were sending a form, it was not saved. Go back in your browser: what you typed is usually still there.',
    ],
    ways: [{ label: 'Load the page again', href: '' }],
    headers: { 'Retry-After': '5' },
  },
  /** For a form that was kept, before anything was tried with it */
  notSent: {
    status: 503,
    title: 'The database does not answer just now',
    words: [
      'What you sent is not saved yet. What you typed is kept on this page, and nowhere else: leave the page open.',
      'Wait a moment, then send it again.',
    ],
    ways: [],
    headers: { 'Retry-After': '5' },
  },
  /** For a form that was kept, when the database went away in the midst of it */
  perhapsSent: {
    status: 503,
    title: 'The database went away while this was being saved',
    words: [
      'It was probably not saved. Look at the record in another tab first, once the database answers again.',
      'What you typed is kept on this page, and nowhere else: leave the page open, and send it again if it is not there.',
    ],
    ways: [],
    headers: { 'Retry-After': '5' },
  },
  /** For a form that was kept, of somebody whose session had ended */
  signedOut: {
    status: 403,
    title: 'You are signed out',
    words: [
      'What you sent is not saved yet. What you typed is kept on this page, and nowhere else: leave the page open.',
      'Sign in again in another tab or window, then come back here and send it again.',
    ],
    ways: [],
  },
  databaseFull: {
    status: 507,
    kind: 'full',
    title: 'The database has no room left',
    words: ['Nothing was saved. Tell whoever runs this server to free some room, then try again.'],
    ways: [start],
  },
  missing: { status: 404, ...notFoundTrouble },
  notForYou: { status: 403, ...forbiddenTrouble },
  broken: { status: 500, kind: 'failure', ...failedTrouble },
  unreadable: {
    status: 400,
    title: 'This request cannot be read',
    words: ['Go back, load the page again and try once more.'],
    ways: [start],
  },
  outdatedForm: {
    status: 409,
    title: 'The ledger was updated since you opened this form',
    words: [
      'Nothing was saved. Go back in your browser: what you typed is usually still there.',
      'Copy what you want to keep, load that page again, and send it from there.',
    ],
    ways: [{ label: 'Open the page anew', href: '' }, start],
  },
  /** For such a form that was kept: it cannot be sent again, but what it says can be taken over */
  outdatedKept: {
    status: 409,
    title: 'The ledger was updated since you opened this form',
    words: [
      'Nothing was saved. What you typed stands below: open the page anew in another tab, copy it there, and send it.',
    ],
    ways: [{ label: 'Open the page anew', href: '' }, start],
  },
  badAddress: {
    status: 400,
    title: 'This is not an address here',
    words: ['Check the link for signs that do not belong there, or start at the first page.'],
    ways: [start],
  },
  longAddress: {
    status: 414,
    title: 'This address is too long',
    words: ['Shorten what you search or filter for, or start at the first page.'],
    ways: [start],
  },
  foreignOrigin: {
    status: 403,
    kind: 'foreign_origin',
    title: 'This form was sent from another site',
    words: ['Nothing was saved. Open the page here and send the form again.'],
    ways: [start],
  },
  noSuchMethod: {
    status: 405,
    title: 'A page cannot be asked for in this way',
    words: ['Pages take GET, HEAD and POST. Programs use the API below /api/v1.'],
    ways: [start],
    headers: { Allow: 'GET, HEAD, POST' },
  },
  unknownMethod: {
    status: 501,
    title: 'This server does not know this method',
    words: ['It knows GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS.'],
    ways: [start],
  },
  noLength: {
    status: 411,
    title: 'The length of what was sent is missing',
    words: ['Send the body with a Content-Length header, not in chunks.'],
    ways: [start],
  },
  tooMuch: {
    status: 413,
    kind: 'too_large',
    title: 'Too much was sent at once',
    words: ['At most 3 MB fit into one form or one call. Shorten the text, or split it into several records.'],
    ways: [start],
  },
} satisfies Record<string, PlainAnswer>

/** This server is asked for by a name that is not its own: by a wrong link, or by a page that had its own name point here. */
export function wrongHost(appUrl: string): PlainAnswer {
  return {
    status: 421,
    title: 'This server has another name',
    words: [`It is reached at ${appUrl}. Whoever runs it can change that: the setting is APP_URL.`],
    ways: [{ label: `Go to ${appUrl}`, href: `${appUrl}/` }],
  }
}

/** The text of a plain answer and the headers that belong to it: a page that stands by itself, or an RFC 9457 problem below /api. */
export function render(
  path: string,
  answer: PlainAnswer,
  id: string,
  besides: Besides = {},
): { headers: Record<string, string>; body: string } {
  const { status, title, words, kind } = answer
  // The same members as the API's own problems (lib/api/problem.ts).
  const type = kind ? `/api-docs#${kind}` : 'about:blank'
  const problem = { type, title, status, detail: words.join(' '), instance: `urn:uuid:${id}` }
  const body = isApi(path) ? JSON.stringify(problem) : plainPage(answer, id, besides)
  return {
    headers: {
      ...answer.headers,
      'Content-Security-Policy': plainPolicy,
      'Content-Type': isApi(path) ? 'application/problem+json' : 'text/html; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
    },
    body,
  }
}

/** Sends a plain answer. */
export function sendPlain(res: ServerResponse, path: string, answer: PlainAnswer, id: string, besides?: Besides): void {
  const { headers, body } = render(path, answer, id, besides)
  res.writeHead(answer.status, headers)
  res.end(body)
}
