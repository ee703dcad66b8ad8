'use client'

import { useId } from 'react'
import { uploadLabels } from '@/lib/files/labels'
import { progressWords } from '@/lib/files/sending'
import type { RowState, UploadQueue, UploadRow } from '@/lib/files/ui/upload-queue'
import { Status, type Tone } from '@/lib/ui/status'
import { bytes, recordPath } from '@/lib/words'

const states: Readonly<Record<RowState, { label: string; tone: Tone }>> = {
  ready: { label: 'Chosen', tone: 'none' },
  queued: { label: 'Waits its turn', tone: 'draft' },
  sending: { label: 'On its way', tone: 'asked' },
  checking: { label: 'Being looked at', tone: 'recv' },
  paused: { label: 'Paused', tone: 'draft' },
  stopped: { label: 'Stopped', tone: 'late' },
  refused: { label: 'Not kept', tone: 'no' },
  spill: { label: 'Looks classified', tone: 'no' },
  twin: { label: 'Here already', tone: 'partly' },
  set_aside: { label: 'Set aside', tone: 'late' },
  kept: { label: 'Kept', tone: 'ok' },
}

type UploadRowsProps = {
  slug: string
  queue: UploadQueue
  rows: readonly UploadRow[]
  /** Each becomes an item with a title of its own */
  titled: boolean
  /** A row was taken off the list, and the focus with it */
  onLeft: () => void
}

/** The files that were chosen: how each stands, and what can be done with it. */
export function UploadRows({ rows, ...rest }: UploadRowsProps) {
  if (rows.length === 0) return null
  return (
    <ol className="ups">
      {rows.map((row) => (
        <UploadLine key={row.key} row={row} {...rest} />
      ))}
    </ol>
  )
}

function UploadLine({ slug, queue, row, titled, onLeft }: Omit<UploadRowsProps, 'rows'> & { row: UploadRow }) {
  const { key, file, state } = row
  const moving = state === 'sending' || state === 'queued'
  return (
    <li className="up">
      <p className="up-head">
        <b>{file.name}</b> <span className="sub">{bytes(file.size)}</span> <Status {...states[state]} />
      </p>
      {(state === 'ready' || state === 'refused') && <Particulars row={row} queue={queue} titled={titled} />}
      {/^(sending|queued|paused|stopped|checking)$/.test(state) && <HowFar row={row} />}
      <Outcome slug={slug} row={row} />
      {state === 'twin' && <Twin row={row} queue={queue} />}
      <p className="up-acts">
        {(moving || state === 'paused' || state === 'stopped') && (
          <button type="button" className="btn" onClick={() => (moving ? queue.pause(key) : queue.goOn(key))}>
            {moving ? 'Pause' : 'Go on'}
            <span className="vh"> {file.name}</span>
          </button>
        )}
        {state === 'refused' && (
          <button type="button" className="btn" onClick={() => queue.change(key, { state: 'ready', said: '' })}>
            Choose it again
            <span className="vh">: {file.name}</span>
          </button>
        )}
        {state !== 'checking' && (
          <button
            type="button"
            className="linkish"
            onClick={() => {
              void queue.cancel(key)
              onLeft()
            }}
          >
            {moving || state === 'paused' || state === 'stopped' ? 'Cancel' : 'Take off the list'}
            <span className="vh"> {file.name}</span>
          </button>
        )}
      </p>
    </li>
  )
}

function HowFar({ row: { file, sent, speed, state } }: { row: UploadRow }) {
  return (
    <div className="up-far">
      <progress aria-label={`How far ${file.name} is`} value={sent} max={file.size} />
      <p className="sub">
        {state === 'checking'
          ? 'All of it has come. It is hashed, looked at and kept.'
          : `${progressWords(sent, file.size, state === 'sending' ? speed : 0)}.`}
      </p>
    </div>
  )
}

function Outcome({ slug, row: { state, item, id, said } }: { slug: string; row: UploadRow }) {
  if (state === 'kept' && item) {
    return (
      <p>
        Kept as <a href={recordPath(slug, 'evidence', item)}>{item}</a>.
      </p>
    )
  }
  if (state === 'twin' && item) {
    return (
      <p>
        This is <a href={recordPath(slug, 'evidence', item)}>{item}</a> already. {said}
      </p>
    )
  }
  if (state === 'set_aside' && id) {
    return (
      <p>
        {said} <a href={`/inquiries/${slug}/uploads/${id}`}>Decide on it</a>
      </p>
    )
  }
  return said === '' ? null : <p className={state === 'sending' ? 'sub' : undefined}>{said}</p>
}

/** What belongs to one file: its title in the register, and the hash on its producer's list. */
function Particulars({ row, queue, titled }: { row: UploadRow; queue: UploadQueue; titled: boolean }) {
  const id = useId()
  return (
    <div className="row">
      {titled && (
        <div className="field">
          <label htmlFor={`${id}-title`}>
            Title <span className="vh">of {row.file.name}</span>
          </label>
          <input
            id={`${id}-title`}
            value={row.title}
            maxLength={200}
            onChange={(event) => queue.change(row.key, { title: event.currentTarget.value, state: 'ready' })}
          />
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}-hash`}>
          {uploadLabels.claimedHash} <span className="vh">of {row.file.name}</span>
          <span className="req">if it gave one</span>
        </label>
        <input
          id={`${id}-hash`}
          className="mono"
          value={row.hash}
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => queue.change(row.key, { hash: event.currentTarget.value, state: 'ready' })}
        />
      </div>
    </div>
  )
}

/** The same bytes are here: they are kept a second time only for a reason, which stands in the history. */
function Twin({ row, queue }: { row: UploadRow; queue: UploadQueue }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {uploadLabels.againReason} <span className="vh">, {row.file.name}</span>
      </label>
      <input
        id={id}
        value={row.again}
        maxLength={1_000}
        onChange={(event) => queue.change(row.key, { again: event.currentTarget.value })}
      />
      <p className="up-acts">
        <button
          type="button"
          className="btn"
          aria-disabled={row.again.trim() === '' || undefined}
          onClick={() => row.again.trim() !== '' && queue.keepTwin(row.key, row.again)}
        >
          Send it again, and keep it
        </button>
      </p>
    </div>
  )
}
