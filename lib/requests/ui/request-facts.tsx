import type { RequestRecord } from '@/lib/requests/queries'
import { blockers } from '@/lib/requests/schema'
import { askedPeriod, type Got, goneInFull, gotWords } from '@/lib/requests/ui/lead'
import { addDays, daysBetween, formatDay, formatMoment, today } from '@/lib/time'
import { Distance } from '@/lib/ui/due-date'
import { Facts } from '@/lib/ui/facts'
import { Section } from '@/lib/ui/page'
import { Refs } from '@/lib/ui/ref'
import { counted, forms, handlings, partitions, recordPath, registerOnly } from '@/lib/words'

/** The column of facts on a request's page; the first due date stands beside the present one. */
export function RequestFacts({
  slug,
  zone,
  request,
  got,
  letter,
}: {
  slug: string
  zone: string
  request: RequestRecord
  got: Got[]
  letter: string | null
}) {
  const now = today(zone)
  const day = (on: string) => formatDay(on)
  const before = request.holds[request.holds.length - 1]
  const { blocker, blockerSince } = request
  return (
    <Section title="At a glance">
      <Facts
        facts={[
          (blocker !== null || request.outstanding) && {
            name: 'Held up by',
            value: blocker ? (
              <>
                <b>{blockers[blocker]}</b>
                {blockerSince && (
                  <>
                    <br />
                    {blockerSince === now
                      ? 'since today'
                      : `${counted(daysBetween(blockerSince, now), 'day')}, since ${day(blockerSince)}`}
                  </>
                )}
              </>
            ) : (
              'Not recorded'
            ),
            sub:
              request.blockerNote ??
              (before?.since && before.until
                ? `before: ${blockers[before.blocker].toLowerCase()}, ${counted(daysBetween(before.since, before.until), 'day')}`
                : undefined),
          },
          {
            name: 'Due',
            value: request.dueOn ? (
              <>
                {request.outstanding && (
                  <>
                    <Distance due={request.dueOn} today={now} />
                    <br />
                  </>
                )}
                <time dateTime={request.dueOn}>{day(request.dueOn)}</time>
              </>
            ) : (
              'No date yet'
            ),
            sub:
              request.firstDueOn && request.firstDueOn !== request.dueOn ? (
                <>
                  first due <s>{day(request.firstDueOn)}</s>
                </>
              ) : undefined,
          },
          request.outstanding &&
            request.dueOn !== null &&
            request.dueOn < now && {
              name: 'Overdue since',
              value: day(addDays(request.dueOn, 1)),
              sub: 'follows from the date; nobody wrote it',
            },
          request.scheduledFor !== null && {
            name: 'Scheduled for',
            value: formatMoment(new Date(request.scheduledFor), zone),
          },
          {
            name: 'Addressee',
            value: <a href={recordPath(slug, 'office', request.addressee.ref)}>{request.addressee.name}</a>,
          },
          { name: 'Form wanted', value: forms[request.formWanted] },
          { name: 'Got', value: gotWords(got) },
          request.proof.length > 0 && {
            name: 'Rests on',
            value: <Refs of={request.proof.map(({ ref }) => ({ no: ref, href: recordPath(slug, 'evidence', ref) }))} />,
            sub: request.proofGone && <b>{goneInFull(request.proof, zone)}</b>,
          },
          askedPeriod(request, zone) !== null && { name: 'Period', value: askedPeriod(request, zone) },
          {
            name: 'Handling',
            value: handlings[request.handling],
            sub: registerOnly(request.handling) ? 'Register entry only: no content is or may be held here' : undefined,
          },
          {
            name: 'Serves',
            value: (
              <Refs of={request.questions.map(({ ref }) => ({ no: ref, href: recordPath(slug, 'question', ref) }))} />
            ),
          },
          letter !== null && {
            name: 'Letter now',
            value: <Refs of={[{ no: letter, href: recordPath(slug, 'letter', letter) }]} />,
          },
          { name: 'Owner', value: request.owner?.name ?? 'Nobody' },
          request.partition !== 'shared' && {
            name: 'Drafted for',
            value: partitions[request.partition],
            sub: 'until it is issued',
          },
        ]}
      />
    </Section>
  )
}
