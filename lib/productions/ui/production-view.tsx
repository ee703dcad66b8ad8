import type { ReactNode } from 'react'
import { Recorded } from '@/lib/audit/ui/recorded'
import type { Actor } from '@/lib/people/actor'
import { certifications, type ProductionRecord, productionMedia } from '@/lib/productions/schema'
import { leadOf } from '@/lib/productions/ui/lead'
import { standingOf } from '@/lib/requests/ui/tone'
import { agoWords, formatDay, formatMoment, today } from '@/lib/time'
import { Facts } from '@/lib/ui/facts'
import { Crumb, RecordColumns, RecordHead, Section, Wording } from '@/lib/ui/page'
import { Ref } from '@/lib/ui/ref'
import { Status } from '@/lib/ui/status'
import { DataTable } from '@/lib/ui/table'
import { recordPath } from '@/lib/words'

type ProductionViewProps = {
  actor: Actor
  production: ProductionRecord
  /** Those of its requests that are satisfied on what no longer stands */
  proofGone: string[]
  did: string
  moves: ReactNode
  history: ReactNode
  /** The sections that other rooms show of it: its items, its load files, gaps, what was withheld */
  children?: ReactNode
}

/** A delivery's page: what came in plain words, which requests it answers, and what other rooms know of it. */
export function ProductionView({
  actor,
  production: of,
  proofGone,
  did,
  moves,
  history,
  children,
}: ProductionViewProps) {
  const { slug, timeZone: zone } = actor.inquiry
  return (
    <>
      <Crumb trail={[{ label: 'Productions', href: `/inquiries/${slug}/productions` }]} here={of.ref} />
      <Recorded did={did} />
      <RecordHead
        no={of.ref}
        kind="Delivery"
        title={of.volume ? `${of.volume}, from ${of.from.name}` : `Delivery from ${of.from.name}`}
        lead={leadOf(of, zone)}
      />
      <RecordColumns
        facts={<ProductionFacts slug={slug} zone={zone} production={of} />}
        text={
          <>
            {of.coverLetter && (
              <Section title="Cover letter">
                <Wording>{of.coverLetter}</Wording>
              </Section>
            )}
            <Section title="Requests it answers">
              <DataTable
                caption="Requests that the delivery answers"
                columns={[{ label: 'No.' }, { label: 'Request', long: true }, { label: 'Status' }]}
                rows={of.requests.map(({ ref, title, status }) => ({
                  key: ref,
                  cells: [
                    <Ref key="no" no={ref} href={recordPath(slug, 'request', ref)} />,
                    title,
                    <Status key="st" {...standingOf({ status, proofGone: proofGone.includes(ref) })} />,
                  ],
                }))}
              />
            </Section>
            {of.note && (
              <Section title="Note">
                <p className="text">{of.note}</p>
              </Section>
            )}
            {children}
          </>
        }
        moves={moves}
      />
      {history}
    </>
  )
}

function ProductionFacts({ slug, zone, production: of }: { slug: string; zone: string; production: ProductionRecord }) {
  const now = today(zone)
  return (
    <Section title="At a glance">
      <Facts
        facts={[
          {
            name: 'Received',
            value: formatDay(of.receivedOn, { weekday: true, year: 'always' }),
            sub: agoWords(of.receivedOn, now),
          },
          { name: 'From', value: <a href={recordPath(slug, 'office', of.from.ref)}>{of.from.name}</a> },
          { name: 'Medium', value: productionMedia[of.medium] },
          { name: 'Volume', value: of.volume },
          of.batesFrom !== null && {
            name: 'Bates',
            value: `${of.batesFrom} to ${of.batesTo}`,
            sub: 'by the cover letter',
          },
          { name: 'Certification', value: certifications[of.certification], sub: of.certifiedBy },
          { name: 'Logged', value: formatMoment(new Date(of.createdAt), zone) },
        ]}
      />
    </Section>
  )
}
