import type { ReactNode } from 'react'
import type { CustodyEntryRecord, CustodyPieceRecord } from '@/lib/custody/schema'
import {
  entryWas,
  headWords,
  mendedWords,
  momentWords,
  particulars,
  pieceName,
  recordedWords,
  standingWords,
  stopped,
  whenWords,
} from '@/lib/custody/ui/words'
import type { FileCheck } from '@/lib/files/schema'
import { Section } from '@/lib/ui/page'

/** How many of the newest entries an item's page shows; the printed record shows them all. */
const SHOWN = 20

type CustodyProps = {
  zone: string
  entries: CustodyEntryRecord[]
  pieces: CustodyPieceRecord[]
  /** What hashing its files again found: shown in the chain, although they are no entries of it, since there is one every night */
  checks: FileCheck[]
  /** The item's own address */
  base: string
  mayCorrect: boolean
}

/** The chain of an item, newest first: where it is, then everyone who has held it since it came. */
export function Custody({ zone, entries, pieces, checks, base, mayCorrect }: CustodyProps) {
  const several = new Set(entries.map(({ revision }) => revision)).size > 1
  return (
    <Section title="Custody" side="newest first; nothing is ever removed" id="custody">
      <Standing zone={zone} pieces={pieces} several={several} />
      {entries.length === 0 ? (
        <p className="sub">No step is recorded: this entry was logged before chains of custody were kept here.</p>
      ) : (
        <ol className="chain">
          {linesOf(entries, checks).map(({ check, entry }) =>
            check ? (
              <Check key={`${check.file}/${check.at}`} check={check} zone={zone} several={several} />
            ) : (
              <Link key={entry.id} {...{ zone, entry, entries, several }}>
                {mayCorrect && entry.kind !== 'correction' && (
                  <a href={`${base}/custody/correct/${entry.number}`} aria-label={`Correct entry ${entry.number}`}>
                    Correct
                  </a>
                )}
              </Link>
            ),
          )}
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

type Line = { at: string } & ({ entry: CustodyEntryRecord; check?: never } | { check: FileCheck; entry?: never })

/** The newest entries, and between them the checks that stand for themselves: those that found what an entry says already are left out. */
function linesOf(entries: CustodyEntryRecord[], checks: FileCheck[]): Line[] {
  const told = ({ matches, turned, own }: FileCheck) => matches && (turned || own)
  const lines: Line[] = [
    ...entries.map((entry) => ({ at: entry.standsAt, entry })),
    ...checks.filter((check) => !told(check)).map((check) => ({ at: check.at, check })),
  ]
  return lines.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, SHOWN)
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
            {stopped(where)}
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
              {[...particulars(entry).map(stopped), recordedWords(entry, zone)].filter(Boolean).join(' ')} {children}
            </span>
          </>
        )}
      </span>
    </li>
  )
}

/** What a check of a stored file found. */
function Check({ check, zone, several }: { check: FileCheck; zone: string; several: boolean }) {
  const { at, matches, found, name, revision, by, turned } = check
  const of = several ? ` of revision ${revision}` : ''
  const bad =
    found === 'missing'
      ? `is missing from the store: ${name}`
      : `is not the one that came; its bytes have another hash: ${name}`
  return (
    <li>
      <time className="when" dateTime={at}>
        {momentWords(at, zone)}
      </time>
      <span className="dot" aria-hidden="true" />
      <span className="what">
        {matches ? (
          <>
            <b>Verified.</b> The stored file{of} was hashed again and matches.
          </>
        ) : (
          <>
            <b>Does not match.</b> The stored file{of} {bad}. {!turned && 'It was so before.'}
          </>
        )}
        <span className="sub">
          {by ? `By ${by}, with all files of the inquiry.` : 'By the system, as every night.'}
        </span>
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
      {entry.note && stopped(entry.note)} {changes.map(stopped).join(' ')}
      <span className="sub">
        By {entry.recordedBy ?? 'the system'}. The mistaken entry stays below.
        {entry.number !== of?.correctedBy && ' A later correction stands in its place.'}
      </span>
    </>
  )
}
