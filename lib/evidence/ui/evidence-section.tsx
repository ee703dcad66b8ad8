import type { EvidenceRecord } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import { answersOf, registerEntryOnly, reviewOf } from '@/lib/evidence/ui/lead'
import { formatDay } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { accessModes, recordPath, registerOnly } from '@/lib/words'

/** What came on a request, or on the requests that serve a question: for the pages of other rooms. */
export function EvidenceSection({ slug, items }: { slug: string; items: EvidenceRecord[] }) {
  return (
    <Section title="Evidence">
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
                {item.title}, {formatDay(item.receivedOn)}
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
