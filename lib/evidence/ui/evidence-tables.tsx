import { Fragment } from 'react'
import type { Derivative, Revision } from '@/lib/evidence/queries'
import { type EvidenceRecord, type EvidenceReview, judgements } from '@/lib/evidence/schema'
import { evidenceStatuses } from '@/lib/evidence/status'
import type { FileRecord } from '@/lib/files/schema'
import type { RequestStatus } from '@/lib/generated/prisma/enums'
import { standingOf } from '@/lib/requests/ui/tone'
import { formatDay } from '@/lib/time'
import { Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { accessModes, figure, forms, meetsForm, recordPath } from '@/lib/words'

/** Where a request still says that nothing has come. */
const nothingCame: RequestStatus[] = ['issued', 'acknowledged', 'agreed', 'scheduled']

/** The requests that an item was logged against, and whether its access meets the form that each asked for. */
export function RequestsAnswered({
  slug,
  item,
  proofGone,
}: {
  slug: string
  item: EvidenceRecord
  proofGone: string[]
}) {
  const unmoved = item.requests.filter(({ status }) => nothingCame.includes(status))
  return (
    <Section title="Requests it answers">
      <DataTable
        caption="The requests that this item was logged against"
        columns={[
          { label: 'Request' },
          { label: 'Asked for', long: true },
          { label: 'Form wanted' },
          { label: 'In that form' },
          { label: 'Stands at' },
        ]}
        rows={item.requests.map((request) => ({
          key: request.ref,
          cells: [
            <Ref key="no" no={request.ref} href={recordPath(slug, 'request', request.ref)} />,
            request.title,
            forms[request.formWanted],
            meetsForm(item.accessMode, request.formWanted) ? (
              'Yes'
            ) : (
              <b key="no">No: {accessModes[item.accessMode].toLowerCase()}</b>
            ),
            <Status key="st" {...standingOf({ ...request, proofGone: proofGone.includes(request.ref) })} />,
          ],
        }))}
      />
      {unmoved.length > 0 && (
        <p className="sub note">
          An entry here moves no request: that part or all of it has come is recorded on{' '}
          {unmoved.map(({ ref }, i) => (
            <Fragment key={ref}>
              {i > 0 && ', '}
              <Ref no={ref} href={recordPath(slug, 'request', ref)} />
            </Fragment>
          ))}
          .
        </p>
      )}
    </Section>
  )
}

/** What was made from an item; each is an item of its own. */
export function Derivatives({ slug, derivatives }: { slug: string; derivatives: Derivative[] }) {
  if (derivatives.length === 0) return null
  return (
    <Section title="Made from it">
      <DataTable
        caption="Items that were made from this one"
        columns={[{ label: 'Item' }, { label: 'What', long: true }, { label: 'How it was made', long: true }]}
        rows={derivatives.map(({ ref, title, derivation }) => ({
          key: ref,
          cells: [<Ref key="no" no={ref} href={recordPath(slug, 'evidence', ref)} />, title, derivation],
        }))}
      />
    </Section>
  )
}

type OfRevisions = { item: EvidenceRecord; revisions: Revision[] }

/** What a reviewer found of each revision, newest first. */
export function Reviews({ item, revisions }: OfRevisions) {
  return (
    <Section title="Reviews" side={revisions.length > 1 ? 'newest first' : undefined}>
      <DataTable
        caption="What a reviewer found of each revision"
        columns={[
          { label: 'Revision' },
          { label: 'Responsive' },
          { label: 'Complete' },
          { label: 'Authentic' },
          { label: 'Verdict', long: true },
        ]}
        rows={revisions.toReversed().map((one) => {
          const review = item.reviews.find((each) => each.revision === one.revision)
          return {
            key: one.revision,
            cells: [
              <b key="no">{one.revision}</b>,
              ...(review
                ? [judgements[review.responsive], judgements[review.complete], judgements[review.authentic]]
                : ['Not judged', 'Not judged', 'Not judged']),
              review ? <Verdict key="verdict" review={review} /> : unreviewed(item, one.revision),
            ],
          }
        })}
      />
    </Section>
  )
}

/** What came when, with the size and the beginning of the hash of its file, newest first. */
export function Revisions({ item, revisions, files }: OfRevisions & { files: FileRecord[] }) {
  return (
    <Section title="Revisions" side={revisions.length > 1 ? 'newest first' : undefined}>
      <DataTable
        caption="Each revision of this item, and its file"
        columns={[
          { label: 'Revision' },
          { label: 'Came' },
          { label: 'Bytes', num: true },
          { label: 'SHA-256, first 16' },
          { label: 'What changed', long: true },
        ]}
        rows={revisions.toReversed().map((one) => {
          const file = files.find(({ revision }) => revision === one.revision)
          return {
            key: one.revision,
            cells: [
              <span key="no" className="nw">
                <b>{one.revision}</b>
                {revisions.length > 1 && one.revision === item.revision && ', present'}
              </span>,
              <time key="came" className="nw" dateTime={one.receivedOn}>
                {formatDay(one.receivedOn)}
              </time>,
              file ? figure(file.size) : 'No file',
              file && (
                <span key="hash" className="mono">
                  {file.sha256.slice(0, 16)}
                </span>
              ),
              <>
                {one.changed ?? 'First logged'}
                <span className="sub line">{one.by}</span>
              </>,
            ],
          }
        })}
      />
    </Section>
  )
}

function Verdict({ review }: { review: EvidenceReview }) {
  return (
    <>
      <b>{evidenceStatuses[review.verdict]}</b>, {formatDay(review.on)}: {review.reason}
      <span className="sub line">{review.by}</span>
    </>
  )
}

function unreviewed(item: EvidenceRecord, revision: number): string {
  if (revision < item.revision) return 'None: replaced before it was judged'
  return item.status === 'in_review' ? `In review, ${item.reviewer ?? 'by a reviewer'}` : 'Waits for a reviewer'
}
