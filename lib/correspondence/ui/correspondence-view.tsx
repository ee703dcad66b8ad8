import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import { type CorrespondenceRecord, media, whatWords } from '@/lib/correspondence/schema'
import type { Actor } from '@/lib/people/actor'
import { agoWords, formatDay, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { DataTable } from '@/lib/ui/table'
import { partitions, recordPath } from '@/lib/words'

type CorrespondenceViewProps = {
  actor: Actor
  correspondence: CorrespondenceRecord
  did: string
  moves: ReactNode
  history: ReactNode
}

/** The page of one letter, e-mail, call or meeting. */
export function CorrespondenceView({ actor, correspondence: of, did, moves, history }: CorrespondenceViewProps) {
  const { slug, timeZone } = actor.inquiry
  const now = today(timeZone)
  return (
    <>
      <Crumb trail={[{ label: 'Correspondence', href: `/inquiries/${slug}/correspondence` }]} here={of.ref} />
      <Recorded did={did} />
      <RecordHead
        no={of.ref}
        kind={whatWords(of)}
        statuses={of.partition === 'shared' ? [] : [{ tone: 'gap', label: partitions[of.partition] }]}
        title={titleOf(of)}
      />
      <RecordColumns
        facts={
          <Section title="At a glance">
            <Facts
              facts={[
                {
                  name: 'Date',
                  value: formatDay(of.happenedOn, { weekday: true, year: 'always' }),
                  sub: agoWords(of.happenedOn, now),
                },
                {
                  name: 'Office',
                  value: (
                    <>
                      <Ref no={of.office.ref} href={recordPath(slug, 'office', of.office.ref)} /> {of.office.name}
                    </>
                  ),
                },
                { name: 'With whom', value: of.withWhom },
                of.letter && {
                  name: 'Letter',
                  value: <Ref no={of.letter.ref} href={recordPath(slug, 'letter', of.letter.ref)} />,
                  sub: of.letter.subject,
                },
                {
                  name: 'Kept for',
                  value: of.partition === 'shared' ? 'Everybody in the inquiry' : partitions[of.partition],
                },
                { name: 'Logged', value: formatDay(today(timeZone, new Date(of.createdAt)), { today: now }) },
              ]}
            />
          </Section>
        }
        text={
          <>
            <Section title="About">
              <p className="text">{of.about}</p>
            </Section>
            <Section title="Requests" side={of.requests.length > 0 && 'Each one’s page records what it means for it'}>
              {of.requests.length === 0 ? (
                <p className="sub">It names no request.</p>
              ) : (
                <DataTable
                  caption="Requests that it is about"
                  columns={[{ label: 'No.' }, { label: 'Request', long: true }]}
                  rows={of.requests.map(({ ref, title }) => ({
                    key: ref,
                    cells: [<Ref key="no" no={ref} href={recordPath(slug, 'request', ref)} />, title],
                  }))}
                />
              )}
            </Section>
          </>
        }
        moves={moves}
      />
      {history}
    </>
  )
}

/** 'Call with White House Counsel' */
function titleOf({ medium, direction, office }: CorrespondenceRecord): string {
  const way = { sent: 'to', received: 'from', held: 'with' }[direction]
  return `${media[medium]} ${way} ${office.name}`
}
