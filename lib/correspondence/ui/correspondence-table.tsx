import { type CorrespondenceRecord, whatWords } from '@/lib/correspondence/schema'
import type { Actor } from '@/lib/people/actor'
import { dayWords, today } from '@/lib/time'
import { Ref, Refs } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { partitions, recordPath, shortened } from '@/lib/words'

type CorrespondenceTableProps = {
  actor: Actor
  rows: CorrespondenceRecord[]
  withRequests?: boolean
  oneOffice?: boolean
}

/** Correspondence as a table, newest first: when, what, with whom, about what. On an office's page its own name is left out. */
export function CorrespondenceTable({ actor, rows, withRequests, oneOffice }: CorrespondenceTableProps) {
  const { slug, timeZone } = actor.inquiry
  const now = today(timeZone)
  return (
    <DataTable
      caption="Correspondence, newest first"
      columns={[
        { label: 'No.' },
        { label: 'When' },
        { label: 'What' },
        { label: 'With', long: true },
        { label: 'About', long: true },
        ...(withRequests ? [{ label: 'Requests' }] : []),
      ]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Ref key="no" no={row.ref} href={recordPath(slug, 'correspondence', row.ref)} />,
          <time key="when" dateTime={row.happenedOn}>
            {dayWords(row.happenedOn, now)}
          </time>,
          <What key="what" slug={slug} row={row} />,
          oneOffice && row.withWhom ? row.withWhom : <With key="with" row={row} />,
          excerpt(row.about),
          withRequests && row.requests.length > 0 && (
            <Refs key="r" of={row.requests.map(({ ref }) => ({ no: ref, href: recordPath(slug, 'request', ref) }))} />
          ),
        ],
      }))}
    />
  )
}

const What = ({ slug, row }: { slug: string; row: CorrespondenceRecord }) => (
  <>
    <span className="nw">{whatWords(row)}</span>
    {row.letter && (
      <>
        {row.direction === 'sent' && row.medium === 'letter' ? ': ' : ', on '}
        <Ref no={row.letter.ref} href={recordPath(slug, 'letter', row.letter.ref)} />
      </>
    )}
    {row.partition !== 'shared' && <span className="sub line nw">{partitions[row.partition]}</span>}
  </>
)

const With = ({ row }: { row: CorrespondenceRecord }) => (
  <>
    {row.office.name}
    {row.withWhom && <span className="sub line">{row.withWhom}</span>}
  </>
)

const excerpt = (text: string) => shortened(text, 240)
