import type { CorrespondenceRecord } from '@/lib/correspondence/schema'
import { CorrespondenceTable } from '@/lib/correspondence/ui/correspondence-table'
import type { Actor } from '@/lib/people/actor'
import { Section } from '@/lib/ui/page'

type CorrespondenceSectionProps = {
  actor: Actor
  rows: CorrespondenceRecord[]
  total: number
  /** The record whose page this stands on, as the list's filter names it: { request: 'R-2' } */
  filter: { request: string } | { letter: string } | { office: string }
  mayLog: boolean
}

/** What passed between the committee and an office about one record: the newest, and the ways to all of it and to another. */
export function CorrespondenceSection({ actor, rows, total, filter, mayLog }: CorrespondenceSectionProps) {
  const list = `/inquiries/${actor.inquiry.slug}/correspondence`
  const query = new URLSearchParams(filter).toString()
  return (
    <Section title="Correspondence" side={mayLog && <a href={`${list}/new?${query}`}>Log correspondence</a>}>
      {rows.length === 0 ? (
        <p className="sub">No letter, e-mail, call or meeting has been logged here yet.</p>
      ) : (
        <CorrespondenceTable actor={actor} rows={rows} oneOffice={'office' in filter} />
      )}
      {total > rows.length && (
        <p className="more">
          <a href={`${list}?${query}`}>All {total} letters, e-mails, calls and meetings</a>
        </p>
      )}
    </Section>
  )
}
