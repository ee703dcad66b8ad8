'use client'

import { useState } from 'react'

/** Columns of the drawing; of a long recording each stands for the moment at its middle. */
const COLUMNS = 600

/**
 * What is to be heard, drawn when asked for: the loudest sample at 600 places of the recording. Only those places are fetched and decoded, so a file of
 * hours is drawn in seconds; it is an overview, not a measurement.
 */
export function Waveform({ src, lengthMs }: { src: string; lengthMs: number }) {
  const [peaks, setPeaks] = useState<number[]>([])
  const [state, setState] = useState<'idle' | 'drawing' | 'drawn' | 'failed'>('idle')

  async function draw() {
    setState('drawing')
    try {
      for await (const so of peaksOf(new URL(src, window.location.href).href, lengthMs / 1_000)) setPeaks(so)
      setState('drawn')
    } catch {
      setState('failed')
    }
  }

  if (state === 'idle') {
    return (
      <p className="wave-ask">
        <button type="button" className="btn" onClick={draw}>
          Draw the sound
        </button>
      </p>
    )
  }
  if (state === 'failed')
    return <p className="sub">The sound cannot be drawn in this browser; it can still be heard.</p>
  return (
    <figure className="wave">
      <svg
        viewBox={`0 0 ${COLUMNS} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label="Loudness over the recording"
      >
        {peaks.map((peak, i) => (
          <rect key={i} x={i} y={50 - peak * 49} width={1} height={Math.max(0.6, peak * 98)} />
        ))}
      </svg>
      <figcaption className="sub" role="status">
        {state === 'drawing' ? 'Drawing the sound' : loudestWords(peaks)}
      </figcaption>
    </figure>
  )
}

const loudestWords = (peaks: number[]) =>
  Math.max(0, ...peaks) < 0.001
    ? 'There is an audio track, and it is silent at every place that was looked at.'
    : 'Loudness at 600 places of the recording.'

/** The loudest sample (0 to 1) at each place, more and more of them; `seconds` is the length of the recording. */
async function* peaksOf(url: string, seconds: number): AsyncGenerator<number[]> {
  const { ALL_FORMATS, AudioSampleSink, Input, UrlSource } = await import('mediabunny')
  const input = new Input({ formats: ALL_FORMATS, source: new UrlSource(url) })
  const track = await input.getPrimaryAudioTrack()
  if (!track || !(await track.canDecode())) throw new Error('no audio track that this browser decodes')
  const peaks: number[] = []
  const places = Array.from({ length: COLUMNS }, (_, i) => ((i + 0.5) * seconds) / COLUMNS)
  for await (const sample of new AudioSampleSink(track).samplesAtTimestamps(places)) {
    let peak = 0
    if (sample) {
      const plane = new Float32Array(sample.numberOfFrames)
      sample.copyTo(plane, { planeIndex: 0, format: 'f32-planar' })
      for (const value of plane) peak = Math.max(peak, Math.abs(value))
      sample.close()
    }
    peaks.push(Math.min(1, peak))
    if (peaks.length % 20 === 0) yield [...peaks]
  }
  yield [...peaks]
}
