import * as tus from 'tus-js-client'
import type { UploadRecord } from '@/lib/files/schema'
import { MOST_BYTES, mayPass, PIECE, RETRIES, type Refused } from '@/lib/files/sending'
import { type Judged, judged } from '@/lib/files/ui/upload-words'
import { bytes } from '@/lib/words'

/** How a file of the page stands; `refused`, `spill` and `twin` have left nothing behind, `stopped` goes on when asked. */
export type RowState = 'ready' | 'queued' | 'paused' | 'sending' | 'checking' | Judged['state'] | 'kept'

/** A file that was chosen on this page, and how it stands. */
export type UploadRow = {
  key: number
  file: File
  title: string
  /** The hash on its producer's list, as it was typed */
  hash: string
  /** Why the same bytes are kept a second time */
  again: string
  /** What is sent with it */
  metadata: Record<string, string>
  /** The upload that it goes on with, once it is begun */
  id: string | null
  state: RowState
  /** In bytes, and bytes a second */
  sent: number
  speed: number
  /** What was refused, in words */
  said: string
  /** The item that it is on, or of which it is a twin */
  item: string | null
}

/** So many are sent at once; the others wait their turn. A browser keeps six connections to a server, and the page needs some. */
const AT_ONCE = 3
/** Figures on the page move so often, and speed is that of so many milliseconds. */
const TELL_MS = 250
const SPEED_MS = 5_000

/** States in which something of it is on the server, on its way or set aside. */
const KEEP_ID: readonly RowState[] = ['stopped', 'set_aside']

/** States in which giving up means that something goes on the server. */
const ON_ITS_WAY: readonly RowState[] = ['queued', 'paused', 'sending', 'checking', 'stopped']

/** The files of one page: chosen, on their way, and what became of each. Knows no screen. */
export class UploadQueue {
  #rows: readonly UploadRow[] = []
  readonly #sends = new Map<number, tus.Upload>()
  readonly #listeners = new Set<() => void>()
  #next = 1

  /** `onTurn`: a file came into another state. `onRefused`: something that the files share was refused, and nothing was begun. */
  constructor(
    private readonly endpoint: string,
    private readonly onTurn: (row: UploadRow) => void,
    private readonly onRefused: (refused: Refused) => void,
  ) {}

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly rows = () => this.#rows

  /** Takes files onto the page; those that were begun before go on at once. Answers, in words, which were not taken. */
  add(files: readonly File[], begun: readonly UploadRecord[], hashes: ReadonlyMap<string, string>): string[] {
    const barred: string[] = []
    for (const file of files) {
      const why = whyNot(file, this.#rows)
      if (why) {
        barred.push(`${file.name} ${why}`)
        continue
      }
      const earlier = begun.find((one) => one.own && isThat(one, file) && !this.#rows.some(({ id }) => id === one.id))
      const changed = earlier && changedSince(earlier.id, file)
      if (changed) {
        barred.push(`${file.name} was changed since its upload began: cancel that upload, then choose it once more.`)
        continue
      }
      this.#rows = [
        ...this.#rows,
        {
          ...{ key: this.#next++, file, again: '', metadata: {}, speed: 0, said: '', item: null },
          title: file.name.replace(/\.[A-Za-z0-9]{1,5}$/, ''),
          hash: hashes.get(file.name.toLowerCase()) ?? '',
          id: earlier?.id ?? null,
          state: earlier ? 'queued' : 'ready',
          sent: earlier?.arrived ?? 0,
        },
      ]
    }
    this.#tell()
    this.#turn()
    return barred
  }

  change(key: number, change: Partial<UploadRow>): void {
    const before = this.#row(key)
    if (!before) return
    const after = { ...before, ...change }
    this.#rows = this.#rows.map((row) => (row.key === key ? after : row))
    this.#tell()
    if (after.state !== before.state) this.onTurn(after)
  }

  /** Sends all that wait for it, with what they share, each from its first byte. */
  begin(shared: Record<string, string>, own: (row: UploadRow) => Record<string, string>): void {
    for (const row of this.#rows.filter(({ state }) => state === 'ready')) {
      this.change(row.key, { metadata: { ...shared, ...own(row) }, id: null, sent: 0, said: '', state: 'queued' })
    }
    this.#turn()
  }

  /** Sends bytes that are here already once more, with the reason. */
  keepTwin(key: number, again: string): void {
    const row = this.#row(key)
    if (!row) return
    this.#sends.delete(key)
    this.change(key, {
      metadata: { ...row.metadata, againReason: again },
      id: null,
      sent: 0,
      said: '',
      state: 'queued',
    })
    this.#turn()
  }

  pause(key: number): void {
    void this.#sends.get(key)?.abort()
    this.change(key, { state: 'paused', speed: 0 })
    this.#turn()
  }

  goOn(key: number): void {
    this.change(key, { state: 'queued', said: '' })
    this.#turn()
  }

  /** Takes it off the list; of one that is on its way nothing is left on the server either. */
  async cancel(key: number): Promise<void> {
    const row = this.#row(key)
    await this.#sends.get(key)?.abort()
    this.#sends.delete(key)
    this.#rows = this.#rows.filter((one) => one.key !== key)
    this.#tell()
    if (row?.id && ON_ITS_WAY.includes(row.state)) await this.giveUp(row.id)
    this.#turn()
  }

  /** Gives up an upload that is on the server. Answers what was refused, or nothing. */
  async giveUp(id: string): Promise<string | null> {
    try {
      const headers = { 'Tus-Resumable': '1.0.0' }
      const answer = await fetch(`${this.endpoint}/${id}`, { method: 'DELETE', headers })
      return answer.ok || answer.status === 404 ? null : judged(answer.status, await answer.text(), 'DELETE').said
    } catch {
      return judged(0, '', 'DELETE').said
    }
  }

  #row = (key: number) => this.#rows.find((row) => row.key === key)

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Whoever waits comes on, as far as there is room. */
  #turn(): void {
    const busy = this.#rows.filter(({ state }) => state === 'sending').length
    const waiting = this.#rows.filter(({ state }) => state === 'queued')
    for (const row of waiting.slice(0, Math.max(0, AT_ONCE - busy))) this.#send(row)
  }

  #send({ key, file, id, metadata }: UploadRow): void {
    this.change(key, { state: 'sending' })
    const meter = new Meter()
    let still: ReturnType<typeof setTimeout> | undefined
    const known = id ? this.#sends.get(key) : undefined
    if (known) {
      known.start()
      return
    }
    const upload: tus.Upload = new tus.Upload(file, {
      endpoint: id ? null : this.endpoint,
      uploadUrl: id ? `${this.endpoint}/${id}` : null,
      metadata: { ...metadata, filename: file.name },
      chunkSize: PIECE,
      retryDelays: RETRIES,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        // What was begun is gone on with, or refused: it is never quietly begun a second time.
        upload.options.endpoint = null
        const begun = upload.url?.split('/').pop() ?? null
        if (begun) remember(begun, file)
        this.change(key, { id: begun })
      },
      onShouldRetry: ({ originalResponse }) => {
        const passes = mayPass(originalResponse?.getStatus())
        if (passes)
          this.change(key, { speed: 0, said: 'The ledger does not answer just now; it is tried again by itself.' })
        return passes
      },
      onProgress: (sent, total) => {
        // What stands still has no speed, and no end in sight.
        clearTimeout(still)
        still = setTimeout(() => this.change(key, { speed: 0 }), SPEED_MS)
        const speed = meter.at(sent)
        if (sent >= total) this.change(key, { state: 'checking', sent, speed: 0, said: '' })
        else if (speed !== null) this.change(key, { sent, speed, said: '' })
      },
      onChunkComplete: (_size, sent) => this.change(key, { sent }),
      onSuccess: ({ lastResponse }) => {
        clearTimeout(still)
        this.#sends.delete(key)
        this.change(key, { state: 'kept', sent: file.size, item: lastResponse.getHeader('Ledger-Evidence') ?? null })
        this.#turn()
      },
      onError: (error) => this.#refused(key, error),
    })
    this.#sends.set(key, upload)
    upload.start()
  }

  #refused(key: number, error: Error | tus.DetailedError): void {
    const answer = 'originalResponse' in error ? error.originalResponse : null
    const method = 'originalRequest' in error ? error.originalRequest.getMethod() : ''
    const found = judged(answer?.getStatus() ?? 0, answer?.getBody() ?? '', method)
    if (found.state !== 'stopped') this.#sends.delete(key)
    const { shared, ...said } = found
    const change = { ...said, speed: 0, ...(KEEP_ID.includes(said.state) ? {} : { id: null }) }
    // What the form lacks is said at the form, and the file waits for it.
    this.change(key, shared ? { ...change, state: 'ready', said: '' } : change)
    if (shared) {
      // The others would be refused for the same reason: they wait for the form to be mended.
      for (const row of this.#rows.filter(({ state, id }) => state === 'queued' && !id))
        this.change(row.key, { state: 'ready' })
      this.onRefused(shared)
    }
    this.#turn()
  }
}

/** Is the file that which this upload is of, as far as its name and its size tell? */
export const isThat = (upload: Pick<UploadRecord, 'status' | 'name' | 'size'>, file: File) =>
  upload.status === 'arriving' && upload.name === file.name && upload.size === file.size

function whyNot(file: File, rows: readonly UploadRow[]): string | null {
  if (file.size === 0) return 'is empty, or a folder: it has no bytes, so there is nothing to keep.'
  if (file.size > MOST_BYTES) return `is larger than ${bytes(MOST_BYTES)}, which is the most that is taken at once.`
  const same = ({ file: one }: UploadRow) =>
    one.name === file.name && one.size === file.size && one.lastModified === file.lastModified
  return rows.some(same) ? 'stands in the list already.' : null
}

/*
 * When a file was last changed is remembered by this browser, so that another one of the same name and size is not taken for it. Its content is
 * hashed by the ledger in any case.
 */
const memory = (id: string) => `ledger-upload-${id}`

function remember(id: string, file: File): void {
  try {
    localStorage.setItem(memory(id), String(file.lastModified))
  } catch {
    // A browser that keeps nothing: name and size have to do.
  }
}

function changedSince(id: string, file: File): boolean {
  try {
    const known = localStorage.getItem(memory(id))
    return known !== null && known !== String(file.lastModified)
  } catch {
    return false
  }
}

/** How fast bytes go, over the last seconds. */
class Meter {
  #seen: { at: number; sent: number }[] = []
  #told = 0

  /** In bytes a second; null where it is too early to tell anything new. */
  at(sent: number): number | null {
    const now = performance.now()
    if (now - this.#told < TELL_MS) return null
    this.#told = now
    this.#seen = [...this.#seen.filter((one) => now - one.at < SPEED_MS && one.sent <= sent), { at: now, sent }]
    const [first] = this.#seen
    return first && now > first.at ? ((sent - first.sent) / (now - first.at)) * 1_000 : 0
  }
}
