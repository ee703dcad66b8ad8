import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { answersOf, registerEntryOnly, reviewOf } from '@/lib/evidence/ui/lead'
import { formatDay } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { accessModes, figure, recordPath, registerOnly } from '@/lib/words'

type EvidenceSectionProps = {
  slug: string
  /** The newest of it, and how much there is */
  items: EvidenceRecord[]
  total: number
  /** By which the register shows all of it */
  filter: Record<string, string>
}

/** What came on a request, or on the requests that serve a question: for the pages of other rooms. */
export function EvidenceSection({ slug, items, total, filter }: EvidenceSectionProps) {
  const all = `/inquiries/${slug}/evidence?${new URLSearchParams(filter)}`
  return (
    <Section
      title="Evidence"
      side={
        total > 0 && (
          <>
            {total > items.length && <a href={all}>All {figure(total)} in the register</a>}
            {total > items.length && ', '}
            <a href={`/inquiries/${slug}/hand-over?${new URLSearchParams(filter)}`}>Hand over</a>
          </>
        )
      }
    >
      {items.length === 0 ? (
        <p className="sub">Nothing that came is logged here yet.</p>
      ) : (
        <DataTable
          caption="What came"
          columns={[
            { label: 'Item' },
            { label: 'What', long: true },
            { label: 'Access' },
            { label: 'Review', long: true },
          ]}
          rows={items.map((item) => ({
            key: item.id,
            cells: [
              <Ref key="no" no={item.ref} href={recordPath(slug, 'evidence', item.ref)} />,
              <span key="what">
                {item.title}, <span className="nw">{formatDay(item.receivedOn)}</span>
                {registerOnly(item.handling) && <span className="sub line">{registerEntryOnly}</span>}
              </span>,
              accessModes[item.accessMode],
              <ReviewWords key="review" item={item} />,
            ],
          }))}
        />
      )}
    </Section>
  )
}

function ReviewWords({ item }: { item: EvidenceRecord }) {
  const review = reviewOf(item)
  const judged = item.status === 'accepted' || item.status === 'rejected'
  return (
    <>
      <b>{evidenceStatuses[item.status]}</b>
      {review && judged && `, ${formatDay(review.on)}: ${answersOf(review)}`}
      {item.status === 'logged' && ', not reviewed yet'}
    </>
  )
}
