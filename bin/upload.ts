/** Uploads files to a running ledger by the tus protocol: resumable, from any machine that reaches it. */
import { createReadStream, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import * as tus from 'tus-js-client'
import { command } from '@/bin/command'
import { lockHolder } from '@/bin/lock.mjs'
import { config } from '@/lib/config'
import { MOST_BYTES, mayPass, PIECE, progressWords, RETRIES, refusalWords, refusedIn } from '@/lib/files/sending'
import { OperatorError } from '@/lib/operator-error'
import { bytes } from '@/lib/words'

/** Where unfinished uploads are remembered, so that the same command goes on with them. */
const MEMORY = join(homedir(), '.oversight-ledger-uploads.json')

const options = {
  inquiry: { type: 'string' },
  server: { type: 'string' },
  request: { type: 'string' },
  from: { type: 'string' },
  received: { type: 'string' },
  kind: { type: 'string' },
  production: { type: 'string' },
  handling: { type: 'string' },
  held: { type: 'string' },
  title: { type: 'string' },
  evidence: { type: 'string' },
  changed: { type: 'string' },
  hash: { type: 'string' },
  again: { type: 'string' },
} as const

type Values = { [name in keyof typeof options]?: string | undefined }

/** The options as the fields of the upload that they stand for; what was not given is left out. */
function metadataOf(path: string, of: Values): Record<string, string> {
  const fields = {
    filename: basename(path),
    requests: of.request,
    fromOffice: of.from,
    receivedOn: of.received,
    kind: of.kind,
    production: of.production,
    handling: of.handling,
    heldAt: of.held,
    title: of.title,
    evidence: of.evidence,
    changed: of.changed,
    claimedHash: of.hash,
    againReason: of.again,
  }
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function serverOf(given: string | undefined): string {
  const running = lockHolder(join(config().DATA_DIR, 'server.lock'))?.address
  const server = given ?? running
  if (server) return server.replace(/\/$/, '')
  throw new OperatorError(
    'No ledger runs on this data folder. Say where one runs, with --server https://ledger.example',
  )
}

/** Sends one file, from where it was if it was begun before. Answers the item that it is on. */
async function send(path: string, endpoint: string, token: string, values: Values): Promise<string> {
  const { size } = statSync(path)
  if (size === 0) throw new OperatorError('It is empty: there is nothing to keep.')
  if (size > MOST_BYTES) throw new OperatorError(`It is larger than ${bytes(MOST_BYTES)}, the most that is taken.`)
  // Not in its types, but in its program for Node.
  const { FileUrlStorage } = tus as unknown as { FileUrlStorage: new (path: string) => tus.UrlStorage }
  return new Promise((resolve, reject) => {
    let begun: { at: number; sent: number } | undefined
    const upload = new tus.Upload(createReadStream(path), {
      endpoint,
      metadata: metadataOf(path, values),
      headers: { Authorization: `Bearer ${token}` },
      chunkSize: PIECE,
      retryDelays: RETRIES,
      urlStorage: new FileUrlStorage(MEMORY),
      removeFingerprintOnSuccess: true,
      // Where it was is asked anew before the next try.
      onShouldRetry: ({ originalResponse: answer }) => mayPass(answer?.getStatus()) || answer?.getStatus() === 409,
      onProgress: (sent, total) => {
        begun ??= { at: performance.now(), sent }
        const elapsed = performance.now() - begun.at
        say(`${basename(path)}  ${progressWords(sent, total, ((sent - begun.sent) / elapsed) * 1_000)}`)
      },
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('Ledger-Evidence') ?? ''),
      onError: (error) => reject(new OperatorError(wordsOf(error))),
    })
    upload.findPreviousUploads().then(([earlier]) => {
      if (earlier) upload.resumeFromPreviousUpload(earlier)
      upload.start()
    }, reject)
  })
}

function wordsOf(error: Error | tus.DetailedError): string {
  const answer = 'originalResponse' in error ? error.originalResponse : null
  return answer
    ? refusalWords(refusedIn(answer.getStatus(), answer.getBody()))
    : 'The ledger does not answer. What came is safe: the same command goes on.'
}

/** One line that moves, where somebody looks at it. */
function say(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`)
}

await command(
  {
    usage: 'npm run upload -- --inquiry SLUG [options] FILE ...',
    about:
      'Uploads files to a running ledger, each as an item of the register or onto one that is there. Broken off, the same command goes on where it was. The token of whoever uploads stands in LEDGER_TOKEN (make one on your page, or with npm run token).',
    options,
    needs: ['inquiry'],
    word: 'many',
    meanings: {
      inquiry: 'name of the inquiry in addresses, such as ferry-alder',
      server: 'address of the ledger; the one that runs on DATA_DIR unless told otherwise',
      request: 'numbers of the requests that the files answer: R-12,R-14',
      from: 'number of the office that they came from: O-3',
      received: 'day on which they came: 2026-02-12',
      kind: 'briefing, video, log, testimony or document',
      production: 'number of the delivery that they came with: P-3',
      handling: 'unclassified or cui; nothing else may be here',
      held: 'where they are held; "Committee store" unless told otherwise',
      title: 'title of the item; the name of the file unless told otherwise',
      evidence: 'number of an item that is there, E-31: the file is kept on it',
      changed: 'with --evidence: it is a corrected copy, and this is what changed',
      hash: 'hash on the list of its producer, SHA-256 or MD5',
      again: 'why bytes that are here already are kept a second time',
    },
  },
  async ({ values, words: files }) => {
    const token = process.env.LEDGER_TOKEN
    if (!token) throw new OperatorError('LEDGER_TOKEN is not set: make a token on your page, or with  npm run token')
    const one = ['title', 'evidence', 'hash'].find((name) => files.length > 1 && name in values)
    if (one) throw new OperatorError(`--${one} is about one file: give one, or leave it out.`)
    const { inquiry, server, ...of } = values
    const endpoint = `${serverOf(server)}/api/v1/inquiries/${inquiry}/uploads`
    let failed = 0
    for (const path of files) {
      try {
        const ref = await send(path, endpoint, token, of)
        say('')
        console.log(`${ref}  ${path}`)
      } catch (error) {
        say('')
        failed += 1
        console.error(`${path}: ${error instanceof Error ? error.message : error}`)
      }
    }
    if (failed) throw new OperatorError(`${failed} of ${files.length} files were not kept.`)
  },
)
