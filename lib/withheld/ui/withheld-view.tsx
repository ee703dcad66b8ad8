import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import { withLinks } from '@/lib/audit/ui/sentence'
import { evidenceStatuses } from '@/lib/evidence/status'
import { evidenceTones } from '@/lib/evidence/ui/tone'
import type { Actor } from '@/lib/people/actor'
import { standingOf } from '@/lib/requests/ui/tone'
import { formatDay, formatMoment, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section, Wording } from '@/lib/ui/page'
import { Ref, Refs } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { accommodations, bases, entryLabels, extents, type WithheldRecord } from '@/lib/withheld/schema'
import { withheldStatuses } from '@/lib/withheld/status'
import { leadOf, short } from '@/lib/withheld/ui/lead'
import { withheldTones } from '@/lib/withheld/ui/tone'
import { figure, recordPath } from '@/lib/words'

type WithheldViewProps = {
  actor: Actor
  entry: WithheldRecord
  /** Those of its requests that are satisfied on what no longer stands */
  proofGone: string[]
  did: string
  moves: ReactNode
  history: ReactNode
}

/** An entry's page: where it stands in plain words, what is withheld and on which basis, what it would answer, what may be done now. */
export function WithheldView({ actor, entry, proofGone, did, moves, history }: WithheldViewProps) {
  const { slug, timeZone: zone } = actor.inquiry
  return (
    <>
      <Crumb trail={[{ label: 'Withheld', href: `/inquiries/${slug}/withheld` }]} here={entry.ref} />
      <Recorded did={did} />
      <RecordHead
        no={entry.ref}
        kind={['Privilege log entry', entry.controlNumber].filter(Boolean).join(', ')}
        statuses={[{ tone: withheldTones[entry.status], label: withheldStatuses[entry.status] }]}
        title={short(entry.what)}
        lead={withLinks(leadOf(entry, zone), slug)}
      />
      <RecordColumns
        facts={<WithheldFacts slug={slug} zone={zone} entry={entry} />}
        text={
          <>
            {short(entry.what) !== entry.what && (
              <Section title="What is withheld">
                <Wording>{entry.what}</Wording>
              </Section>
            )}
            <Section title="Basis in their words">
              {entry.basisWords ? (
                <Wording>{entry.basisWords}</Wording>
              ) : (
                <p className="sub">No more was claimed than the kind of basis: {bases[entry.basis].toLowerCase()}.</p>
              )}
            </Section>
            {entry.statusReason && (
              <Section title={`Why it is ${withheldStatuses[entry.status].toLowerCase()}`}>
                <p className="text">{entry.statusReason}</p>
              </Section>
            )}
            <WhatCame slug={slug} entry={entry} />
            <Section title="Requests it would answer">
              <DataTable
                caption="The requests that this entry was logged against"
                columns={[{ label: 'Request' }, { label: 'Asked for', long: true }, { label: 'Stands at' }]}
                rows={entry.requests.map((request) => ({
                  key: request.ref,
                  cells: [
                    <Ref key="no" no={request.ref} href={recordPath(slug, 'request', request.ref)} />,
                    request.title,
                    <Status key="st" {...standingOf({ ...request, proofGone: proofGone.includes(request.ref) })} />,
                  ],
                }))}
              />
            </Section>
          </>
        }
        moves={moves}
      />
      {history}
    </>
  )
}

/** The item that a release or an accommodation brought. */
function WhatCame({ slug, entry }: { slug: string; entry: WithheldRecord }) {
  const { releasedAs: item } = entry
  if (!item) return null
  return (
    <Section title="What came">
      <DataTable
        caption="The item that came"
        columns={[{ label: 'Item' }, { label: 'What', long: true }, { label: 'As' }, { label: 'Review' }]}
        rows={[
          {
            key: item.ref,
            cells: [
              <Ref key="no" no={item.ref} href={recordPath(slug, 'evidence', item.ref)} />,
              item.title,
              entry.accommodation ? accommodations[entry.accommodation] : 'Released',
              <Status key="st" tone={evidenceTones[item.status]} label={evidenceStatuses[item.status]} />,
            ],
          },
        ]}
      />
    </Section>
  )
}

function WithheldFacts({ slug, zone, entry }: { slug: string; zone: string; entry: WithheldRecord }) {
  const day = (on: string) => <time dateTime={on}>{formatDay(on)}</time>
  return (
    <Section title="Privilege log entry">
      <Facts
        facts={[
          {
            name: 'Status',
            value: withheldStatuses[entry.status],
            sub: `since ${formatDay(today(zone, new Date(entry.statusSince)))}`,
          },
          { name: 'Accommodation', value: entry.accommodation && accommodations[entry.accommodation] },
          { name: 'Basis', value: bases[entry.basis] },
          { name: 'Extent', value: extents[entry.extent] },
          {
            name: 'Asserted by',
            value: <a href={recordPath(slug, 'office', entry.office.ref)}>{entry.office.name}</a>,
            sub: entry.assertedBy,
          },
          { name: 'Asserted on', value: day(entry.assertedOn) },
          { name: 'Control no.', value: entry.controlNumber },
          { name: entryLabels.documentType, value: entry.documentType },
          { name: 'Dated', value: entry.datedOn && day(entry.datedOn) },
          { name: entryLabels.author, value: entry.author },
          {
            name: entryLabels.addressees,
            value: entry.addressees && <span className="text">{entry.addressees}</span>,
          },
          { name: entryLabels.custodian, value: entry.custodian },
          { name: entryLabels.pages, value: entry.pages && figure(entry.pages) },
          {
            name: 'Came with',
            value: entry.production && (
              <Ref no={entry.production} href={recordPath(slug, 'production', entry.production)} />
            ),
          },
          {
            name: 'Would answer',
            value: <Refs of={entry.requests.map(({ ref }) => ({ no: ref, href: recordPath(slug, 'request', ref) }))} />,
          },
          { name: 'Logged', value: formatMoment(new Date(entry.createdAt), zone) },
        ]}
      />
    </Section>
  )
}
