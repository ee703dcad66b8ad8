import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import type { SentForm } from '@/lib/server/sent-form'
import { inWords } from '@/lib/ui/form/summary'
import { Problem } from '@/lib/ui/problem-page'
import { GateShell, Shell, type ShellFrame } from '@/lib/ui/shell'
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

/** What such a page may have besides: the frame of the page in whose place it stands, and a form that could not be saved, to be sent again or only to be copied. */
export type Besides = { frame?: ShellFrame | undefined; form?: SentForm | undefined; typed?: SentForm | undefined }

/** A whole page in our look that needs nothing but itself (and shows without faces when even those are away). */
export function plainPage(trouble: Trouble, id: string, { frame, form, typed }: Besides = {}): string {
  const title = renderToStaticMarkup(<title>{`${trouble.title} - Oversight Ledger`}</title>)
  const problem = (
    <Problem trouble={trouble} id={id}>
      {form && <SendAgain form={form} />}
      {typed && <Typed form={typed} />}
    </Problem>
  )
  const body = renderToStaticMarkup(frame ? <Shell {...frame}>{problem}</Shell> : <GateShell>{problem}</GateShell>)
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">${title}<link rel="icon" href="/icon.svg"><style>${sheet}</style></head>
<body>${body}</body></html>`
}

/** Everything that was sent, unseen, to be sent to the same address once more; an action's own name is among it. */
const SendAgain = ({ form: { fields, files } }: { form: SentForm }) => (
  <form className="gap-16" method="post" encType="multipart/form-data">
    {fields.map(([name, value], at) => (
      <input key={at} type="hidden" name={name} value={value} />
    ))}
    {files && <p>The file that you chose could not be kept: send this, then choose it again.</p>}
    <button className="btn btn-main gap-16" type="submit">
      Send again
    </button>
  </form>
)

/** What the page sent along unseen. */
const UNSEEN = /^(\$.*|inquiry|once|again|version|next)$/

/** What somebody typed, to be copied. */
const Typed = ({ form: { fields } }: { form: SentForm }) => (
  <div className="gap-16">
    {fields
      .filter(([name, value]) => value.trim() !== '' && !UNSEEN.test(name))
      .map(([name, value], at) => (
        <div className="field" key={at}>
          <label htmlFor={`typed-${at}`}>{inWords(name)}</label>
          <textarea
            id={`typed-${at}`}
            readOnly
            rows={Math.min(12, value.split('\n').length + 1)}
            defaultValue={value}
          />
        </div>
      ))}
  </div>
)
