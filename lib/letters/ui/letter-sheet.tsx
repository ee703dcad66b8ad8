import type { LetterRecord } from '@/lib/letters/schema'
import { standingOf } from '@/lib/requests/ui/tone'
import { dayInFull, formatDay } from '@/lib/time'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { kinds, recordPath } from '@/lib/words'

/** A letter can push what was asked before; it gives no more time, so such a date may lie before the letter's own. */
const passed = ({ issuedOn, createdAt }: LetterRecord, { status, dueOn }: LetterRecord['requests'][number]) =>
  status !== 'draft' && dueOn !== null && dueOn < (issuedOn ?? createdAt)

/** The letter as it goes out: to whom, its text, and its requests, numbered, in their exact wording. */
export function LetterSheet({
  slug,
  letter,
  proofGone = [],
}: {
  slug: string
  letter: LetterRecord
  /** Those of its requests that are satisfied on what no longer stands */
  proofGone?: string[]
}) {
  return (
    <article className="letter" aria-label={`The text of ${letter.ref}`}>
      <p>{letter.issuedOn ? <time dateTime={letter.issuedOn}>{dayInFull(letter.issuedOn)}</time> : 'Not dated yet'}</p>
      <p>To: {letter.addressee.name}</p>
      <p>
        <b>{letter.subject}</b>
      </p>
      {letter.body && <p className="letter-body">{letter.body}</p>}
      {letter.requests.length > 0 && (
        <ol>
          {letter.requests.map((request) => (
            <li key={request.id}>
              <p className="letter-body">{request.wording}</p>
              <p className="letter-note">
                <Ref no={request.ref} href={recordPath(slug, 'request', request.ref)} />
                <span>{kinds[request.kind]}</span>
                <span>
                  {request.dueOn
                    ? `${passed(letter, request) ? 'was due' : 'due'} ${formatDay(request.dueOn, { year: 'always' })}`
                    : 'due as the letter says'}
                </span>
                <Status {...standingOf({ ...request, proofGone: proofGone.includes(request.ref) })} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {letter.dueOn && <p>Due on {dayInFull(letter.dueOn)}, unless a request names another date.</p>}
      {letter.signedBy && <p className="letter-signed">{letter.signedBy}</p>}
    </article>
  )
}
