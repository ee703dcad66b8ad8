'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { hashesIn, type Refused } from '@/lib/files/sending'
import { FileChooser } from '@/lib/files/ui/file-chooser'
import { type Chosen, SharedFields, sharedLabels } from '@/lib/files/ui/upload-fields'
import { UploadQueue, type UploadRow } from '@/lib/files/ui/upload-queue'
import { UploadRows } from '@/lib/files/ui/upload-rows'
import { Begun, type BegunUpload } from '@/lib/files/ui/uploads-begun'
import { FormContext } from '@/lib/ui/form/context'
import { Summary } from '@/lib/ui/form/summary'
import { Notice } from '@/lib/ui/notice'
import { bytes, counted } from '@/lib/words'

export type UploadDeskProps = {
  slug: string
  zone: string
  /** Today there, the last day on which something can have come */
  today: string
  offices: { ref: string; name: string }[]
  chosen: Chosen
  /** The item that the file is for, and whether it corrects the one that is there; null where each file is logged as an item of its own */
  target: { ref: string; corrects: boolean } | null
  /** Uploads that were begun and have not ended */
  begun: BegunUpload[]
}

/** Where files are chosen and sent: what they share, the files, and how each goes on. */
export function UploadDesk({ slug, zone, today, offices, chosen, target, begun }: UploadDeskProps) {
  const router = useRouter()
  const id = useId()
  const [problem, setProblem] = useState<Refused | null>(null)
  const [barred, setBarred] = useState<string[]>([])
  const [heard, setHeard] = useState('')
  const summary = useRef<HTMLDivElement>(null)
  const fields = useRef<HTMLFormElement>(null)
  const files = useRef<HTMLHeadingElement>(null)
  const queue = useMemo(() => {
    const ended = (row: UploadRow) => {
      setHeard((before) => turnWords(row) ?? before)
      if (/^(kept|set_aside|refused|spill|twin)$/.test(row.state)) router.refresh()
    }
    return new UploadQueue(`/api/v1/inquiries/${slug}/uploads`, ended, (found) =>
      setProblem(inOrder(found, fields.current)),
    )
  }, [slug, router])
  const rows = useSyncExternalStore(queue.subscribe, queue.rows, queue.rows)
  const going = rows.filter(({ state }) => /^(queued|sending|checking)$/.test(state)).length
  const fresh = rows.filter(({ state }) => state === 'ready')
  const waiting = begun.filter((one) => !rows.some((row) => row.id === one.id))
  const mine = waiting.filter(({ own }) => own).length

  useEffect(() => {
    if (problem) summary.current?.focus()
  }, [problem])
  useGuarded(going > 0)

  const add = (chosen: readonly File[]) => {
    const list = String(new FormData(fields.current ?? undefined).get('hashes') ?? '')
    const room = target ? Math.max(0, 1 - rows.filter(({ state }) => state !== 'kept').length) : chosen.length
    const left = chosen.slice(room).map(({ name }) => `${name} was left out: ${target?.ref} takes one file.`)
    setBarred([...queue.add(chosen.slice(0, room), begun, hashesIn(list)), ...left])
  }
  const begin = () => {
    setProblem(null)
    setBarred([])
    if (fresh.length > 0) setHeard(`${counted(fresh.length, 'file')} to be sent`)
    const typed = new FormData(fields.current ?? undefined)
    typed.delete('hashes')
    const shared = Object.fromEntries(
      [...typed].flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]])),
    )
    queue.begin({ ...shared, ...(target && { evidence: target.ref }) }, ({ title, hash, again }) => ({
      ...(!target && title.trim() && { title }),
      ...(hash.trim() && { claimedHash: hash }),
      ...(again.trim() && { againReason: again }),
    }))
  }
  const lookUp = (list: string) => {
    const hashes = hashesIn(list)
    for (const row of rows) {
      const hash = hashes.get(row.file.name.toLowerCase())
      if (hash && row.hash === '') queue.change(row.key, { hash })
    }
  }

  return (
    <div className="stack uploading">
      <noscript>
        <Notice tone="warn">
          Uploading from this page wants scripts, so that a file can go on where it was. Switch them on, or use the
          command line: npm run upload, as docs/operating.md says.
        </Notice>
      </noscript>
      {mine > 0 && (
        <Notice>
          {counted(mine, 'file that you began to send is', 'files that you began to send are')} not here in full:{' '}
          <a href="#begun">go on with {mine === 1 ? 'it' : 'them'}</a>.
        </Notice>
      )}
      <form
        ref={fields}
        className="form scripted"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          begin()
        }}
      >
        <FormContext value={{ id, state: problem && { problem } }}>
          {problem && <Summary form={id} problem={problem} values={undefined} labels={sharedLabels} ref={summary} />}
          <SharedFields target={target} offices={offices} chosen={chosen} today={today} onHashes={lookUp} />
        </FormContext>
        <h2 ref={files} tabIndex={-1}>
          {target ? 'The file' : 'The files'}
        </h2>
        <FileChooser many={!target} onChosen={add} />
        {barred.length > 0 && (
          <div className="said said-warn" role="alert">
            {barred.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
        <UploadRows slug={slug} queue={queue} rows={rows} titled={!target} onLeft={() => files.current?.focus()} />
        <p className="form-end">
          <button type="submit" className="btn btn-main" aria-disabled={fresh.length === 0 || undefined}>
            {fresh.length === 0 ? 'Upload' : `Upload ${counted(fresh.length, 'file')}`}
          </button>
          <span className="sub">{rows.length === 0 ? 'Choose files first.' : allWords(rows)}</span>
        </p>
        <p role="status" className="vh">
          {heard}
        </p>
      </form>
      <Begun
        zone={zone}
        uploads={waiting}
        queue={queue}
        onChosen={(file) => setBarred(queue.add([file], begun, new Map()))}
        onGone={(said) => {
          setBarred(said ? [said] : [])
          setHeard(said ?? 'The upload was cancelled. Nothing of it is left.')
          router.refresh()
        }}
      />
    </div>
  )
}

/** What is wrong, in the order of the form's fields. */
function inOrder(problem: Refused, form: HTMLFormElement | null): Refused {
  const names = [...(form?.elements ?? [])].map((element) => element.getAttribute('name'))
  const placed = ({ path }: { path: string }) => (names.includes(path) ? names.indexOf(path) : names.length)
  return { ...problem, fields: problem.fields.toSorted((a, b) => placed(a) - placed(b)) }
}

/** While files go, leaving the page is asked about; and a file that misses its place does not open in place of the page. */
function useGuarded(going: boolean): void {
  useEffect(() => {
    const stay = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
    }
  }, [])
  useEffect(() => {
    if (!going) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [going])
}

/** What a screen reader hears when a file stands still or is at its end; how far it is stands beside it, for whoever asks. */
function turnWords({ file, state, item, said }: UploadRow): string | null {
  switch (state) {
    case 'kept':
      return `${file.name}: kept as ${item ?? 'an item'}`
    case 'paused':
      return `${file.name}: paused`
    case 'twin':
      return `${file.name}: it is ${item} already. ${said}`
    case 'stopped':
    case 'refused':
    case 'spill':
    case 'set_aside':
      return `${file.name}: ${said}`
    default:
      return null
  }
}

/** All files of the page in one line. */
function allWords(rows: readonly UploadRow[]): string {
  const sent = rows.reduce((sum, row) => sum + (row.state === 'kept' ? row.file.size : row.sent), 0)
  const total = rows.reduce((sum, row) => sum + row.file.size, 0)
  const kept = rows.filter(({ state }) => state === 'kept').length
  const still = rows.filter(({ state }) => state === 'paused' || state === 'stopped').length
  return `${kept} of ${counted(rows.length, 'file')} kept, ${bytes(sent)} of ${bytes(total)} sent${still > 0 ? `; ${still} ${still === 1 ? 'stands' : 'stand'} still` : ''}.`
}
