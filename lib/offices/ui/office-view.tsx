import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import type { OfficeRecord } from '@/lib/offices/schema'
import { lineOf } from '@/lib/offices/ui/chain'
import { type OfficeCounts, OfficeTree } from '@/lib/offices/ui/office-tree'
import type { Actor } from '@/lib/people/actor'
import { formatDay, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { recordPath } from '@/lib/words'

type OfficeViewProps = {
  actor: Actor
  office: OfficeRecord
  /** All offices of the inquiry, for the line above and below it */
  offices: OfficeRecord[]
  counts: ReadonlyMap<string, OfficeCounts>
  did: string
  /** What other rooms have on it: correspondence */
  children?: ReactNode
  moves: ReactNode
  history: ReactNode
}

/** An office's page: how to reach it, where it stands in the chain of command, what it owes, what passed between. */
export function OfficeView({ actor, office, offices, counts, did, children, moves, history }: OfficeViewProps) {
  const { slug, timeZone } = actor.inquiry
  const requests = `/inquiries/${slug}/requests?office=${office.ref}`
  const { outstanding, overdue } = counts.get(office.id) ?? { outstanding: 0, overdue: 0 }
  const owed = outstanding ? (
    <>
      <a href={`${requests}&view=outstanding`}>{outstanding} outstanding</a>
      {overdue > 0 && (
        <>
          ,{' '}
          <a className="late" href={`${requests}&view=overdue`}>
            {overdue} overdue
          </a>
        </>
      )}
    </>
  ) : (
    'Nothing outstanding'
  )
  const line = lineOf(offices, office.ref)
  return (
    <>
      <Crumb trail={[{ label: 'Offices', href: `/inquiries/${slug}/offices` }]} here={office.ref} />
      <Recorded did={did} />
      <RecordHead no={office.ref} kind="Office" title={office.name} />
      <RecordColumns
        facts={
          <Section title="At a glance">
            <Facts
              facts={[
                { name: 'Requests', value: owed, sub: <a href={requests}>All requests to this office</a> },
                office.contact !== null && { name: 'Contact', value: <span className="text">{office.contact}</span> },
                office.above && {
                  name: 'Above it',
                  value: (
                    <>
                      <Ref no={office.above.ref} href={recordPath(slug, 'office', office.above.ref)} />{' '}
                      {office.above.name}
                    </>
                  ),
                },
                {
                  name: 'Added',
                  value: formatDay(today(timeZone, new Date(office.createdAt)), { today: today(timeZone) }),
                },
              ]}
            />
          </Section>
        }
        text={
          <>
            <Section title="Chain of command">
              {line.length > 1 ? (
                <OfficeTree slug={slug} offices={line} counts={counts} here={office.ref} />
              ) : (
                <p className="sub">No office above or below it is on record.</p>
              )}
            </Section>
            {children}
          </>
        }
        moves={moves}
      />
      {history}
    </>
  )
}
