'use client'

import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Waveform } from '@/lib/files/ui/waveform'
import { timecode } from '@/lib/time'

/** Where a frame rate is not known, a step is that of film in most of the world. */
const USUAL_RATE = 25
const SPEEDS = ['0.25', '0.5', '1', '1.5', '2', '4']

/** Told by the player, and heard by the notes beside it: the place in milliseconds. */
export const PLACE_EVENT = 'ledger:place'

type PlayerProps = {
  src: string
  title: string
  picture: boolean
  sound: boolean
  durationMs: number
  frameRate: number | undefined
  /** When the recording begins, in Zulu time, where that is known */
  startsAt: string | undefined
  /** Places of notes, in milliseconds */
  marks: number[]
}

/**
 * A recording, with keys: space plays and pauses, the arrows go five seconds, with shift a minute, comma and full stop a frame. Without scripts the
 * browser's own player stands in its place. An address that ends in #t=72.4 opens there.
 */
export function Player(props: PlayerProps) {
  const { src, title, picture, sound, durationMs, startsAt, marks } = props
  const media = useRef<HTMLVideoElement>(null)
  const [ready, setReady] = useState(false)
  const [ms, setMs] = useState(0)
  const [length, setLength] = useState(durationMs)
  const [playing, setPlaying] = useState(false)
  const [problem, setProblem] = useState('')
  const frame = 1_000 / (props.frameRate ?? USUAL_RATE)

  const go = useCallback((to: number) => {
    const video = media.current
    if (!video) return
    const end = Number.isFinite(video.duration) ? video.duration : Number.POSITIVE_INFINITY
    video.currentTime = Math.max(0, Math.min(end, to / 1_000))
  }, [])

  useEffect(() => {
    setReady(true)
    const toHash = () => {
      const at = placeIn(window.location.hash)
      if (at !== null) go(at)
    }
    const video = media.current
    // The browser may have read the file's head before this ran.
    if (video && video.readyState > 0) {
      if (Number.isFinite(video.duration)) setLength(video.duration * 1_000)
      toHash()
    } else video?.addEventListener('loadedmetadata', toHash, { once: true })
    window.addEventListener('hashchange', toHash)
    return () => window.removeEventListener('hashchange', toHash)
  }, [go])

  useEffect(() => {
    window.dispatchEvent(new CustomEvent(PLACE_EVENT, { detail: ms }))
  }, [ms])

  // Four times a second is too coarse for a timecode: while it plays, each drawn frame is told.
  useEffect(() => {
    if (!playing) return
    let next = requestAnimationFrame(function tell() {
      if (media.current) setMs(media.current.currentTime * 1_000)
      next = requestAnimationFrame(tell)
    })
    return () => cancelAnimationFrame(next)
  }, [playing])

  const step = (by: number) => {
    media.current?.pause()
    go((media.current?.currentTime ?? 0) * 1_000 + by)
  }
  const toggle = () => {
    const video = media.current
    if (!video) return
    if (video.paused) video.play().catch(() => setProblem('This browser cannot play it. Download the file instead.'))
    else video.pause()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return
    // On a button, space presses it.
    if (event.key === ' ' && target.tagName === 'BUTTON') return
    const far = event.shiftKey ? 60_000 : 5_000
    if (event.key === ' ') toggle()
    else if (event.key === 'ArrowLeft') go(ms - far)
    else if (event.key === 'ArrowRight') go(ms + far)
    else if (event.key === ',') step(-frame)
    else if (event.key === '.') step(frame)
    else return
    event.preventDefault()
  }

  return (
    <div className="player" role="group" aria-label={`Player: ${title}`} onKeyDown={onKeyDown}>
      <video
        ref={media}
        className={picture ? 'screen' : 'screen sound'}
        src={src}
        preload="metadata"
        controls={!ready}
        tabIndex={0}
        aria-label={title}
        onLoadedMetadata={(event) => {
          if (Number.isFinite(event.currentTarget.duration)) setLength(event.currentTarget.duration * 1_000)
        }}
        onTimeUpdate={(event) => setMs(event.currentTarget.currentTime * 1_000)}
        onSeeked={(event) => setMs(event.currentTarget.currentTime * 1_000)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onError={() => setProblem('This browser cannot play it. Download the file instead.')}
      >
        <track kind="captions" />
      </video>
      <div className="ctl" hidden={!ready}>
        <div className="seek">
          <label className="vh" htmlFor="seek">
            Position
          </label>
          <input
            id="seek"
            type="range"
            min={0}
            max={Math.max(1, Math.round(length))}
            step={Math.max(1, Math.round(frame))}
            value={Math.round(ms)}
            aria-valuetext={timecode(ms)}
            onChange={(event) => go(Number(event.currentTarget.value))}
          />
          <Marks marks={marks} length={length} />
        </div>
        <button type="button" className="btn" onClick={toggle}>
          {playing ? 'Pause' : 'Play'}
        </button>
        {picture && (
          <>
            <button type="button" className="btn" onClick={() => step(-frame)}>
              Back 1 frame
            </button>
            <button type="button" className="btn" onClick={() => step(frame)}>
              On 1 frame
            </button>
          </>
        )}
        <label>
          Speed{' '}
          <select
            defaultValue="1"
            onChange={(event) => {
              if (media.current) media.current.playbackRate = Number(event.currentTarget.value)
            }}
          >
            {SPEEDS.map((speed) => (
              <option key={speed}>{speed}</option>
            ))}
          </select>
        </label>
        <span className="tc">
          {timecode(ms)} / {timecode(length)}
          {startsAt && <span className="sub">{wallClock(startsAt, ms)}</span>}
        </span>
      </div>
      {problem && (
        <p className="sub" role="alert">
          {problem}
        </p>
      )}
      {sound ? <Waveform src={src} lengthMs={length} /> : <p className="sub">No audio track in the file.</p>}
      <p className="sub keys">
        Space plays and pauses; the arrows go 5 seconds, with Shift a minute; comma and full stop go one frame
        {props.frameRate ? '' : ` (${frame} ms, since the file names no frame rate)`}.
      </p>
    </div>
  )
}

/** '#t=72.4' in milliseconds; null for any other. */
function placeIn(hash: string): number | null {
  const seconds = /^#t=(\d{1,7}(?:\.\d{1,3})?)$/.exec(hash)?.[1]
  return seconds === undefined ? null : Math.round(Number(seconds) * 1_000)
}

/** The wall clock at a place: '2026-02-10 14:32:12.400Z'. */
const wallClock = (startsAt: string, ms: number) =>
  new Date(Date.parse(startsAt) + Math.round(ms)).toISOString().replace('T', ' ')

/** Where notes are, under the slider; drawn, since the list beside it says the same. */
function Marks({ marks, length }: { marks: number[]; length: number }) {
  if (length <= 0) return null
  return (
    <svg className="ticks" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
      {marks.map((mark, i) => (
        <rect key={i} x={Math.min(998, (mark / length) * 1_000)} y={0} width={2} height={8} />
      ))}
    </svg>
  )
}
