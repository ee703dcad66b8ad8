import type { CustodyEntryRecord } from '@/lib/custody/schema'
import { besides, entryWas, headWords, mendedWords, recordedWords, stopped } from '@/lib/custody/ui/words'
import { type EvidenceRecord, judgements } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import type { FileCheck, FileRecord } from '@/lib/files/schema'
import { checkWords } from '@/lib/files/ui/words'
import { formatDay, formatMoment, timeWithZone, today } from '@/lib/time'
import { DataTable } from '@/lib/ui/table'
import { figure } from '@/lib/words'

/** The files of every revision with their hashes, newest revision first. */
export function FileTable({ files, checks, zone }: { files: FileRecord[]; checks: FileCheck[]; zone: string }) {
  const newest = (file: FileRecord) => checks.find((check) => check.file === file.id)
  return (
    <DataTable
      caption="Files and their hashes"
      columns={[
        { label: 'Revision' },
        { label: 'File', long: true },
        { label: 'Bytes', num: true },
        { label: 'SHA-256', long: true },
      ]}
      rows={files.map((file) => ({
        key: file.id,
        cells: [
          file.revision,
          <>
            {file.name}
            <span className="sub line">
              Kept {formatMoment(new Date(file.keptAt), zone)}. {checkWords(newest(file), zone)}.
            </span>
          </>,
          figure(file.size),
          <span key="hash" className="hash">
            {file.sha256.slice(0, 32)}
            <br />
            {file.sha256.slice(32)}
          </span>,
        ],
      }))}
    />
  )
}

/** What reviewers found, oldest first. */
export function ReviewTable({ item }: { item: EvidenceRecord }) {
  return (
    <DataTable
      caption="Reviews"
      columns={[
        { label: 'Revision' },
        { label: 'Responsive' },
        { label: 'Complete' },
        { label: 'Authentic' },
        { label: 'Verdict', long: true },
      ]}
      rows={item.reviews.map((review) => ({
        key: `${review.revision}/${review.at}`,
        cells: [
          review.revision,
          judgements[review.responsive],
          judgements[review.complete],
          judgements[review.authentic],
          <>
            <b>{evidenceStatuses[review.verdict]}</b>, {formatDay(review.on)}: {review.reason}
            <span className="sub line">{review.by}</span>
          </>,
        ],
      }))}
    />
  )
}

/** Every step, oldest first, with all that stands in it; a correction stands where it was written and names its entry. */
export function ChainTable({ entries, zone }: { entries: CustodyEntryRecord[]; zone: string }) {
  const several = new Set(entries.map(({ revision }) => revision)).size > 1
  return (
    <DataTable
      caption="The chain of custody, oldest first"
      columns={[
        { label: 'Entry' },
        { label: 'When' },
        { label: 'What happened', long: true },
        { label: 'By', long: true },
      ]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          entry.number,
          <When key="when" entry={entry} zone={zone} />,
          <What key="what" entry={entry} entries={entries} zone={zone} several={several} />,
          entry.kind === 'correction' ? (entry.recordedBy ?? 'The system') : entry.by,
        ],
      }))}
    />
  )
}

function When({ entry, zone }: { entry: CustodyEntryRecord; zone: string }) {
  const at = entry.kind === 'correction' ? entry.recordedAt : entry.happenedAt
  const [day, time] = at
    ? [formatDay(today(zone, new Date(at))), timeWithZone(new Date(at), zone)]
    : [formatDay(entry.happenedOn), 'time not known']
  return (
    <>
      <span className="nw">{day}</span>
      <span className="sub line nw">{time}</span>
    </>
  )
}

type WhatProps = { entry: CustodyEntryRecord; entries: CustodyEntryRecord[]; zone: string; several: boolean }

function What({ entry, entries, zone, several }: WhatProps) {
  const { head, tail } = headWords(entry, several)
  const was = entryWas(entry, entries)
  if (entry.kind === 'correction') {
    return (
      <>
        <b>Correction</b> of entry {entry.corrects}
        {entry.struck ? ', which never happened' : ''}. {entry.note && stopped(entry.note)}
        <span className="sub line">{was ? mendedWords(entry, was, zone).map(stopped).join(' ') : ''}</span>
      </>
    )
  }
  const recorded = recordedWords(entry, zone)
  return (
    <>
      <b>{head}</b>
      {tail}. {entry.note && stopped(entry.note)}
      {entry.correctedBy !== null && <b> Corrected by entry {entry.correctedBy}.</b>}
      <span className="sub line">{[...besides(entry).map(stopped), recorded].filter(Boolean).join(' ')}</span>
    </>
  )
}
