import type { ReactNode } from 'react'
import type { CustodyEntryRecord, CustodyPieceRecord } from '@/lib/custody/schema'
import {
  entryWas,
  headWords,
  mendedWords,
  particulars,
  pieceName,
  recordedWords,
  standingWords,
  whenWords,
} from '@/lib/custody/ui/words'
import { Section } from '@/lib/ui/page'

/** How many of the newest entries an item's page shows; the printed record shows them all. */
const SHOWN = 20

type CustodyProps = {
  zone: string
  entries: CustodyEntryRecord[]
  pieces: CustodyPieceRecord[]
  /** The item's own address */
  base: string
  mayCorrect: boolean
}

/** The chain of an item, newest first: where it is, then everyone who has held it since it came. */
export function Custody({ zone, entries, pieces, base, mayCorrect }: CustodyProps) {
  const several = new Set(entries.map(({ revision }) => revision)).size > 1
  return (
    <Section title="Custody" side="newest first; nothing is ever removed" id="custody">
      <Standing zone={zone} pieces={pieces} several={several} />
      {entries.length === 0 ? (
        <p className="sub">No step is recorded: this entry was logged before chains of custody were kept here.</p>
      ) : (
        <ol className="chain">
          {entries.slice(0, SHOWN).map((entry) => (
            <Link key={entry.id} {...{ zone, entry, entries, several }}>
              {mayCorrect && entry.kind !== 'correction' && (
                <a href={`${base}/custody/correct/${entry.number}`} aria-label={`Correct entry ${entry.number}`}>
                  Correct
                </a>
              )}
            </Link>
          ))}
        </ol>
      )}
      {entries.length > SHOWN && (
        <p className="more">
          <a href={`${base}/custody-record`}>All {entries.length} entries</a>
        </p>
      )}
    </Section>
  )
}

/** Where the item is now; each copy and each revision that something came with, where there are several. */
function Standing({ zone, pieces, several }: { zone: string; pieces: CustodyPieceRecord[]; several: boolean }) {
  return (
    <ul className="standing">
      {pieces.map((piece) => {
        const { state, where } = standingWords(piece, zone)
        return (
          <li key={`${piece.revision}/${piece.copyNo}`}>
            {pieces.length > 1 && `${pieceName(piece, several)}: `}
            <b>{state}</b>
            {where}.
          </li>
        )
      })}
    </ul>
  )
}

type LinkProps = {
  zone: string
  entry: CustodyEntryRecord
  entries: CustodyEntryRecord[]
  several: boolean
  children: ReactNode
}

function Link({ zone, entry, entries, several, children }: LinkProps) {
  const { head, tail } = headWords(entry, several)
  const fix = entry.kind === 'correction'
  return (
    <li className={fix ? 'fix' : undefined}>
      <time className="when" dateTime={(fix ? entry.recordedAt : entry.happenedAt) ?? entry.happenedOn}>
        {whenWords(entry, zone)}
      </time>
      <span className="dot" aria-hidden="true" />
      <span className="what">
        {fix ? (
          <CorrectionWords {...{ zone, entry, entries }} />
        ) : (
          <>
            <b>{head}</b>
            {tail}. {entry.note && `${stopped(entry.note)} `}
            <Corrected entry={entry} entries={entries} />
            <span className="sub">
              {[...particulars(entry).map((said) => `${said}.`), recordedWords(entry, zone)].filter(Boolean).join(' ')}{' '}
              {children}
            </span>
          </>
        )}
      </span>
    </li>
  )
}

/** Beside the entry that was corrected: that it was, and above. */
function Corrected({ entry, entries }: { entry: CustodyEntryRecord; entries: CustodyEntryRecord[] }) {
  const fix = entries.find(({ number }) => number === entry.correctedBy)
  if (!fix) return null
  return <>{fix.struck ? 'Struck out above.' : 'Corrected above.'}</>
}

function CorrectionWords({ zone, entry, entries }: Omit<LinkProps, 'several' | 'children'>) {
  const of = entries.find(({ number }) => number === entry.corrects)
  const was = entryWas(entry, entries)
  const changes = was ? mendedWords(entry, was, zone) : []
  return (
    <>
      <b>Correction</b> of {of ? `the entry “${headWords(of, false).head}” of ${whenWords(of, zone)}` : 'an entry'}:{' '}
      {entry.struck && 'it never happened. '}
      {entry.note && stopped(entry.note)} {changes.length > 0 && `${changes.join('. ')}.`}
      <span className="sub">
        By {entry.recordedBy ?? 'the system'}. The mistaken entry stays below.
        {entry.number !== of?.correctedBy && ' A later correction stands in its place.'}
      </span>
    </>
  )
}

const stopped = (text: string) => (/[.!?”"]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)
