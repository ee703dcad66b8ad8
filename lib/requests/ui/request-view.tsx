import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import { withLinks } from '@/lib/audit/ui/sentence'
import type { Actor } from '@/lib/people/actor'
import type { RequestRecord } from '@/lib/requests/queries'
import { AskedAndGot } from '@/lib/requests/ui/asked-got'
import { Dates } from '@/lib/requests/ui/dates'
import { type Got, leadOf } from '@/lib/requests/ui/lead'
import { RequestFacts } from '@/lib/requests/ui/request-facts'
import { RequestLadder } from '@/lib/requests/ui/request-ladder'
import { standingOf } from '@/lib/requests/ui/tone'
import { dueWords, formatDay, today } from '@/lib/time'
import { Crumb, RecordColumns, RecordHead, Section, Wording } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { kinds, recordPath } from '@/lib/words'

type RequestViewProps = {
  actor: Actor
  request: RequestRecord
  did: string
  /** What came, by its number */
  got: Got[]
  /** How much of the period came, in words, where that can be reckoned */
  covered: string | null
  /** The newest visible letter that carries it */
  letter: { ref: string } | null
  /** The letter on which it was first issued, and its place there */
  first: { ref: string; position: number } | null
  moves: ReactNode
  /** What came, the letters, what was written about it, in the column of text */
  beside: ReactNode
  /** The history, across the page */
  below: ReactNode
}

/** A request's page: where it stands, how far it was pushed, what was asked and what came, dates, facts, moves. */
export function RequestView({
  actor,
  request,
  did,
  got,
  covered,
  letter,
  first,
  beside,
  moves,
  below,
}: RequestViewProps) {
  const { slug, timeZone: zone } = actor.inquiry
  const now = today(zone)
  const overdue = request.outstanding && request.dueOn !== null && request.dueOn < now
  return (
    <>
      <Crumb trail={[{ label: 'Requests', href: `/inquiries/${slug}/requests` }]} here={request.ref} />
      <Recorded did={did} />
      <RecordHead
        no={request.ref}
        kind={kinds[request.kind]}
        statuses={[
          standingOf(request),
          ...(overdue && request.dueOn ? [{ tone: 'late' as const, label: dueWords(request.dueOn, now, true) }] : []),
        ]}
        title={request.title}
        lead={withLinks(leadOf(request, got, zone), slug)}
      />
      <RequestLadder slug={slug} zone={zone} request={request} />
      <RecordColumns
        facts={<RequestFacts slug={slug} zone={zone} request={request} got={got} letter={letter?.ref ?? null} />}
        text={
          <>
            <Section title={request.status === 'draft' ? 'What will be asked' : 'What was asked'}>
              <Wording>{request.wording}</Wording>
              {first && (
                <p className="sub note">
                  Request {first.position} of <Ref no={first.ref} href={recordPath(slug, 'letter', first.ref)} />
                  {request.issuedOn && `, issued ${formatDay(request.issuedOn)}`}. Unchanged since.
                </p>
              )}
            </Section>
            <AskedAndGot request={request} zone={zone} items={got} covered={covered} />
            <Dates request={request} zone={zone} />
            {beside}
          </>
        }
        moves={moves}
      />
      {below}
    </>
  )
}
