'use client'

import { useEffect, useRef, useState } from 'react'

type Pdf = Awaited<ReturnType<typeof openPdf>>

/** Opens a document piece by piece: only the ranges that its shown pages need are fetched. */
async function openPdf(url: string) {
  const pdfjs = await import('pdfjs-dist')
  pdfjs.GlobalWorkerOptions.workerSrc = '/pdfjs/pdf.worker.min.mjs'
  const document = await pdfjs.getDocument({
    url,
    cMapUrl: '/pdfjs/cmaps/',
    cMapPacked: true,
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    wasmUrl: '/pdfjs/wasm/',
    // What a document brings with it never runs here.
    enableXfa: false,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 262_144,
  }).promise
  return { pdfjs, document }
}

/** The pages of a document, drawn as they come into view, with their words to select and to read aloud. An address that ends in #page-3 opens there. */
export function PdfPages({ src, pages }: { src: string; pages: number }) {
  const [pdf, setPdf] = useState<Pdf | null>(null)
  const [problem, setProblem] = useState('')
  const [at, setAt] = useState(1)
  useEffect(() => {
    let gone = false
    let opened: Pdf | undefined
    openPdf(new URL(src, window.location.href).href).then(
      (one) => {
        opened = one
        if (gone) one.document.destroy()
        else setPdf(one)
      },
      () => setProblem('This document cannot be shown here. Download it instead.'),
    )
    return () => {
      gone = true
      opened?.document.destroy()
    }
  }, [src])
  const count = pdf?.document.numPages ?? pages
  useEffect(() => {
    const page = Number(/^#page-(\d{1,6})$/.exec(window.location.hash)?.[1])
    if (pdf && page) document.getElementById(`page-${page}`)?.scrollIntoView()
  }, [pdf])

  if (problem) return <p role="alert">{problem}</p>
  return (
    <div className="pdf">
      <form
        className="ctl"
        onSubmit={(event) => {
          event.preventDefault()
          window.location.hash = `page-${at}`
        }}
      >
        <label>
          Page{' '}
          <input
            type="number"
            min={1}
            max={Math.max(1, count)}
            value={at}
            onChange={(event) => setAt(Number(event.currentTarget.value))}
          />
        </label>
        <span>of {count || '…'}</span>
        <button type="submit" className="btn">
          Go
        </button>
      </form>
      <section className="pdf-pages" aria-label="Pages of the document">
        {pdf &&
          Array.from({ length: count }, (_, i) => (
            <PdfPage key={i} pdf={pdf} number={i + 1} onSeen={() => setAt(i + 1)} />
          ))}
        {!pdf && <p className="sub">Opening the document</p>}
      </section>
    </div>
  )
}

function PdfPage({ pdf, number, onSeen }: { pdf: Pdf; number: number; onSeen: () => void }) {
  const frame = useRef<HTMLElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const seen = useRef(onSeen)
  seen.current = onSeen
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let drawn = false
    const near = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        if (entry.intersectionRatio > 0.5) seen.current()
        if (drawn) return
        drawn = true
        drawPage(pdf, number, element, canvas.current, words.current).catch(() => {
          drawn = false
        })
      },
      { rootMargin: '50%', threshold: [0, 0.51] },
    )
    near.observe(element)
    return () => near.disconnect()
  }, [pdf, number])
  return (
    <section ref={frame} id={`page-${number}`} className="pdf-page" aria-label={`Page ${number}`}>
      <canvas ref={canvas} />
      <div ref={words} className="pdf-words" />
      <a className="pdf-no" href={`#page-${number}`}>
        Page {number}
      </a>
    </section>
  )
}

async function drawPage(
  { pdfjs, document }: Pdf,
  number: number,
  frame: HTMLElement,
  canvas: HTMLCanvasElement | null,
  words: HTMLDivElement | null,
): Promise<void> {
  if (!canvas || !words) return
  const page = await document.getPage(number)
  const natural = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: frame.clientWidth / natural.width })
  const dense = Math.min(2, window.devicePixelRatio || 1)
  canvas.width = Math.floor(viewport.width * dense)
  canvas.height = Math.floor(viewport.height * dense)
  frame.style.height = `${viewport.height}px`
  await page.render({ canvas, viewport, transform: dense === 1 ? undefined : [dense, 0, 0, dense, 0, 0] }).promise
  words.replaceChildren()
  words.style.setProperty('--total-scale-factor', String(viewport.scale))
  await new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport }).render()
}
