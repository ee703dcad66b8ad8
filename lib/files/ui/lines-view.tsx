import type { ReactNode } from 'react'
import { withParams } from '@/lib/address'
import type { Hits, Line, Lines } from '@/lib/files/reading'
import { FilterForm, FilterText } from '@/lib/ui/filters'
import { Notice } from '@/lib/ui/notice'
import { ButtonLink, Crumb, PageHead, Section } from '@/lib/ui/page'
import { counted, figure } from '@/lib/words'

/** How many lines a page has. */
export const LINES_SHOWN = 500

type LinesViewProps = {
  /** The item's page, and this one */
  item: { ref: string; href: string }
  here: string
  file: { name: string; href: string }
  revision: number
  from: number
  /** The last line of a range that is quoted */
  to: number | null
  words: string
  text: Lines
  found: Hits | null
  /** Notes at lines, and the form for another */
  notes: ReactNode
}

/** A text by its lines, each with an address: a line or a range can be quoted, words can be found, and any line is one step away. */
export function LinesView({ item, here, file, revision, from, to, words, text, found, notes }: LinesViewProps) {
  const { lines, total } = text
  const given = { revision: String(revision), q: words || null }
  const at = (line: number, more: Record<string, string | null> = {}) =>
    withParams(here, {}, { ...given, from: String(Math.max(1, line)), ...more })
  const last = lines[lines.length - 1]?.number ?? from
  const beyond = lines.length === 0 && total > 0
  return (
    <>
      <Crumb
        trail={[
          { label: 'Evidence', href: item.href.slice(0, item.href.lastIndexOf('/')) },
          { label: item.ref, href: item.href },
        ]}
        here="Lines"
      />
      <PageHead title={file.name}>
        <ButtonLink href={`${file.href}?download`}>Download the file</ButtonLink>
      </PageHead>
      <FilterForm action={here} button="Find" keep={{ revision: String(revision) }}>
        <FilterText name="q" label="Words in a line" value={words} />
        <FilterText name="from" label="From line" value={String(from)} />
      </FilterForm>
      {found && <Found found={found} words={words} at={at} />}
      <div className="cols">
        <Section
          title={beyond ? `There is no line ${figure(from)}` : `Lines ${figure(from)} to ${figure(last)}`}
          side={`of ${counted(total, 'line')}, revision ${revision}`}
        >
          {beyond && <p className="text">The text ends at line {figure(total)}.</p>}
          {text.short && <Notice>These lines are very long, so fewer are shown at once.</Notice>}
          <table className="lines">
            <caption className="vh">Lines of the file, each with its number</caption>
            <tbody>
              {lines.map((line) => (
                <Numbered
                  key={line.number}
                  line={line}
                  href={`#line-${line.number}`}
                  chosen={to !== null && line.number >= from && line.number <= to}
                />
              ))}
            </tbody>
          </table>
          <nav className="pages" aria-label="Pages">
            <ul>
              {from > 1 && !beyond && (
                <li>
                  <a href={at(from - LINES_SHOWN)} rel="prev">
                    Earlier lines
                  </a>
                </li>
              )}
              {last < total && (
                <li>
                  <a href={at(last + 1)} rel="next">
                    Later lines
                  </a>
                </li>
              )}
              {(last < total || beyond) && (
                <li>
                  <a href={at(total - LINES_SHOWN + 1)}>The end</a>
                </li>
              )}
            </ul>
          </nav>
        </Section>
        {notes}
      </div>
    </>
  )
}

function Numbered({ line, href, chosen }: { line: Line; href: string; chosen: boolean }) {
  return (
    <tr id={`line-${line.number}`} className={chosen ? 'chosen' : undefined}>
      <th scope="row">
        <a href={href}>{figure(line.number)}</a>
      </th>
      <td>
        {line.text}
        {line.cut && <span className="sub"> … cut here; the file has all of it</span>}
      </td>
    </tr>
  )
}

function Found({ found, words, at }: { found: Hits; words: string; at: (line: number) => string }) {
  const { hits, next } = found
  return (
    <Section title={`“${words}”`} side={`${counted(hits.length, 'line')}${next === null ? '' : ' so far'}`}>
      {hits.length === 0 && next === null && <p className="sub">No line has these words.</p>}
      <table className="lines">
        <caption className="vh">Lines with these words</caption>
        <tbody>
          {hits.map((line) => (
            <tr key={line.number}>
              <th scope="row">
                <a href={`${at(line.number)}#line-${line.number}`}>{figure(line.number)}</a>
              </th>
              <td>{marked(line.text, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next !== null && (
        <p>
          <a href={at(next)}>Look on from line {figure(next)}</a>
        </p>
      )}
    </Section>
  )
}

/** The line with the words that were looked for marked. */
function marked(text: string, words: string): ReactNode {
  const at = text.toLowerCase().indexOf(words.toLowerCase())
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + words.length)}</mark>
      {text.slice(at + words.length)}
    </>
  )
}
